/**
 * A rehearsal before the first question: one is asked of a small invented index in memory, so that everything on the way
 * to an answer is compiled when somebody asks. Nothing is fetched and nothing of it is shown.
 */

import { search } from "./finding.js";
import { FORMAT, IndexReader } from "./reader.js";
import { shown } from "./showing.js";

const WORDS = "公示例";
const SIZES = [4, 400]; // the texts of a few are read, many are counted in their postings
const CHUNK = 4;
const FIELDS = ["title", "document_no", "parties", "codes", "agency", "law", "text"];

/**
 * Rehearses a question with few answers, and one with many.
 * @param {any} lunr
 */
export async function rehearse(lunr) {
  for (const documents of SIZES) {
    const table = {
      format: FORMAT,
      documents,
      fields: Object.fromEntries(FIELDS.map((name) => [name, 3 * documents])),
      chunk: CHUNK,
      common: {},
      terms: [WORDS.slice(0, 2)],
      names: "0".repeat(12),
      blocks: [],
      firsts: [],
      alone: [],
      decisions: [],
    };
    const content = (/** @type {string} */ path) => (path.includes("/rows/") ? rows(path) : shard(documents));
    const index = new IndexReader(async (path) => deflated(content(path)), table);
    const { hits, words } = await search(lunr, index, WORDS, 10);
    for (const { row } of hits) shown(row, words);
  }
}

/**
 * Returns a shard in which every document has the pairs of the words in its title and in its text.
 * @param {number} documents
 */
function shard(documents) {
  const each = (/** @type {number[]} */ ...numbers) => Array.from({ length: documents }, () => numbers).flat();
  const steps = [0, ...each(1).slice(1)];
  const pairs = [WORDS.slice(0, 2), WORDS.slice(1)];
  const heads = pairs.flatMap((pair) => [0, 2, ...Array.from(pair, (char) => char.codePointAt(0) ?? 0), 2 * documents]);
  const numbers = [2, documents, ...steps, ...each(1 | 64), ...each(3, 3), ...heads, ...each(6, 7, 2), ...each(6, 7, 2)];
  return Uint8Array.from(numbers.flatMap(varint));
}

/**
 * Writes a number as varints do: seven bits a byte, the lowest first.
 * @param {number} number
 * @returns {number[]}
 */
const varint = (number) => (number < 128 ? [number] : [128 | (number & 127), ...varint(number >>> 7)]);

/** @param {string} path */
function rows(path) {
  const number = Number(path.replace(/\D/gu, ""));
  const row = (/** @type {number} */ rank) => ({
    rank,
    title: WORDS,
    status: "published",
    facets: [],
    fields: { ...Object.fromEntries(FIELDS.map((name) => [name, ""])), title: WORDS, text: `以此${WORDS}行检查的结果。` },
  });
  const four = [0, 1, 2, 3].map((own) => row(number * CHUNK + own));
  return new TextEncoder().encode(JSON.stringify(four));
}

/** @param {Uint8Array} content */
const deflated = (content) =>
  new Response(new Blob([content]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer();
