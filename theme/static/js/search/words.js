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

import { besideNumbers, canonical, CODE_LENGTH, codes, fold, normalise, numbers, numbersIn, pairs } from "./tokens.js";

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
const PIECE = new RegExp(`([+-]?)(?:(${Object.keys(NAMES).join("|")}):)?(${QUOTED}|[^\\s"“「『]+)`, "gu");
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
 * Returns the words of a query as a person wrote them, but for what has no letter and no digit in it.
 * @param {string} query
 * @returns {Piece[]}
 */
export function pieces(query) {
  const plain = fold(query.normalize("NFKC").replaceAll("Σ", "σ"));
  const found = [...plain.matchAll(PIECE)].map(([, sign, name, text]) => {
    const word = /^["“”「」『』]/u.test(text) ? text.replace(QUOTES, "") : text;
    return { text, sign, name: name ?? "", word };
  });
  return found.filter(({ word }) => normalise(word));
}

/**
 * Returns the ways of holding a word: as a credit code, as a document number, as a piece of the text.
 * @param {string} word
 * @returns {Way[]}
 */
export function waysOf(word) {
  const text = normalise(word);
  if (text.length === CODE_LENGTH && codes(text).length === 1) {
    const test = (/** @type {string} */ value) => normalise(value).includes(text);
    return [{ terms: [`=${text}`], prefix: null, certain: true, test, linked: null }];
  }
  const found = numbersIn(word);
  if (found.length === 0) return [asPiece(text)];
  return found[found.length - 1][4] ? [asNumber(word)] : [asNumber(word), asPiece(text)];
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
