/**
 * What a person asks for: the words of a query as lunr parses them, and what each word needs of a record.
 * plugins/disclosure/outputs/search/words.py holds the same rule.
 *
 * @typedef {object} Way One way for a value to hold a word: it has all these terms, or one beginning with `prefix`, and
 *   passes the test; `certain`: a value with the terms is sure to pass; `linked`: so is one in which each of these is
 *   sole besides (null: nothing but the test tells)
 * @property {string[]} terms
 * @property {string | null} prefix
 * @property {boolean} certain
 * @property {(value: string) => boolean} test
 * @property {Set<string> | null} linked
 *
 * @typedef {{text: string, sign: string, name: string, word: string}} Piece One word of a query as a person wrote it:
 *   `-`, `+` or nothing, the name of a field or nothing, `text` with its quotes, `word` without
 *
 * @typedef {object} Word One word of a query: in which fields, whether it must be absent, the ways of holding it
 * @property {string} text
 * @property {string[]} fields
 * @property {boolean} excluded
 * @property {Way[]} ways
 * @property {string[]} scored what lunr scores; a term that ends in `*` stands for all that begin so
 */

import { besideNumbers, canonical, CODE_LENGTH, codes, fold, normalise, numbers, numbersIn, pairs, squeeze } from "./tokens.js";
import { articlesAlike, days, daysTogether, wholeDay } from "./writings.js";

const NAMES = Object.freeze({
  标题: "title",
  文号: "document_no",
  当事人: "parties",
  相对人: "parties",
  代码: "codes",
  机关: "agency",
  法: "law",
  依据: "law",
  全文: "text",
});
const QUOTED = '"[^"]*"?|“[^”]*”?|「[^」]*」?|『[^』]*』?';
const FIELD = Object.keys(NAMES).join("|");
const PIECE = new RegExp(`([+-]?)(?:(${FIELD}):(?:\\s+(?![-+]))?)?(${QUOTED}|[^\\s"“「『]+)`, "gu");
const BARE = new RegExp(`^(${FIELD}):$`, "u");
const SPECIAL = /[\\\s:~^+*-]/gu;
const QUOTES = /^["“”「」『』]+|["“”「」『』]+$/gu;
const PAIR = 2;

/**
 * Returns the words of a query; what has no letter and no digit in it is left out.
 * @param {any} lunr
 * @param {string} query
 * @param {string[]} fields
 * @returns {Word[]}
 */
export function parse(lunr, query, fields) {
  const parsed = new lunr.Query(fields);
  new lunr.QueryParser(lunrSyntax(query), parsed).parse();
  return parsed.clauses.map((/** @type {any} */ clause) => {
    const ways = waysOf(clause.term);
    const terms = ways.flatMap((way) => (way.prefix ? [`${way.prefix}*`] : way.terms));
    const excluded = clause.presence === lunr.Query.presence.PROHIBITED;
    return { text: clause.term, fields: [...clause.fields], excluded, ways, scored: [...new Set(terms)] };
  });
}

/**
 * Writes a person's query as lunr reads it: field names in English, everything that is not an operator escaped.
 * @param {string} query
 */
export const lunrSyntax = (query) =>
  pieces(query)
    .map(({ sign, name, word }) => {
      const field = name ? `${NAMES[/** @type {keyof NAMES} */ (name)]}:` : "";
      return sign + field + word.replace(SPECIAL, "\\$&");
    })
    .join(" ");

/**
 * Returns the words of a query as a person wrote them, but for what has no letter and no digit in it; the name of a field
 * with nothing behind it is no word.
 * @param {string} query
 * @returns {Piece[]}
 */
export const pieces = (query) => everyPiece(query).filter(({ text, word }) => normalise(word) && !BARE.test(text));

/**
 * Returns the first name of a field that stands with nothing behind it; empty where there is none.
 * @param {string} query
 */
export function bareField(query) {
  const found = everyPiece(query).map(({ name, text, word }) => BARE.exec(text)?.[1] ?? (normalise(word) ? "" : name));
  return found.find(Boolean) ?? "";
}

/**
 * @param {string} query
 * @returns {Piece[]}
 */
function everyPiece(query) {
  const plain = daysTogether(fold(query.normalize("NFKC").replaceAll("Σ", "σ")));
  return [...plain.matchAll(PIECE)].map(([, sign, name, text]) => {
    const word = /^["“”「」『』]/u.test(text) ? text.replace(QUOTES, "") : text;
    return { text, sign, name: name ?? "", word };
  });
}

/**
 * Returns the ways of holding a word: as a credit code, a day, a document number, a piece of the text. An article of a
 * law may stand there in either sort of numerals.
 * @param {string} word
 * @returns {Way[]}
 */
export function waysOf(word) {
  const text = normalise(word);
  if (text.length === CODE_LENGTH && codes(text).length === 1) {
    const test = (/** @type {string} */ value) => normalise(value).includes(text);
    return [{ terms: [`=${text}`], prefix: null, certain: true, test, linked: null }];
  }
  const { day, open } = wholeDay(squeeze(word));
  if (day) return open ? [asDay(day), asPiece(text)] : [asDay(day)];
  const found = numbersIn(word);
  const ways = found.length ? [asNumber(word)] : [];
  if (found.length && found[found.length - 1][4]) return ways;
  return [...ways, ...[text, ...articlesAlike(text)].map(asPiece)];
}

/**
 * @param {string} day
 * @returns {Way}
 */
function asDay(day) {
  const test = (/** @type {string} */ value) => days(squeeze(value)).includes(day);
  return { terms: [day], prefix: null, certain: true, test, linked: null };
}

/**
 * @param {string} word
 * @returns {Way}
 */
function asNumber(word) {
  const wanted = canonical(word) ?? "";
  const terms = new Set([...numbers(word), ...besideNumbers(word).flatMap((piece) => pairs(normalise(piece)))]);
  return {
    terms: [...terms],
    prefix: null,
    certain: false,
    test: (value) => (canonical(value) ?? "").includes(wanted),
    linked: null,
  };
}

/**
 * @param {string} text
 * @returns {Way}
 */
function asPiece(text) {
  const [terms, linked] = [[...new Set(pairs(text))], new Set(pairs(text).slice(1))];
  const certain = Array.from(text).length <= PAIR;
  const test = (/** @type {string} */ value) => normalise(value).includes(text);
  return { terms, prefix: terms.length ? null : text, certain, test, linked };
}

/**
 * Tells whether one value of a field holds a word.
 * @param {Word} word
 * @param {string} value
 */
export const holdsIn = (word, value) => word.ways.some((way) => way.test(value));

/**
 * Tells whether a record's text holds a word in one of the word's fields.
 * @param {{fields: Record<string, string>}} row
 * @param {Word} word
 */
export const holds = (row, word) =>
  word.fields.some((name) =>
    (row.fields[name] ?? "").split("\n").some((value) => value !== "" && holdsIn(word, value)),
  );
