/**
 * Postings, narrowed: to fields, to documents, to what a pair alone proves.
 *
 * @typedef {import('./reader.js').Postings} Postings
 */

import { FIELD_BITS, FIELD_MASK } from "./reader.js";

/**
 * Returns the postings that lie in some fields and, unless null, in some documents (sorted ranks).
 * @param {import('./reader.js').IndexReader} index
 * @param {Postings} postings
 * @param {string[]} fields
 * @param {Uint32Array | null} among
 * @returns {Postings}
 */
export function within(index, postings, fields, among) {
  const allowed = Uint8Array.from({ length: FIELD_MASK + 1 }, (_none, field) => +fields.includes(index.fields[field]));
  const { keys } = postings;
  const places = new Uint32Array(keys.length);
  let [count, next] = [0, 0];
  for (let at = 0; at < keys.length; at += 1) {
    const rank = keys[at] >>> FIELD_BITS;
    if (among) while (next < among.length && among[next] < rank) next += 1;
    if (allowed[keys[at] & FIELD_MASK] && (among === null || among[next] === rank)) places[count++] = at;
  }
  if (count === keys.length) return postings;
  const [frequencies, lengths] = [picked(postings.frequencies, places, count), picked(postings.lengths, places, count)];
  const sole = Uint8Array.from(picked(postings.sole, places, count));
  return { keys: picked(keys, places, count), frequencies, lengths, sole, measured: postings.measured };
}

/**
 * Returns the numbers at the first `count` of some places.
 * @param {Uint32Array | Uint8Array} numbers
 * @param {Uint32Array} places
 * @param {number} count
 */
export function picked(numbers, places, count) {
  const found = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) found[at] = numbers[places[at]];
  return found;
}

/**
 * Returns the ranks of sorted keys, each once.
 * @param {Uint32Array} keys
 */
export function ranksOf(keys) {
  const ranks = new Uint32Array(keys.length);
  let count = 0;
  for (let at = 0; at < keys.length; at += 1) {
    const rank = keys[at] >>> FIELD_BITS;
    if (count === 0 || ranks[count - 1] !== rank) ranks[count++] = rank;
  }
  return ranks.slice(0, count);
}

/** @param {Postings} postings */
export function soleOf({ keys, sole }) {
  const found = new Uint32Array(keys.length);
  let count = 0;
  for (let at = 0; at < keys.length; at += 1) if (sole[at]) found[count++] = keys[at];
  return found.slice(0, count);
}
