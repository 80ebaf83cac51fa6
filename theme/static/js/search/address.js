/**
 * A question as the address of its page, and back: `?q=…&agency=…&year=…&sort=date`.
 *
 * @typedef {import('./narrowing.js').Question} Question
 * @typedef {import('./narrowing.js').Sort} Sort
 */

import { FACETS } from "./narrowing.js";

/** @type {Sort[]} */
export const SORTS = ["relevance", "date", "amount"];

/**
 * Returns the question that an address asks.
 * @param {string} search
 * @returns {Question}
 */
export function questionOf(search) {
  const asked = new URLSearchParams(search);
  const sort = SORTS.find((one) => one === asked.get("sort")) ?? "relevance";
  const chosen = FACETS.map((name) => [name, [...new Set(asked.getAll(name).filter(Boolean))]]);
  return { words: asked.get("q") ?? "", facets: Object.fromEntries(chosen.filter(([, keys]) => keys.length)), sort };
}

/**
 * Returns the address of a question, from the question mark on; empty for no question.
 * @param {Question} question
 */
export function addressOf({ words, facets, sort }) {
  const asked = new URLSearchParams();
  if (words.trim()) asked.set("q", words.trim());
  for (const name of FACETS) for (const key of facets[name] ?? []) asked.append(name, key);
  if (sort !== "relevance") asked.set("sort", sort);
  const written = asked.toString();
  return written ? `?${written}` : "";
}

/**
 * Returns a question with one value chosen, or not any more.
 * @param {Question} question
 * @param {string} facet
 * @param {string} key
 * @param {boolean} chosen
 * @returns {Question}
 */
export function choosing(question, facet, key, chosen) {
  const others = (question.facets[facet] ?? []).filter((one) => one !== key);
  const facets = { ...question.facets, [facet]: chosen ? [...others, key] : others };
  return { ...question, facets: Object.fromEntries(Object.entries(facets).filter(([, keys]) => keys.length)) };
}

/**
 * Tells whether a question asks for anything.
 * @param {Question} question
 */
export const asks = ({ words, facets }) => words.trim() !== "" || Object.keys(facets).length > 0;
