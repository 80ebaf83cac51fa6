/**
 * In which order records answer a query: their postings are weighed, and lunr scores them.
 * plugins/disclosure/outputs/search/query.py does the same.
 *
 * @typedef {import('./words.js').Word} Word
 * @typedef {import('./reader.js').Postings} Postings
 */

import { distinct, highest, without } from "./lists.js";
import { picked, ranksOf, within } from "./postings.js";
import { FIELD_BITS } from "./reader.js";
import { estimates, lunrScores, weigh } from "./scoring.js";
import { canonical, numbers, tokens } from "./tokens.js";

const NONE = new Uint32Array();
const NUMBER_FIELD = "document_no";

/**
 * Scores documents and returns a function that gives some of them by their place in the order; lunr is asked about a
 * shortlist at a time, the likeliest first. Before them all come those whose own number is the one that was asked for.
 * @param {any} lunr
 * @param {import('./reader.js').IndexReader} index
 * @param {Word[]} words
 * @param {Uint32Array} ranks
 * @param {number} shortlist
 * @param {number} few
 */
export async function inOrder(lunr, index, words, ranks, shortlist, few) {
  const [terms, own] = await Promise.all([weighed(index, words, ranks, few), numbered(index, words, ranks, few)]);
  const guess =
    ranks.length > shortlist ? estimates(words, terms, ranks, index.fields) : new Float64Array(ranks.length);
  if (own.size) ranks.forEach((rank, place) => own.has(rank) && (guess[place] = Infinity));
  let likeliest = highest(guess, shortlist);
  /** @type {Array<{rank: number, score: number}>} */
  const ordered = [];
  let asked = 0;
  return (/** @type {number} */ from, /** @type {number} */ count) => {
    while (ordered.length < from + count && asked < ranks.length) {
      if (asked + shortlist > likeliest.length) likeliest = highest(guess, ranks.length);
      const chosen = likeliest.slice(asked, asked + shortlist).map((place) => ranks[place]);
      const some = chosen.length < ranks.length ? only(terms, chosen.sort()) : terms;
      const scored = lunrScores(lunr, words, some, index.fields);
      ordered.push(...scored.filter(({ rank }) => own.has(rank)), ...scored.filter(({ rank }) => !own.has(rank)));
      asked += shortlist;
    }
    return ordered.slice(from, from + count);
  };
}

/**
 * Returns the few documents whose own document number is a word, however it is written.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word[]} words
 * @param {Uint32Array} ranks
 * @param {number} few
 * @returns {Promise<Set<number>>}
 */
async function numbered(index, words, ranks, few) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const { text, fields } of words) {
    const [wanted, tokens] = [canonical(text), numbers(text)];
    if (!wanted || tokens.length !== 1 || !fields.includes(NUMBER_FIELD)) continue;
    const own = ranksOf(within(index, await index.postings(tokens[0], ranks), [NUMBER_FIELD], ranks).keys);
    const rows = own.length <= few ? await Promise.all(Array.from(own, (rank) => index.row(rank))) : [];
    for (const row of rows) if (canonical(row.fields[NUMBER_FIELD] ?? "") === wanted) found.add(row.rank);
  }
  return found;
}

/**
 * Returns the places and weights of every scored term of the index, for these documents.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word[]} words
 * @param {Uint32Array} ranks
 * @param {number} few
 * @returns {Promise<Map<string, import('./scoring.js').Weighed>>}
 */
async function weighed(index, words, ranks, few) {
  const scored = words.flatMap((word) => word.scored);
  const single = scored.filter((term) => term.endsWith("*")).map((term) => index.startingWith(term.slice(0, -1)));
  const terms = [...new Set([...(await Promise.all(single)).flat(), ...scored.filter((term) => !term.endsWith("*"))])];
  const averages = index.totals.map((total) => total / index.documents || 1);
  const fetched = terms.every((term) => index.knows(term, ranks));
  const read = ranks.length <= few && !fetched ? await fromTexts(index, ranks) : null;
  const found = await Promise.all(
    terms.map(async (term) => {
      const count = index.common.get(term) ?? (await index.postings(term)).keys.length;
      const own = () => index.postings(term, ranks).then((all) => within(index, all, index.fields, ranks));
      return { term, count, places: count === 0 ? null : read ? read(term) : await own() };
    }),
  );
  const there = found.flatMap(({ term, count, places }) => (places ? [{ term, count, places }] : []));
  await measure(index, there);
  return new Map(
    there.map(({ term, count, places }) => [term, weigh(places, count, index.documents, averages)]),
  );
}

