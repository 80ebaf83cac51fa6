/**
 * What to offer where a query finds nothing: the nearest queries that do find something, each with its own count.
 * plugins/disclosure/outputs/search/nearest.py holds the same rule.
 *
 * @typedef {import('./reader.js').IndexReader} IndexReader
 * @typedef {import('./words.js').Piece} Piece
 * @typedef {import('./narrowing.js').Question} Question
 * @typedef {"unfiltered" | "neighbour" | "whole" | "elsewhere" | "fewer" | "shorter"} Nearness in what way an offered query is near
 * @typedef {{query: string, nearness: Nearness, total: number, exact: boolean}} Offer a query that finds something:
 *   how it is near, and how much it finds (exact, or else at most so many)
 */

import { search } from "./finding.js";
import { likest } from "./likeness.js";
import { compare, FIELD_BITS, FIELD_MASK } from "./reader.js";
import { namesFor, speltOut } from "./shorthand.js";
import { normalise, numbersIn, pairs, squeeze } from "./tokens.js";
import { parse, pieces } from "./words.js";

const MOST = 5;
const NEIGHBOURS = 3;
const LIKELY = 24;
const COMMON = 5000;
const LONGEST = 40;
const SHORTEST = 2;
const SHARE = 10;
const ANCHORS = 3;
const FEW_SHARDS = 2;
const FEW = 24;
const BRIEF = 4;
const WHO = ["parties", "agency"];
const PLAIN = /^[^-+\s:："“”「」『』][^\s:："“”「」『』]*$/u;
const QUOTE = /["“”「」『』]/gu;

/**
 * Returns the nearest queries that find something, the nearest first; none where the query has no word to find. What is
 * chosen of facets stays so, but for the first offer: the same words without it. A part of a word is offered where
 * nothing else is near.
 * @param {any} lunr
 * @param {IndexReader} index
 * @param {Question | string} question
 * @param {() => boolean} going whether anybody still wants to know
 * @returns {Promise<Offer[]>}
 */
export async function nearest(lunr, index, question, going = () => true) {
  const { words: query, facets } = typeof question === "string" ? { words: question, facets: {}, sort: "relevance" } : question;
  const asked = pieces(query);
  const tried = new Set([asked.map(written).join(" ")]);
  /** @type {Offer[]} */
  const offers = [];
  if (Object.keys(facets).length && asked.length) {
    const { hits, total, exact } = await lookedUp(lunr, index, query);
    if (hits.length) offers.push({ query, nearness: "unfiltered", total, exact });
  }
  for await (const { candidate, nearness } of near(lunr, index, asked)) {
    if (!going() || offers.length === MOST || (nearness === "shorter" && offers.some((offer) => offer.nearness !== nearness))) break;
    const words = candidate.map(written).join(" ");
    if (!tried.has(words)) {
      tried.add(words);
      const { hits, total, exact } = await lookedUp(lunr, index, { words, facets, sort: "relevance" });
      const common = nearness === "shorter" && tellsNothing(index, total);
      if (hits.length && !common) offers.push({ query: words, nearness, total, exact });
    }
  }
  return offers;
}

/**
 * Returns the listed names that a short word may stand for where most of the first hits name no party or agency so: 工行
 * is found in 员工行为 too.
 * @param {any} lunr
 * @param {IndexReader} index
 * @param {Question} question
 * @param {any[]} rows what was found first
 * @returns {Promise<Offer[]>}
 */
export async function alsoMeant(lunr, index, question, rows) {
  const asked = pieces(question.words);
  if (asked.length !== 1 || asked[0].sign) return [];
  const [word] = parse(lunr, question.words, index.fields);
  const text = normalise(word.text);
  const named = (/** @type {any} */ row) => WHO.some((name) => normalise(row.fields[name] ?? "").includes(text));
  if (Array.from(text).length > BRIEF || rows.filter(named).length * 2 >= rows.length) return [];
  /** @type {Offer[]} */
  const offers = [];
  for (const name of (await namesFor(index, text, word.fields)).slice(0, NEIGHBOURS)) {
    const query = written(rewritten(asked[0], name));
    const { hits, total, exact } = await lookedUp(lunr, index, { ...question, words: query, sort: "relevance" });
    if (hits.length) offers.push({ query, nearness: "whole", total, exact });
  }
  const most = Math.max(...offers.map(({ total }) => total));
  return offers.filter(({ total }) => total * SHARE >= most);
}

/**
 * Searches without a look at more texts than it takes.
 * @param {any} lunr
 * @param {IndexReader} index
 * @param {Question | string} question
 * @param {number} limit
 */
const lookedUp = (lunr, index, question, limit = FEW) => search(lunr, index, question, limit, FEW, [], 0);

/**
 * Tells whether a part of a word, such as 有限公司, finds so much that nobody is helped by it.
 * @param {IndexReader} index
 * @param {number} total
 */
const tellsNothing = (index, total) => total > FEW && total * SHARE > index.documents;

/**
 * Yields queries that may find something: spelt otherwise or out, in any field, with fewer words, with a part of a word.
 * @param {any} lunr
 * @param {IndexReader} index
 * @param {Piece[]} asked
 * @returns {AsyncGenerator<{candidate: Piece[], nearness: Nearness}>}
 */
async function* near(lunr, index, asked) {
  const isWanted = (/** @type {Piece} */ { sign }) => sign !== "-";
  /** @type {Piece[]} */
  const dead = [];
  const wanted = asked.filter(isWanted);
  const alone = await Promise.all(wanted.map((piece) => found(lunr, index, piece)));
  dead.push(...wanted.filter((_piece, at) => !alone[at]));
  if (!asked.some(isWanted)) return;
  if (asked.some(({ name }) => name))
    yield { candidate: asked.map((piece) => ({ ...piece, name: "" })), nearness: "elsewhere" };
  for (const piece of dead) {
    for (const better of await neighbours(lunr, index, piece)) yield* put(asked, piece, better, "neighbour");
    const [word] = parse(lunr, written({ ...piece, sign: "" }), index.fields);
    const names = await speltOut(index, normalise(word.text), word.fields);
    for (const name of names.slice(0, NEIGHBOURS)) yield* put(asked, piece, rewritten(piece, name), "whole");
  }
  const alive = asked.filter((piece) => !dead.includes(piece));
  if (alive.some(isWanted)) yield { candidate: alive, nearness: "fewer" };
  for (const piece of asked) {
    const fewer = asked.filter((other) => other !== piece);
    if (fewer.some(isWanted)) yield { candidate: fewer, nearness: "fewer" };
  }
  for (const piece of dead)
    for (const part of await parts(lunr, index, piece)) yield* put(asked, piece, part, "shorter");
}

/**
 * Yields the query with one piece put right, and that piece alone, in case the others were wrong too.
 * @param {Piece[]} asked
 * @param {Piece} piece
 * @param {Piece} better
 * @param {Nearness} nearness
 * @returns {Generator<{candidate: Piece[], nearness: Nearness}>}
 */
function* put(asked, piece, better, nearness) {
  yield { candidate: asked.map((other) => (other === piece ? better : other)), nearness };
  yield { candidate: [better], nearness };
}

/**
 * Writes a piece as it stands in a query.
 * @param {Piece} piece
 */
const written = ({ sign, name, text }) => sign + (name ? `${name}:` : "") + text;

/**
 * @param {any} lunr
 * @param {IndexReader} index
 * @param {Piece} piece
 */
async function found(lunr, index, piece) {
  const { hits } = await lookedUp(lunr, index, written({ ...piece, sign: "" }), 1);
  return hits.length > 0;
}

/**
 * Returns what stands in the records and is like a misspelt word, the likest first; a number is never guessed at.
 * @param {any} lunr
 * @param {IndexReader} index
 * @param {Piece} piece
 */
async function neighbours(lunr, index, piece) {
  const [word] = parse(lunr, written({ ...piece, sign: "" }), index.fields);
  const text = normalise(word.text);
  const length = Array.from(text).length;
  if (length <= SHORTEST || length > LONGEST || numbersIn(word.text).length) return [];
  const { likely, anchors } = await likelyPlaces(index, [...new Set(pairs(text))], word.fields);
  /** @type {Map<string, {changes: number, longer: number, size: number, text: string}>} */
  const like = new Map();
  const rows = await Promise.all(likely.map((key) => index.row(key >>> FIELD_BITS)));
  for (const [at, key] of likely.entries()) {
    for (const value of rows[at].fields[index.fields[key & FIELD_MASK]].split("\n")) {
      const one = likest(text, value, anchors);
      if (!one) continue;
      const seen = normalise(one.text);
      const longer = Math.abs(Array.from(seen).length - length);
      const likeness = { ...one, longer, size: Array.from(one.text).length };
      const before = like.get(seen);
      if (!before || inOrder(likeness, before) < 0) like.set(seen, likeness);
    }
  }
  const ordered = [...like.values()].sort(inOrder);
  const best = ordered.filter(({ changes }) => changes === ordered[0].changes);
  return best.slice(0, NEIGHBOURS).map((one) => rewritten(piece, one.text));
}

/**
 * Returns the places (rank and field) that have most pairs of a misspelt word, and the rarest pairs that exist. What
 * begins as a pair that does not exist counts too: the wrong character is mostly the second one.
 * @param {IndexReader} index
 * @param {string[]} wanted
 * @param {string[]} fields
 */
async function likelyPlaces(index, wanted, fields) {
  const isIn = index.fields.map((name) => fields.includes(name));
  const counted = await Promise.all(
    wanted.map(async (pair) => ({ pair, count: index.common.get(pair) || (await index.postings(pair)).keys.length })),
  );
  const there = counted.filter(({ count }) => count > 0);
  there.sort((one, other) => one.count - other.count || compare(one.pair, other.pair));
  const few = there.filter(({ count }) => count <= COMMON);
  const rare = (few.length ? few : there.slice(0, 1)).map(({ pair }) => pair);
  /** @type {Map<number, number>} */
  const votes = new Map();
  for (const pair of rare)
    for (const key of (await index.postings(pair)).keys)
      if (isIn[key & FIELD_MASK]) votes.set(key, (votes.get(key) ?? 0) + 1);
  const missing = counted.filter(({ count }) => count === 0);
  for (const begun of await Promise.all(missing.map(({ pair }) => beginning(index, Array.from(pair)[0])))) {
    for (const [key, count] of votes) if (begun.has(key)) votes.set(key, count + 1);
  }
  const ordered = [...votes].sort(([one, first], [other, second]) => second - first || one - other);
  return { likely: ordered.slice(0, LIKELY).map(([key]) => key), anchors: rare.slice(0, ANCHORS) };
}

/**
 * Returns the places that have something beginning with a character; none where that fills more than a few shards.
 * @param {IndexReader} index
 * @param {string} char
 */
async function beginning(index, char) {
  const terms = await index.startingWith(char, FEW_SHARDS);
  return new Set((await Promise.all(terms.map((term) => index.postings(term)))).flatMap(({ keys }) => [...keys]));
}

/**
 * @typedef {{changes: number, longer: number, size: number, text: string}} Likeness
 * @param {Likeness} one
 * @param {Likeness} other
 */
function inOrder(one, other) {
  const nearer = one.changes - other.changes || one.longer - other.longer || one.size - other.size;
  return nearer || compare(one.text, other.text);
}

/**
 * Returns the longest beginning and the longest end of a word that are found; of a number also what stands before it.
 * @param {any} lunr
 * @param {IndexReader} index
 * @param {Piece} piece
 */
async function parts(lunr, index, piece) {
  const [number] = numbersIn(piece.word);
  const before = number ? squeeze(piece.word).slice(0, number.index) : "";
  const texts = number
    ? [`${before}〔${number[1]}〕`, before, await longest(lunr, index, piece, false)]
    : [await longest(lunr, index, piece, true), await longest(lunr, index, piece, false)];
  return texts.filter((text) => Array.from(normalise(text)).length >= SHORTEST).map((text) => rewritten(piece, text));
}

/**
 * Returns the longest beginning (or end) of a word that is found, at least a third of it; empty where none is.
 * @param {any} lunr
 * @param {IndexReader} index
 * @param {Piece} piece
 * @param {boolean} beginning
 */
async function longest(lunr, index, piece, beginning) {
  const chars = Array.from(piece.word);
  const part = (/** @type {number} */ length) =>
    (beginning ? chars.slice(0, length) : chars.slice(chars.length - length)).join("");
  const nothing = Math.max(SHORTEST, Math.floor(chars.length / 3)) - 1;
  let [low, high] = [nothing, chars.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high + 1) / 2);
    const text = part(middle);
    const long = Array.from(normalise(text)).length >= SHORTEST;
    if (long && (await found(lunr, index, rewritten(piece, text)))) low = middle;
    else high = middle - 1;
  }
  return low === nothing ? "" : part(low);
}

/**
 * Returns a piece with another word, quoted where it would not be read as one.
 * @param {Piece} piece
 * @param {string} word
 * @returns {Piece}
 */
function rewritten(piece, word) {
  const text = PLAIN.test(word) ? word : `「${word.replace(QUOTE, "")}」`;
  return { ...piece, sign: "", word, text };
}
