/**
 * Results as elements: built node by node, never from strings of HTML.
 *
 * @typedef {import('./engine.js').Hit} Hit
 * @typedef {import('./words.js').Word} Word
 */

import { marked, snippet } from "./snippets.js";

const TONES = new Set(["penalty", "permit"]);

/**
 * Returns one result as a list item.
 * @param {Hit} hit
 * @param {Word[]} words
 * @param {string} base the path that the site stands under
 * @param {DOMStringMap} texts sentences from the page
 */
export function resultItem({ row }, words, base, texts) {
  const link = element("a", "", pieces(marked(row.title, words)));
  link.setAttribute("href", base + row.address);
  const lines = [link, factsLine(row, words, texts), element("p", "", pieces(snippet(row, words)))];
  return element("li", "", [dateOf(row), element("div", "", lines)]);
}

/**
 * @param {any} row
 * @param {Word[]} words
 * @param {DOMStringMap} texts
 */
function factsLine(row, words, texts) {
  const standing = row.status === "published";
  const tone = standing ? (TONES.has(row.type) ? row.type : "plain") : "withdrawn";
  const tag = standing ? (row.type_title ?? row.kind_title) : texts.withdrawn;
  const facts = [row.document_no, row.agency_name].filter(Boolean);
  const spans = facts.flatMap((fact) => [" ", element("span", "", pieces(marked(fact, words)))]);
  return element("p", "", [element("span", `tag tag--${tone}`, [tag]), ...spans]);
}

/** @param {any} row what has no day of its own, such as an agency, leaves its place empty */
function dateOf(row) {
  if (!row.date) return element("span", "notices__day", []);
  const time = element("time", "", [row.date]);
  time.setAttribute("datetime", row.date);
  return time;
}

/** @param {import('./snippets.js').Piece[]} found */
const pieces = (found) => found.map(({ text, marked: held }) => (held ? element("mark", "", [text]) : text));

/**
 * @param {string} name
 * @param {string} className
 * @param {Array<Node | string>} children
 */
function element(name, className, children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
