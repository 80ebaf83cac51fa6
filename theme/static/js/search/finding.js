/**
 * The search itself, without a page: it may run in a worker or in node. Files come through the index, lunr as an
 * argument. plugins/disclosure/outputs/search/query.py does the same.
 *
 * @typedef {import('./words.js').Word} Word
 * @typedef {import('./narrowing.js').Question} Question
 * @typedef {import('./narrowing.js').FacetCount} FacetCount
 * @typedef {{row: any, score: number}} Hit
 * @typedef {{words: Word[], hits: Hit[], total: number, exact: boolean, counts: FacetCount[]}} Answer every hit is
 *   verified in its text; `total` is exact, or else an upper bound
 */

import { rowKey } from "./columns.js";
import { expectScores, isCertain, possible } from "./engine.js";
import { intersection } from "./lists.js";
import { chosenIn, facetCount, members, titlesOf } from "./narrowing.js";
import { inOrder } from "./ordering.js";
import { holds, parse } from "./words.js";

const FEW = 24;
const DOUBTS = 200;
const SHORTLIST = 48;
const SHOWN = 10; // as many rows as are fetched for the first results anyway

/**
 * What may be an answer, as far as postings and columns tell: every answer, perhaps more. `held` are the records whose
 * postings let them hold the words (null: there are none to hold), `doubtful` those of them that only their texts can
 * tell of, `own` those of each chosen facet; `ranks` is what is in all of them, `doubts` are the doubtful ones among
 * these.
 */
export class Finding {
  /**
   * @param {any} lunr
   * @param {import('./reader.js').IndexReader} index
   * @param {Question} question
   * @param {number} few once no more records than this are possible, or in doubt, their texts say the rest
   */
  constructor(lunr, index, question, few) {
    this.lunr = lunr;
    this.index = index;
    this.question = question;
    this.few = few;
    this.words = /** @type {Word[]} */ (parse(lunr, question.words, index.fields));
    this.wanted = this.words.filter((word) => !word.excluded);
    this.unsure = this.words.filter((word) => !isCertain(word));
    this.ranks = new Uint32Array();
    this.doubtful = new Uint32Array();
    /** @type {Set<number>} */
    this.doubts = new Set();
    /** @type {Uint32Array | null} */
    this.held = null;
    /** @type {Map<string, Uint32Array>} */
    this.own = new Map();
  }

  /**
   * Looks up the words of a question, then the facets among what may hold them.
   * @param {any} lunr
   * @param {import('./reader.js').IndexReader} index
   * @param {Question} question
   * @param {number} few
   */
  static async of(lunr, index, question, few = FEW) {
    const found = new Finding(lunr, index, question, few);
    const chosen = chosenIn(question);
    if (found.words.length > 0) found.held = found.ranks;
    if (found.wanted.length === 0 && chosen.length === 0) return found;
    if (found.wanted.length === 1 && question.sort === "relevance") expectScores(index, found.wanted[0]);
    if (found.words.length > 0) Object.assign(found, await possible(index, found.words, few));
    const own = await Promise.all(chosen.map(([facet, keys]) => members(index, facet, keys, found.held, few)));
    chosen.forEach(([facet], at) => found.own.set(facet, own[at]));
    const { ranks, doubts } = await found.#settled(found.#among() ?? found.ranks, few);
    found.ranks = ranks;
    found.doubts = new Set(doubts);
    return found;
  }

  /** Whether all that may be an answer is one. */
  get sure() {
    return this.doubts.size === 0;
  }

  /**
   * Tells all doubts by their texts, where these are no more than so many.
   * @param {number} most
   */
  async verify(most = DOUBTS) {
    const { ranks, doubts } = await this.#settled(this.ranks, most);
    this.ranks = ranks;
    this.doubts = new Set(doubts);
  }