/**
 * Puts the lengths to postings whose lengths lie apart: those of the rarest term are fetched, of others what is missing.
 * @param {import('./reader.js').IndexReader} index
 * @param {Array<{term: string, count: number, places: Postings}>} found
 */
async function measure(index, found) {
  const unknown = found.filter(({ places }) => !places.measured);
  unknown.sort((one, other) => one.count - other.count || (one.term < other.term ? -1 : 1));
  /** @type {Pick<Postings, "keys" | "lengths">} */
  let known = { keys: NONE, lengths: NONE };
  for (const one of unknown) {
    const { term, places } = one;
    const missing = without(places.keys, known.keys);
    if (missing.length > 0) {
      const ranks = ranksOf(missing);
      known = both(known, within(index, await index.postings(term, ranks, true), index.fields, ranks));
    }
    const lengths = new Uint32Array(places.keys.length);
    for (let at = 0, place = 0; at < lengths.length; at += 1) {
      while (known.keys[place] < places.keys[at]) place += 1;
      lengths[at] = known.lengths[place];
    }
    one.places = { ...places, lengths, measured: true };
  }
}

/**
 * Returns the lengths of the places that are in either.
 * @param {Pick<Postings, "keys" | "lengths">} one
 * @param {Pick<Postings, "keys" | "lengths">} other
 */
function both(one, other) {
  if (one.keys.length === 0) return other;
  const keys = distinct([one.keys, other.keys]);
  let [left, right] = [0, 0];
  const lengths = keys.map((key) => {
    while (left < one.keys.length && one.keys[left] < key) left += 1;
    while (right < other.keys.length && other.keys[right] < key) right += 1;
    return one.keys[left] === key ? one.lengths[left] : other.lengths[right];
  });
  return { keys, lengths };
}

/**
 * Returns a function that gives any term's postings in a few documents, counted in their texts.
 * @param {import('./reader.js').IndexReader} index
 * @param {Uint32Array} ranks
 */
async function fromTexts(index, ranks) {
  const rows = await Promise.all(Array.from(ranks, (rank) => index.row(rank)));
  const texts = rows.flatMap((row) =>
    index.fields.map((name, field) => ({ key: row.rank * 2 ** FIELD_BITS + field, ...counted(row.fields[name]) })),
  );
  return (/** @type {string} */ term) => {
    const holding = texts.filter(({ counts }) => counts.has(term));
    return {
      keys: Uint32Array.from(holding, ({ key }) => key),
      frequencies: Uint32Array.from(holding, ({ counts }) => counts.get(term) ?? 0),
      lengths: Uint32Array.from(holding, ({ length }) => length),
      sole: new Uint8Array(holding.length),
      measured: true,
    };
  };
}

/** @param {string} field */
function counted(field) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  let length = 0;
  for (const value of field.split("\n")) {
    for (const token of tokens(value)) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
      length += 1;
    }
  }
  return { counts, length };
}

/**
 * @param {Map<string, import('./scoring.js').Weighed>} terms
 * @param {Uint32Array} chosen
 */
function only(terms, chosen) {
  return new Map(
    [...terms].map(([term, { keys, values }]) => {
      /** @type {number[]} */
      const places = [];
      let at = 0;
      for (let place = 0; place < keys.length; place += 1) {
        while (at < chosen.length && chosen[at] < keys[place] >>> FIELD_BITS) at += 1;
        if (chosen[at] === keys[place] >>> FIELD_BITS) places.push(place);
      }
      const own = Uint32Array.from(places, (place) => keys[place]);
      return [term, { keys: own, values: Float64Array.from(places, (place) => values[place]) }];
    }),
  );
}
