/**
 * Results as elements.
 *
 * @typedef {import('./showing.js').Shown} Shown
 * @typedef {import('./snippets.js').Piece} Piece
 */

import { element } from "./elements.js";

/**
 * Returns one result as a list item.
 * @param {Shown} hit
 * @param {string} base the path that the site stands under
 * @param {DOMStringMap} texts sentences from the page
 */
export function resultItem(hit, base, texts) {
  const link = element("a", { href: base + hit.address }, ...pieces(hit.title));
  const tag = element("span", { class: `tag tag--${hit.tag.tone}` }, hit.tag.text || (texts.withdrawn ?? ""));
  const facts = hit.facts.flatMap((fact) => [" ", element("span", {}, ...pieces(fact))]);
  const lines = [link, element("p", {}, tag, ...facts)];
  const why = [...fieldName(hit, texts), ...pieces(hit.snippet)];
  if (hit.snippet.length > 0) lines.push(element("p", { class: "snippet" }, ...why));
  return element("li", {}, dateOf(hit.date), element("div", {}, ...lines));
}

/**
 * Names the field of a snippet where it is no running text.
 * @param {Shown} hit
 * @param {DOMStringMap} texts
 */
function fieldName({ field }, texts) {
  const names = { law: texts.fieldLaw, parties: texts.fieldParties, codes: texts.fieldCodes };
  const name = names[/** @type {keyof typeof names} */ (field)];
  return name ? [element("span", { class: "snippet__field" }, name)] : [];
}

/** @param {string | null} date what has no day of its own, such as an agency, leaves its place empty */
function dateOf(date) {
  return date ? element("time", { datetime: date }, date) : element("span", { class: "notices__day" });
}

/** @param {Piece[]} found */
const pieces = (found) => found.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));