  /**
   * Returns what holds the words and stands under what is chosen of every facet but one; null: all records.
   * @param {string} without
   */
  #among(without = "") {
    let found = this.held;
    for (const [facet, own] of this.own) if (facet !== without) found = found ? intersection(found, own) : own;
    return found;
  }

  /**
   * Tells whether a record's text holds what postings alone cannot tell, and nothing that is excluded.
   * @param {any} row
   */
  passes(row) {
    return !this.doubts.has(row.rank) || this.#holdsAll(row);
  }

  /** @param {any} row */
  #holdsAll(row) {
    return this.unsure.every((word) => holds(row, word) !== word.excluded);
  }

  /**
   * Returns some ranks without those whose texts do not pass, where few are doubtful, and what stays doubtful.
   * @param {Uint32Array} ranks
   * @param {number} few
   */
  async #settled(ranks, few) {
    const doubts = intersection(ranks, this.doubtful);
    if (doubts.length > few || doubts.length === 0) return { ranks, doubts };
    const rows = await Promise.all(Array.from(doubts, (rank) => this.index.row(rank)));
    const failed = new Set(doubts.filter((_rank, at) => !this.#holdsAll(rows[at])));
    return { ranks: ranks.filter((rank) => !failed.has(rank)), doubts: new Uint32Array() };
  }

  /**
   * Returns a function that gives any of the ranks with their scores, by their place in the order of the question; what
   * is alike, the newest first.
   * @param {number} shortlist
   * @returns {Promise<(from: number, count: number) => Array<{rank: number, score: number}>>}
   */
  async ordered(shortlist = SHORTLIST) {
    const { index, question, ranks, wanted, few } = this;
    if (question.sort === "relevance" && wanted.length > 0) {
      return inOrder(this.lunr, index, wanted, ranks, shortlist, few);
    }
    const name = question.sort === "relevance" ? "date" : question.sort;
    const read = () => Promise.all(Array.from(ranks, async (rank) => rowKey(name, await index.row(rank))));
    const keys = ranks.length <= few ? await read() : await index.columns.sortKeys(name, ranks);
    const places = Array.from(ranks.keys()).sort((one, other) => keys[other] - keys[one] || other - one);
    return (from, count) => places.slice(from, from + count).map((place) => ({ rank: ranks[place], score: 0 }));
  }

  /**
   * Yields every answer, each verified in its text, in the order of the question, with how many were looked at.
   * @param {() => number} atOnce how many rows are asked for together
   * @returns {AsyncGenerator<{hit: Hit | null, passed: number}>}
   */
  async *answers(atOnce) {
    const ordered = await this.ordered(Math.max(SHORTLIST, 4 * atOnce()));
    for (let passed = 0; passed < this.ranks.length; ) {
      const next = ordered(passed, atOnce());
      if (next.length === 0) return;
      const rows = next.map(({ rank }) => this.index.row(rank));
      rows.forEach((row) => row.catch(() => {})); // each is awaited below, where its failure is told
      for (const [at, coming] of rows.entries()) {
        const row = await coming;
        passed += 1;
        yield { hit: this.passes(row) ? { row, score: next[at].score } : null, passed };
      }
    }
  }

  /**
   * Returns the title of every chosen value, by facet and key (`agency:jyj`); a stranger's is its key.
   * @returns {Promise<Record<string, string>>}
   */
  async titles() {
    const found = [...this.own.keys()].map(async (facet) => {
      const titles = await titlesOf(this.index, facet);
      return this.question.facets[facet].map((key) => [`${facet}:${key}`, titles.get(key) ?? key]);
    });
    return Object.fromEntries((await Promise.all(found)).flat());
  }

  /**
   * Returns how many stand under each value of a facet, whatever is chosen of this facet itself.
   * @param {string} facet
   * @param {Uint32Array | null} answers the answers, where all are known
   */
  async count(facet, answers = null) {
    let ranks = this.#among(facet);
    let exact = true;
    if (ranks !== null && !this.own.has(facet)) {
      [ranks, exact] = answers ? [answers, true] : [this.ranks, this.sure];
    } else if (ranks !== null) {
      const settled = await this.#settled(ranks, this.few);
      [ranks, exact] = [settled.ranks, settled.doubts.length === 0];
    }
    const few = Math.min(this.few, SHOWN);
    return facetCount(this.index, facet, ranks, { few, chosen: this.question.facets[facet] ?? [], exact });
  }
}

/**
 * Returns the first `limit` answers to a question, and how many there are.
 * @param {any} lunr
 * @param {import('./reader.js').IndexReader} index
 * @param {Question | string} question
 * @param {number} limit
 * @param {number} few
 * @param {string[]} facets those that are counted
 * @param {number} doubts behind the first ones the texts of up to so many in doubt are read: then the total is exact
 * @returns {Promise<Answer>}
 */
export async function search(lunr, index, question, limit = 20, few = FEW, facets = [], doubts = DOUBTS) {
  const asked = typeof question === "string" ? { words: question, facets: {}, sort: "relevance" } : question;
  const found = await Finding.of(lunr, index, asked, few);
  /** @type {Hit[]} */
  const hits = [];
  let looked = 0;
  for await (const { hit, passed } of found.answers(() => limit - hits.length)) {
    looked = passed;
    if (hit) hits.push(hit);
    if (hits.length === limit) break;
  }
  const every = looked === found.ranks.length;
  const verified = every ? Uint32Array.from(hits, ({ row }) => row.rank).sort() : null;
  if (!every) await found.verify(doubts);
  const counts = await Promise.all(facets.map((facet) => found.count(facet, found.sure ? null : verified)));
  const total = (verified ?? found.ranks).length;
  return { words: found.words, hits, total, exact: every || found.sure, counts };
}
