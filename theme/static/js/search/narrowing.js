/**
 * Facets of a question: which records stand under what is chosen, and how many under each value.
 * plugins/disclosure/outputs/search/question.py does the same.
 *
 * @typedef {"relevance" | "date" | "amount"} Sort
 * @typedef {{words: string, facets: Record<string, string[]>, sort: Sort}} Question
 * @typedef {{facet: string, values: Array<[key: string, title: string, number: number]>, exact: boolean}} FacetCount
 * @typedef {import('./reader.js').IndexReader} IndexReader
 */

import { compare, FIELD_BITS } from "./reader.js";

export const FACETS = ["kind", "agency", "region", "year", "month", "penalty", "amount", "law", "status"];
const BY_KEY = new Set(["year", "month"]);
const MANY = 2000;

/**
 * Returns the facets of which something is chosen, in their order.
 * @param {Question} question
 * @returns {Array<[string, string[]]>}
 */
export const chosenIn = ({ facets }) => FACETS.flatMap((name) => (facets[name]?.length ? [[name, facets[name]]] : []));

/**
 * Returns the ranks (of `among`) that stand under one of some values. Few are looked up in their rows, a rare value has
 * its list of records, a common one is read off the column.
 * @param {IndexReader} index
 * @param {string} facet
 * @param {string[]} keys
 * @param {Uint32Array | null} among
 * @param {number} few
 * @returns {Promise<Uint32Array>}
 */
export async function members(index, facet, keys, among, few) {
  if (among !== null && among.length <= few) {
    const terms = keys.map((key) => `${facet}:${key}`);
    const rows = await Promise.all(Array.from(among, (rank) => index.row(rank)));
    return among.filter((_rank, at) => terms.some((term) => rows[at].facets.includes(term)));
  }
  const terms = [...new Set(keys)].map((key) => `@${facet}:${key}`);
  if (terms.some((term) => (index.common.get(term) ?? 0) > MANY)) {
    return index.columns.members(facet, keys, among ?? (await index.columns.everything()));
  }
  const found = await Promise.all(terms.map((term) => index.postings(term, among)));
  const ranks = new Set(found.flatMap(({ keys: places }) => Array.from(places, (place) => place >>> FIELD_BITS)));
  return among ? among.filter((rank) => ranks.has(rank)) : Uint32Array.from(ranks).sort();
}

/**
 * Returns how many of some ranks stand under each value of a facet; of all records where there is no limit.
 * @param {IndexReader} index
 * @param {string} facet
 * @param {Uint32Array | null} ranks
 * @param {number} few
 * @returns {Promise<Map<string, number>>}
 */
async function counted(index, facet, ranks, few) {
  if (ranks === null) return new Map((await index.columns.values(facet)).map(([key, , number]) => [key, number]));
  if (ranks.length > few) return index.columns.tally(facet, ranks);
  const rows = await Promise.all(Array.from(ranks, (rank) => index.row(rank)));
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const term of rows.flatMap((row) => row.facets)) {
    const [name] = term.split(":", 1);
    const key = term.slice(name.length + 1);
    if (name === facet) found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/**
 * Returns the title of every value of a facet by its key.
 * @param {IndexReader} index
 * @param {string} facet
 * @returns {Promise<Map<string, string>>}
 */
export const titlesOf = async (index, facet) =>
  new Map((await index.columns.values(facet)).map(([key, title]) => [key, title]));

/**
 * Returns the counts of a facet as they are shown; what is chosen stands there even where there is none.
 * @param {IndexReader} index
 * @param {string} facet
 * @param {Uint32Array | null} ranks
 * @param {{few: number, chosen: string[], exact: boolean}} told
 * @returns {Promise<FacetCount>}
 */
export async function facetCount(index, facet, ranks, { few, chosen, exact }) {
  const [found, titles] = await Promise.all([counted(index, facet, ranks, few), titlesOf(index, facet)]);
  const whole = new Map([...chosen.map((key) => /** @type {[string, number]} */ ([key, 0])), ...found]);
  const ordered = [...whole].sort(orderOf(index, facet));
  return { facet, values: ordered.map(([key, number]) => [key, titles.get(key) ?? key, number]), exact };
}

/**
 * Returns how values of a facet are ordered: months newest first, amounts rising, else the commonest first, and of kinds
 * those of decisions.
 * @param {IndexReader} index
 * @param {string} facet
 * @returns {(one: [string, number], other: [string, number]) => number}
 */
function orderOf(index, facet) {
  if (BY_KEY.has(facet)) return ([one], [other]) => compare(other, one);
  if (facet === "amount") return ([one], [other]) => least(one) - least(other) || compare(one, other);
  const later = (/** @type {string} */ key) => Number(facet === "kind" && !index.decisions.has(key));
  return ([one, number], [other, beside]) => later(one) - later(other) || beside - number || compare(one, other);
}

/** @param {string} key */
const least = (key) => Number(key.split("-")[0] || -1);
