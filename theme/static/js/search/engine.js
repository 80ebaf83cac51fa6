/**
 * Which records may hold the words of a query: no page here; it may run in a worker or in node.
 * plugins/disclosure/outputs/search/query.py does the same.
 *
 * @typedef {import('./words.js').Word} Word
 * @typedef {import('./words.js').Way} Way
 * @typedef {{ranks: Uint32Array, sure: Uint32Array}} Candidates what may hold a word, and what is sure to, both sorted
 */

import { distinct, intersection, without } from "./lists.js";
import { ranksOf, soleOf, within } from "./postings.js";

const AT_ONCE = 4;
const MANY = 5000;
const NONE = new Uint32Array();

/**
 * Returns the ranks that may be an answer as far as postings tell, and those of them that these leave in doubt.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word[]} words
 * @param {number} few
 * @returns {Promise<{held: Uint32Array, doubtful: Uint32Array}>}
 */
export async function possible(index, words, few) {
  const rarity = new Map(words.map((word) => [word, rarityOf(index, word)]));
  const wanted = words.filter((word) => !word.excluded);
  wanted.sort((one, other) => Number(rarity.get(one)) - Number(rarity.get(other)));
  /** @type {Uint32Array | null} */
  let found = wanted.length > 0 ? null : await index.columns.everything();
  const doubtful = new Set();
  for (const word of wanted) {
    const { ranks, sure } = await candidates(index, word, found, few);
    found = ranks;
    without(found, sure).forEach((rank) => doubtful.add(rank));
  }
  let held = found ?? new Uint32Array();
  for (const word of words.filter(({ excluded }) => excluded)) {
    if (held.length <= few && !isCertain(word)) {
      held.forEach((rank) => doubtful.add(rank));
      continue;
    }
    const { ranks, sure } = await candidates(index, word, held, few);
    held = without(held, sure);
    without(ranks, sure).forEach((rank) => doubtful.add(rank));
  }
  return { held, doubtful: held.filter((rank) => doubtful.has(rank)) };
}

/**
 * Begins to fetch what the scores of a word will need: the lengths of its rarest term.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word} word
 */
export function expectScores(index, word) {
  for (const way of word.ways) {
    const [rarest] = rarestFirst(index, way.terms);
    if (rarest) index.expect(rarest);
  }
}

/**
 * @param {import('./reader.js').IndexReader} index
 * @param {string[]} terms
 */
function rarestFirst(index, terms) {
  const common = (/** @type {string} */ term) => index.common.get(term) ?? 0;
  return [...terms].sort((one, other) => common(one) - common(other) || (one < other ? -1 : 1));
}

/**
 * Tells whether postings alone tell who holds a word.
 * @param {Word} word
 */
export const isCertain = (word) => word.ways.every((way) => way.certain);

/**
 * Returns how common the rarest term of a word is; a single character comes last.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word} word
 */
function rarityOf(index, word) {
  if (word.ways.some((way) => way.prefix)) return index.documents * index.fields.length;
  return Math.min(...word.ways.flatMap((way) => way.terms.map((term) => index.common.get(term) ?? 0)));
}

/**
 * Returns the ranks (of `among`) whose postings let them hold a word, and those of them that are sure to.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word} word
 * @param {Uint32Array | null} among
 * @param {number} few
 * @returns {Promise<Candidates>}
 */
async function candidates(index, word, among, few) {
  const found = await Promise.all(word.ways.map((way) => wayCandidates(index, way, word.fields, among, few)));
  if (found.length === 1) return found[0];
  return { ranks: distinct(found.map(({ ranks }) => ranks)), sure: distinct(found.map(({ sure }) => sure)) };
}

/**
 * Intersects the places of a way's terms, rarest first; few are enough, since the text has the last word.
 * @param {import('./reader.js').IndexReader} index
 * @param {Way} way
 * @param {string[]} fields
 * @param {Uint32Array | null} among
 * @param {number} few
 * @returns {Promise<Candidates>}
 */
async function wayCandidates(index, way, fields, among, few) {
  if (way.prefix) {
    const terms = await index.startingWith(way.prefix);
    const found = await Promise.all(terms.map((term) => index.postings(term, among)));
    const ranks = distinct(found.map((postings) => ranksOf(within(index, postings, fields, among).keys)));
    return { ranks, sure: ranks };
  }
  const terms = rarestFirst(index, way.terms);
  let [keys, sure] = [NONE, NONE];
  let ranks = among;
  const atOnce = (index.common.get(terms[0]) ?? 0) > MANY ? terms.length : AT_ONCE; // few will hardly be left over
  for (let at = 0; at < terms.length; at += atOnce) {
    const together = terms.slice(at, at + atOnce);
    const found = await Promise.all(together.map((term) => index.postings(term, ranks)));
    for (const [number, postings] of found.entries()) {
      const own = within(index, postings, fields, ranks);
      const linked = way.linked?.has(together[number]) ? soleOf(own) : own.keys;
      keys = at + number ? intersection(keys, own.keys) : own.keys;
      sure = at + number ? intersection(sure, linked) : linked;
    }
    ranks = ranksOf(keys);
    if (ranks.length <= few && !way.certain && at + atOnce < terms.length) return { ranks, sure: NONE };
  }
  return { ranks: ranksOf(keys), sure: way.certain || way.linked ? ranksOf(sure) : NONE };
}
