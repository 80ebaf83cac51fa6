/**
 * How like a piece of a text is to a word: the stretch of a value that takes the fewest changes to become the word.
 * plugins/disclosure/outputs/search/likeness.py holds the same rule. Texts are arrays of code points here.
 */

import { normalise } from "./tokens.js";

/**
 * Returns how many characters of a word of some length may be wrong, missing or too many.
 * @param {number} length
 */
const allowed = (length) => (length < 4 ? 0 : length < 6 ? 1 : length < 12 ? 2 : 3);

/**
 * Returns what in a value is likest to a normalised word, near one of the pairs that both have, or null.
 * @param {string} word
 * @param {string} value
 * @param {string[]} anchors
 * @returns {{changes: number, text: string} | null}
 */
export function likest(word, value, anchors) {
  const wanted = Array.from(word);
  const chars = Array.from(value);
  const { seen, sources } = spread(chars);
  /** @type {Stretch | null} */
  let best = null;
  for (const [low, high] of windows(wanted, seen, anchors)) {
    const found = closest(wanted, seen.slice(low, high));
    if (best === null || inOrder(found, best) < 0) best = { ...found, begin: low + found.begin, end: low + found.end };
  }
  if (best === null || best.changes > allowed(wanted.length) || best.end <= best.begin) return null;
  return { changes: best.changes, text: chars.slice(sources[best.begin], sources[best.end - 1] + 1).join("") };
}

/**
 * Returns a text as search sees it, and for each of its characters which one it comes from.
 * @param {string[]} chars
 */
export function spread(chars) {
  /** @type {string[]} */
  const seen = [];
  /** @type {number[]} */
  const sources = [];
  chars.forEach((char, at) => {
    for (const part of normalise(char)) {
      seen.push(part);
      sources.push(at);
    }
  });
  return { seen, sources };
}

/**
 * Returns the stretches in which the word may stand: where the first of a pair's places falls on that of the word.
 * @param {string[]} word
 * @param {string[]} seen
 * @param {string[]} anchors
 */
function windows(word, seen, anchors) {
  const slack = allowed(word.length);
  const place = (/** @type {string[]} */ text, /** @type {string[]} */ [one, other]) =>
    text.findIndex((char, at) => char === one && text[at + 1] === other);
  return anchors.flatMap((anchor) => {
    const pair = Array.from(anchor);
    const at = place(seen, pair);
    if (at < 0) return [];
    const begin = at - place(word, pair);
    return [[Math.max(0, begin - slack), Math.min(seen.length, begin + word.length + slack)]];
  });
}

/**
 * @typedef {{changes: number, longer: number, begin: number, end: number}} Stretch what differs from a word: how many
 *   characters are changed, by how many it is longer or shorter
 */

/**
 * @param {Stretch} one
 * @param {Stretch} other
 */
const inOrder = (one, other) => one.changes - other.changes || one.longer - other.longer;

/**
 * Returns the stretch of a text that is closest to a word (Sellers). A character of the word is kept or replaced before
 * it is left out, so that a stretch is as long as the word.
 * @param {string[]} word
 * @param {string[]} text
 * @returns {Stretch}
 */
function closest(word, text) {
  let costs = Array.from({ length: text.length + 1 }, () => 0);
  let begins = costs.map((_cost, at) => at);
  word.forEach((char, row) => {
    const [above, aboveBegins] = [costs, begins];
    [costs, begins] = [[row + 1], [0]];
    text.forEach((other, column) => {
      const options = [
        [above[column] + Number(char !== other), aboveBegins[column]],
        [above[column + 1] + 1, aboveBegins[column + 1]],
        [costs[column] + 1, begins[column]],
      ];
      const cost = Math.min(...options.map(([changes]) => changes));
      costs.push(cost);
      begins.push(options.find(([changes]) => changes === cost)?.[1] ?? 0);
    });
  });
  const ends = costs.map((changes, end) => {
    const begin = begins[end];
    return { changes, longer: Math.abs(end - begin - word.length), begin, end };
  });
  ends.sort((one, other) => inOrder(one, other) || one.begin - other.begin || one.end - other.end);
  return ends[0];
}
