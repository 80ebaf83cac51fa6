/**
 * What the search box may complete: the last word that was typed, by its characters or the first letters of its pinyin.
 * No page here.
 *
 * @typedef {"agency" | "law" | "matter"} Group
 * @typedef {Record<Group, Array<[name: string, initials: string]>>} Table
 * @typedef {{group: Group, name: string, query: string}} Suggestion a name, and the whole query with it in place
 */

import { fold, normalise } from "./tokens.js";

const MOST = 8;
const FIELDS = Object.freeze({ agency: "机关:", law: "法:", matter: "" });
/** @type {Group[]} */
const GROUPS = ["agency", "law", "matter"];
const LAST = /^(.*?\s)?([+-]?)(?:([^\s:："“「『]+)[:：])?([^\s:："“”「」『』]*)$/su;
/** @type {Record<string, Group[]>} */
const MEANT = Object.freeze({ 机关: ["agency"], 法: ["law"], 依据: ["law"] });
const LETTERS = /^[a-z0-9]+$/u;
const PLAIN = /^[^-+\s:："“”「」『』][^\s:："“”「」『』]*$/u;
const QUOTE = /["“”「」『』]/gu;

/**
 * Returns the names that the last word of a query may mean: those that begin with it first, at most eight.
 * @param {Table} table
 * @param {string} query
 * @returns {Suggestion[]}
 */
export function suggestions(table, query) {
  const [, before = "", sign = "", field = "", written = ""] = LAST.exec(query) ?? [];
  const groups = field ? (MEANT[fold(field)] ?? []) : GROUPS;
  const word = normalise(written);
  if (!word) return [];
  const found = groups.flatMap((group, order) =>
    (table[group] ?? []).flatMap(([name, initials]) => {
      const place = placeIn(word, normalise(name), initials);
      return place < 0 ? [] : [{ group, name, order: [Math.sign(place), order, place, name.length] }];
    }),
  );
  found.sort((one, other) => difference(one.order, other.order) || (one.name < other.name ? -1 : 1));
  return found
    .slice(0, MOST)
    .map(({ group, name }) => ({ group, name, query: `${before}${sign}${FIELDS[group]}${quoted(name)}` }));
}

/**
 * Returns where a word stands in a name, or its letters among the first letters of the name's pinyin; -1: nowhere.
 * @param {string} word
 * @param {string} name
 * @param {string} initials
 */
function placeIn(word, name, initials) {
  const place = name.indexOf(word);
  return place < 0 && word.length > 1 && LETTERS.test(word) ? initials.indexOf(word) : place;
}

/**
 * @param {number[]} one
 * @param {number[]} other
 */
const difference = (one, other) => one.map((number, at) => number - other[at]).find((step) => step !== 0) ?? 0;

/** @param {string} name */
const quoted = (name) => (PLAIN.test(name) ? name : `「${name.replace(QUOTE, "")}」`);
