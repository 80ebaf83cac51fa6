/**
 * What a short name stands for: 工行 for 工商银行, 市监局 for 市场监督管理局. A short name keeps some characters of the
 * whole one, in their order: there is no list of them, the names in the records are looked at.
 * plugins/disclosure/outputs/search/shorthand.py holds the same rule.
 */

import { spread } from "./likeness.js";
import { compare, FIELD_BITS, FIELD_MASK } from "./reader.js";

const NAMES = new Set(["parties", "agency", "law"]);
const SHORT = /^[\u3400-\u9fff]{2,5}$/u;
const GAP = 6;
const LOOKED_AT = 24;
const SHARDS = 12;

/**
 * Returns what a short name may stand for in names of the records, the likeliest first.
 * @param {import('./reader.js').IndexReader} index
 * @param {string} text normalised
 * @param {string[]} fields those that it may stand in
 */
export async function speltOut(index, text, fields) {
  if (!SHORT.test(text)) return [];
  /** @type {Map<string, number>} */
  const found = new Map();
  const places = await holding(index, text, fields);
  const rows = await Promise.all(places.map((key) => index.row(key >>> FIELD_BITS)));
  for (const [at, key] of places.entries()) {
    for (const value of rows[at].fields[index.fields[key & FIELD_MASK]].split("\n")) {
      const name = whole(text, value);
      if (name) found.set(name, (found.get(name) ?? 0) + 1);
    }
  }
  const length = (/** @type {string} */ name) => Array.from(name).length;
  const ordered = [...found].sort(
    ([one, often], [other, seldom]) => seldom - often || length(one) - length(other) || compare(one, other),
  );
  return ordered.map(([name]) => name);
}

/**
 * Returns places (rank and field) that hold every character of a text, the newest first; a few are looked at. A
 * character that begins more terms than a few shards hold is not asked for: the names themselves tell.
 * @param {import('./reader.js').IndexReader} index
 * @param {string} text
 * @param {string[]} fields
 */
async function holding(index, text, fields) {
  const isIn = index.fields.map((name) => NAMES.has(name) && fields.includes(name));
  /** @type {Set<number> | null} */
  let common = null;
  for (const terms of await Promise.all([...new Set(text)].map((char) => index.startingWith(char, SHARDS)))) {
    if (!terms.length) continue;
    const postings = await Promise.all(terms.map((term) => index.postings(term)));
    const keys = new Set(postings.flatMap((one) => [...one.keys]).filter((key) => isIn[key & FIELD_MASK]));
    /** @type {Set<number> | null} */
    const before = common;
    common = before === null ? keys : new Set([...before].filter((key) => keys.has(key)));
  }
  return [...(common ?? [])].sort((one, other) => other - one).slice(0, LOOKED_AT);
}

/**
 * Returns the shortest stretch of a value that holds all characters of a text in their order, near each other; empty
 * where there is none, or it is the text itself.
 * @param {string} text
 * @param {string} value
 */
export function whole(text, value) {
  const chars = Array.from(value);
  const { seen, sources } = spread(chars);
  const wanted = Array.from(text);
  let [begin, end] = [0, 0];
  for (let start = 0; start < seen.length; start += 1) {
    const stop = seen[start] === wanted[0] ? last(seen, start, wanted) : 0;
    if (stop && (!end || stop - start < end - begin)) [begin, end] = [start, stop];
  }
  return end - begin > wanted.length ? chars.slice(sources[begin], sources[end - 1] + 1).join("") : "";
}

/**
 * Returns behind which character the wanted ones have come, each as soon as may be without losing the next; 0: they
 * do not.
 * @param {string[]} seen
 * @param {number} start
 * @param {string[]} wanted
 * @returns {number}
 */
function last(seen, start, wanted) {
  if (wanted.length === 1) return start + 1;
  for (let at = start + 1; at <= Math.min(start + 1 + GAP, seen.length - 1); at += 1) {
    const found = seen[at] === wanted[1] ? last(seen, at, wanted.slice(1)) : 0;
    if (found) return found;
  }
  return 0;
}
