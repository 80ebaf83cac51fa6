/**
 * What a short name stands for: 工行 for 工商银行, 市监局 for 市场监督管理局. A short name keeps some characters of the
 * whole one, in their order, or in that of each half (人保财险: 人民财产保险). There is no list of them: the names that the
 * site lists are looked at, those that come nearest first, then the names in the records.
 * plugins/disclosure/outputs/search/shorthand.py holds the same rule.
 */

import { spread } from "./likeness.js";
import { compare, FIELD_BITS, FIELD_MASK } from "./reader.js";
import { normalise } from "./tokens.js";

const NAMES = new Set(["parties", "agency", "law"]);
const SHORT = /^[\u3400-\u9fff]{2,5}$/u;
const GAP = 6;
const LOOKED_AT = 24;
const SHARDS = 12;
const MOST = 3;
const HALVES = 4;

/**
 * Returns what a short name may stand for in names of the records, the likeliest first.
 * @param {import('./reader.js').IndexReader} index
 * @param {string} text normalised
 * @param {string[]} fields those that it may stand in
 */
export async function speltOut(index, text, fields) {
  if (!SHORT.test(text)) return [];
  const listed = await namesFor(index, text, fields);
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
  return [...listed, ...ordered.map(([name]) => name).filter((name) => !listed.includes(name))];
}

/**
 * Returns the names of the site's own list that a text may be short for: of one's name what it is short for.
 * @param {import('./reader.js').IndexReader} index
 * @param {string} text
 * @param {string[]} fields
 */
export async function namesFor(index, text, fields) {
  /** @type {Map<string, number>} */
  const found = new Map();
  /** @type {Record<string, string[]>} */
  const table = SHORT.test(text) ? await index.names() : {};
  for (const field of [...NAMES].filter((name) => fields.includes(name))) {
    for (const name of table[field] ?? []) {
      const part = whole(text, name) || byHalves(text, name);
      const [one, size] = [field === "parties" ? name : part, Array.from(part).length];
      if (part) found.set(one, Math.min(found.get(one) ?? size, size));
    }
  }
  const ordered = [...found].sort(([, size], [, other]) => size - other);
  return ordered.slice(0, MOST).map(([name]) => name);
}

/**
 * Returns a name of which a short one of two halves keeps each in its order; empty where it does not.
 * @param {string} text
 * @param {string} name
 */
function byHalves(text, name) {
  if (text.length !== HALVES) return "";
  const kept = [text.slice(0, 2), text.slice(2)].every((half) => normalise(name).includes(half) || whole(half, name));
  return kept ? name : "";
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
