/**
 * Tokens: the one rule by which text becomes search terms. plugins/disclosure/outputs/search/tokens.py holds the same
 * rule, says it in full, and is tested against this one from tests/search/tokens.json.
 */

import { DROPPED } from "./characters.js";
import { PAIRS } from "./folding.js";
import { days } from "./writings.js";

const SPANS = DROPPED.map((point, at) => (at % 2 ? "-" : "") + `\\u{${point.toString(16)}}`);
const UNSEEN = new RegExp(`[${SPANS.join("")}]+`, "gu");
const FOLDED = Array.from(PAIRS);
/** @type {Map<string, string>} */
const SIMPLIFIED = new Map(FOLDED.flatMap((char, at) => (at % 2 ? [] : [[char, FOLDED[at + 1]]])));
const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join("")}]`, "gu");
const YEAR_IN_BRACKETS = /[[〔【﹝﹙(（［]((?:19|20)[0-9]{2})[\]〕】﹞﹚)）］]/gu;
const NUMBER = /字?〔((?:19|20)[0-9]{2})〕第?([0-9]{1,8})(?:[-之]([0-9]{1,3}))?(号|$)/gu;
const CODE = /(?=([0-9a-z]{2}[0-9]{6}[0-9a-z]{10}))/gu;
export const CODE_LENGTH = 18;

/**
 * Returns the text with every traditional character as its simplified form.
 * @param {string} text
 */
export const fold = (text) => text.replace(TRADITIONAL, (char) => SIMPLIFIED.get(char) ?? char);

/**
 * Returns the text as search sees it: NFKC, lower case, simplified characters, no punctuation, no spaces.
 * @param {string} text
 */
export const normalise = (text) => {
  const seen = text.replace(UNSEEN, "").normalize("NFKC");
  return fold(seen.replaceAll("Σ", "σ").toLowerCase()).replace(UNSEEN, "");
};

/**
 * Returns the text with brackets round a year alike, so that a document number can be seen in it.
 * @param {string} text
 */
export const squeeze = (text) =>
  fold(text.normalize("NFKC").replace(/\s+/gu, "")).replace(YEAR_IN_BRACKETS, "〔$1〕");

/**
 * Returns every document number in a text, as a match of NUMBER in the squeezed text.
 * @param {string} text
 */
export const numbersIn = (text) => [...squeeze(text).matchAll(NUMBER)];

/**
 * Returns the pieces of the squeezed text beside its document numbers.
 * @param {string} text
 */
export const besideNumbers = (text) => squeeze(text).replace(NUMBER, "\n").split("\n");

/**
 * Returns the normalised text with document numbers written alike, or null where it has none.
 * @param {string} text
 */
export function canonical(text) {
  if (numbersIn(text).length === 0) return null;
  return normalise(
    squeeze(text).replace(
      NUMBER,
      (_all, year, number, sub) => `〔${year}〕${Number(number)}${sub ? `之${Number(sub)}` : ""}号`,
    ),
  );
}

/**
 * Returns the exact token of every document number in the text: `=2026-12`, `=2026-12-1`.
 * @param {string} text
 */
export const numbers = (text) =>
  numbersIn(text).map(([, year, number, sub]) => [`=${year}`, Number(number), ...(sub ? [Number(sub)] : [])].join("-"));

/**
 * Returns the exact token of everything in a normalised text that is shaped like a credit code.
 * @param {string} normalised
 */
export const codes = (normalised) => [...normalised.matchAll(CODE)].map(([, code]) => `=${code}`);

/**
 * Returns the overlapping pairs of code points of a normalised text.
 * @param {string} normalised
 */
export function pairs(normalised) {
  const points = Array.from(normalised);
  return points.slice(1).map((second, before) => points[before] + second);
}

/**
 * Returns all tokens of one value, in order: pairs, the last character, exact tokens.
 * @param {string} value
 */
export function tokens(value) {
  const text = normalise(value);
  return [...pairs(text), ...Array.from(text).slice(-1), ...codes(text), ...numbers(value), ...days(squeeze(value))];
}
