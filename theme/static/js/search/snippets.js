/**
 * Why a result matches: which pieces of its text hold the words, cut for showing. No page here.
 *
 * @typedef {{text: string, marked: boolean}} Piece
 * @typedef {import('./words.js').Word} Word
 */

import { besideNumbers, canonical, normalise, squeeze } from "./tokens.js";
import { holdsIn } from "./words.js";
import { articlesAlike, wholeDay, writingsOfDay } from "./writings.js";

const SEARCHED = ["text", "law", "parties", "codes"];
const BEFORE = 24;
const LONGEST = 110;
const SENTENCE = 24;

/**
 * Cuts a text into pieces, those that hold a word marked.
 * @param {string} text
 * @param {Word[]} words
 * @returns {Piece[]}
 */
export function marked(text, words) {
  const pieces = [];
  let at = 0;
  for (const [first, end] of ranges(text, words)) {
    if (first > at) pieces.push({ text: text.slice(at, first), marked: false });
    pieces.push({ text: text.slice(first, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/**
 * Returns the piece of a record's text that shows best why it was found, cut to about a hundred characters, and the
 * field that it is from: the value that holds most of the words; where only what a result shows anyway holds any, the
 * first that is a sentence.
 * @param {{fields: Record<string, string>}} row
 * @param {Word[]} words
 * @returns {{field: string, pieces: Piece[]}}
 */
export function reason(row, words) {
  const wanted = words.filter((word) => !word.excluded);
  const values = SEARCHED.flatMap((field) => (row.fields[field] ?? "").split("\n").map((value) => ({ field, value })));
  const held = ({ field = "", value = "" }) =>
    wanted.filter((word) => word.fields.includes(field) && holdsIn(word, value)).length;
  const most = Math.max(0, ...values.map(held));
  const wordy = values.find(({ field: name, value: text }) => name === "text" && text.length >= SENTENCE);
  const best = most > 0 ? values.find((one) => held(one) === most) : wordy;
  const { field, value } = best ?? values[0];
  const [first] = ranges(value, wanted);
  const start = first ? Math.max(0, first[0] - BEFORE) : 0;
  return { field, pieces: marked(excerpt(value, start), wanted) };
}

/**
 * @param {string} value
 * @param {number} start
 */
function excerpt(value, start) {
  const points = Array.from(value.slice(start));
  const head = start > 0 ? "…" : "";
  return head + points.slice(0, LONGEST).join("") + (points.length > LONGEST ? "…" : "");
}

/**
 * Returns where the words stand in a text, in order, none within another.
 * @param {string} text
 * @param {Word[]} words
 */
function ranges(text, words) {
  const { seen, sources } = spread(text);
  const found = words.filter((word) => !word.excluded).flatMap((word) => places(seen, needle(seen, word)));
  found.sort(([one], [other]) => one - other);
  /** @type {Array<[number, number]>} */
  const joined = [];
  for (const [first, end] of found) {
    const [from, to] = [sources[first].from, sources[end - 1].to];
    const last = joined[joined.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/**
 * Returns the text as search sees it, and for each of its characters where it comes from.
 * @param {string} text
 */
function spread(text) {
  const sources = [];
  let [seen, from] = ["", 0];
  for (const char of text) {
    const part = normalise(char);
    seen += part;
    for (let unit = 0; unit < part.length; unit += 1) sources.push({ from, to: from + char.length });
    from += char.length;
  }
  return { seen, sources };
}

/**
 * Returns the form of a word that stands in a text: as it is, as a day or an article written otherwise, as a number
 * written plainly, or the words beside the number.
 * @param {string} seen
 * @param {Word} word
 */
function needle(seen, word) {
  const [text, { day }] = [normalise(word.text), wholeDay(squeeze(word.text))];
  const others = day ? writingsOfDay(day) : articlesAlike(text);
  const forms = [text, ...others, canonical(word.text) ?? "", ...besideNumbers(word.text).map(normalise)];
  return forms.find((form) => form && seen.includes(form)) ?? "";
}

/**
 * @param {string} seen
 * @param {string} needle
 */
function places(seen, needle) {
  /** @type {Array<[number, number]>} */
  const found = [];
  for (let at = needle ? seen.indexOf(needle) : -1; at >= 0; at = seen.indexOf(needle, at + needle.length)) {
    found.push([at, at + needle.length]);
  }
  return found;
}
