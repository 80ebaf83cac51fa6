/**
 * What a result shows of a record, as plain values that a worker can hand over.
 *
 * @typedef {import('./snippets.js').Piece} Piece
 * @typedef {object} Shown
 * @property {string} address
 * @property {string | null} date
 * @property {Piece[]} title
 * @property {{tone: string, text: string}} tag `text` is empty for what was withdrawn: the page has the word
 * @property {Piece[][]} facts
 * @property {string} field the field that the snippet is from
 * @property {Piece[]} snippet
 */

import { marked, reason } from "./snippets.js";

const UNIT = /([0-9]) (?=[万亿]?元)/gu; // an amount and its unit stay on one line
const TONES = new Set(["penalty", "permit"]);

/**
 * Returns what a result shows.
 * @param {any} row
 * @param {import('./words.js').Word[]} words
 * @returns {Shown}
 */
export function shown(row, words) {
  const standing = row.status === "published";
  const tone = standing ? (TONES.has(row.type) ? row.type : "plain") : "withdrawn";
  const facts = [row.document_no, row.agency_name, row.answer].filter(Boolean);
  const { field, pieces } = reason(row, words);
  return {
    address: row.address,
    date: row.date,
    title: marked(row.title, words),
    tag: { tone, text: standing ? (row.type_title ?? row.kind_title) : "" },
    facts: facts.map((fact) => marked(fact.replace(UNIT, "$1\u00a0"), words)),
    field,
    snippet: pieces,
  };
}
