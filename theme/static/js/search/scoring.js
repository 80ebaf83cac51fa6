/**
 * Scores: lunr over the documents that can be an answer, with the weights that the whole index would give them.
 *
 * @typedef {import('./reader.js').Postings} Postings
 * @typedef {import('./words.js').Word} Word
 * @typedef {{keys: Uint32Array, values: Float64Array}} Weighed the places of a term and its weight in each
 */

import { FIELD_BITS, FIELD_MASK } from "./reader.js";

const K1 = 1.2;
const B = 0.75;

/**
 * Returns the weights (BM25 as lunr rounds it) of a term; `count` are its places in the whole index, `averages` the
 * tokens of a field, averaged over all documents.
 * @param {Postings} postings
 * @param {number} count
 * @param {number} documents
 * @param {number[]} averages
 * @returns {Weighed}
 */
export function weigh(postings, count, documents, averages) {
  const idf = Math.log(1 + Math.abs((documents - count + 0.5) / (count + 0.5)));
  const { keys, frequencies, lengths } = postings;
  const values = new Float64Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) {
    const frequency = frequencies[at];
    const norm = K1 * (1 - B + B * (lengths[at] / averages[keys[at] & FIELD_MASK])) + frequency;
    values[at] = Math.round(((idf * ((K1 + 1) * frequency)) / norm) * 1000) / 1000;
  }
  return { keys, values };
}

/**
 * Returns the documents that lunr finds, best first, with their scores. `terms` gives every scored term of the index
 * with its places in the documents that can be an answer (none, where none of them has it).
 * @param {any} lunr
 * @param {Word[]} words
 * @param {Map<string, Weighed>} terms
 * @param {string[]} fields
 * @returns {Array<{rank: number, score: number}>}
 */
export function lunrScores(lunr, words, terms, fields) {
  const ordered = [...terms.keys()].sort();
  const invertedIndex = Object.create(null);
  /** @type {Record<string, number[]>} */
  const elements = Object.create(null);
  ordered.forEach((term, number) => {
    const posting = Object.fromEntries(fields.map((name) => [name, Object.create(null)]));
    const { keys, values } = /** @type {Weighed} */ (terms.get(term));
    keys.forEach((key, at) => {
      const [name, rank] = [fields[key & FIELD_MASK], key >>> FIELD_BITS];
      posting[name][rank] = {};
      const vector = (elements[`${name}/${rank}`] ??= []);
      vector.push(number, values[at]);
    });
    invertedIndex[term] = { _index: number, ...posting };
  });
  const vectors = Object.entries(elements).map(([place, vector]) => [place, new lunr.Vector(vector)]);
  const index = new lunr.Index({
    invertedIndex,
    fieldVectors: Object.fromEntries(vectors),
    tokenSet: lunr.TokenSet.fromArray(ordered),
    fields,
    pipeline: new lunr.Pipeline(),
  });
  const found = index.query((/** @type {any} */ query) => {
    for (const { term, fields: within } of scoredClauses(words))
      query.clause({ term, fields: within, usePipeline: false });
  });
  return found.map((/** @type {{ref: string, score: number}} */ { ref, score }) => ({ rank: Number(ref), score }));
}

/**
 * Returns what lunr scores: every term of every wanted word, in the word's fields.
 * @param {Word[]} words
 */
export const scoredClauses = (words) =>
  words.filter((word) => !word.excluded).flatMap((word) => word.scored.map((term) => ({ term, fields: word.fields })));

/**
 * Returns lunr's scores of many documents at once, to the last digits: enough to choose whom lunr is asked about.
 * @param {Word[]} words
 * @param {Map<string, Weighed>} terms
 * @param {Uint32Array} ranks
 * @param {string[]} fields
 */
export function estimates(words, terms, ranks, fields) {
  const totals = new Float64Array(ranks.length);
  const boosts = fields.map((name) => boostsIn(name, words, [...terms.keys()]));
  const norms = boosts.map((boost) => Math.sqrt([...boost.values()].reduce((sum, times) => sum + times * times, 0)));
  for (const [term, { keys, values }] of terms) {
    const shares = boosts.map((boost, field) => (boost.get(term) ?? 0) / (norms[field] || 1));
    for (let number = 0, at = 0; number < keys.length; number += 1) {
      const rank = keys[number] >>> FIELD_BITS;
      while (ranks[at] < rank) at += 1;
      totals[at] += shares[keys[number] & FIELD_MASK] * values[number];
    }
  }
  return totals;
}

/**
 * @param {string} name
 * @param {Word[]} words
 * @param {string[]} terms
 */
function boostsIn(name, words, terms) {
  /** @type {Map<string, number>} */
  const boosts = new Map();
  for (const { term, fields } of scoredClauses(words)) {
    if (!fields.includes(name)) continue;
    const meant = term.endsWith("*") ? terms.filter((other) => other.startsWith(term.slice(0, -1))) : [term];
    for (const one of meant) boosts.set(one, (boosts.get(one) ?? 0) + 1);
  }
  return new Map([...boosts].filter(([term]) => terms.includes(term)));
}
