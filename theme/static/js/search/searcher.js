/**
 * Answers a page's questions, in a worker or, where there is none, in the page itself: messages in, messages out.
 *
 * In: `open` (base), `ask` (id, question, limit, from, facets), `count` (id, facet), `near` (id, question), `table` (id,
 * question, told), `stop` (id). Out: `titles` of what is chosen, `sure` (the total, where it is known before
 * any hit), `hit` one by one, `total`, `counts` of one facet, `offers`, `progress` and `file` of a table, `fault`. Whoever asks again gets no more answers to what was asked before.
 *
 * @typedef {import('./narrowing.js').Question} Question
 * @typedef {(message: any) => void} Post
 */

import { Finding } from "./finding.js";
import { alsoMeant, nearest } from "./nearest.js";
import { IndexReader } from "./reader.js";
import { rehearse } from "./rehearsal.js";
import { shown } from "./showing.js";
import { tableText } from "./table.js";
import { bareField } from "./words.js";

const ROWS_AT_ONCE = 48;

/** One searcher over one site. */
export class Searcher {
  #base = "";
  #lunr;
  #post;
  /** @type {Promise<IndexReader> | null} */
  #index = null;
  /** @type {{id: number, finding: Finding | null, answers: Uint32Array | null, later: Set<string>}} */
  #asked = { id: 0, finding: null, answers: null, later: new Set() };
  #table = 0;
  #rehearsed = false;

  /**
   * @param {any} lunr
   * @param {Post} post
   */
  constructor(lunr, post) {
    this.#lunr = lunr;
    this.#post = post;
  }

  /**
   * Does what a message asks; a failure is told and forgets the index, so that asking again reads it anew.
   * @param {any} message
   */
  async receive(message) {
    try {
      if (message.type === "open") this.#base = message.base;
      else if (message.type === "ask") await this.#ask(message);
      else if (message.type === "count") await this.#count(message.id, message.facet);
      else if (message.type === "near") await this.#near(message);
      else if (message.type === "table") await this.#tabulate(message);
      else if (message.type === "stop" && this.#table === message.id) this.#table = 0;
    } catch (fault) {
      if (fault instanceof Error && fault.name === "AbortError") return; // another question was asked meanwhile
      this.#index = null;
      if (message.type === "table") this.#table = 0;
      this.#post({ type: "fault", id: message.id, reason: fault instanceof Error ? fault.message : String(fault) });
    }
  }

  /**
   * Finds and tells: how many there may be, the hits from the first that the page has not, the total, the facets.
   * @param {{id: number, question: Question, limit: number, from: number, facets: string[]}} order
   */
  async #ask({ id, question, limit, from, facets }) {
    const asked = { id, finding: null, answers: null, later: new Set(facets) };
    this.#asked = asked;
    const index = await this.#open();
    if (this.#asked.id !== id) return;
    if (!this.#table) index.turn();
    const finding = await Finding.of(this.#lunr, index, question);
    if (this.#asked.id !== id) return;
    if (!this.#table) index.clear();
    this.#asked.finding = finding;
    const nothing = finding.wanted.length === 0 && finding.own.size === 0;
    const naming = finding.titles().then((titles) => this.#post({ type: "titles", id, titles }));
    naming.catch(() => {}); // awaited below, where its failure is told
    if (finding.sure && !nothing) this.#post({ type: "sure", id, total: finding.ranks.length });
    const ranks = [];
    const rows = [];
    let looked = 0;
    for await (const { hit, passed } of finding.answers(() => limit - ranks.length)) {
      if (this.#asked.id !== id) return;
      looked = passed;
      if (hit && ranks.length >= from) this.#post({ type: "hit", id, hit: shown(hit.row, finding.words) });
      if (hit) ranks.push(hit.row.rank);
      if (hit) rows.push(hit.row);
      if (ranks.length === limit) break;
    }
    const more = looked < finding.ranks.length;
    if (more) await finding.verify();
    else if (!finding.sure) this.#asked.answers = Uint32Array.from(ranks).sort();
    if (this.#asked.id !== id) return;
    const total = (more ? finding.ranks : ranks).length;
    const bare = nothing ? bareField(question.words) : "";
    this.#post({ type: "total", id, total, exact: finding.sure || !more, more: total > ranks.length, nothing, bare });
    await Promise.all([naming, ...[...asked.later].map((facet) => this.#count(id, facet))]);
    const also = rows.length && !from ? await alsoMeant(this.#lunr, index, question, rows).catch(() => []) : [];
    if (also.length && this.#asked.id === id) this.#post({ type: "offers", id, offers: also, also: true });
    if (!this.#rehearsed) await rehearse(this.#lunr).catch(() => {}); // a question is answered without it too
    this.#rehearsed = true;
  }

  /**
   * Counts one facet of what was asked last, as soon as it is found.
   * @param {number} id
   * @param {string} facet
   */
  async #count(id, facet) {
    const { finding, answers, later } = this.#asked;
    if (this.#asked.id !== id) return;
    if (!finding) later.add(facet);
    if (!finding) return;
    const count = await finding.count(facet, answers);
    if (this.#asked.id === id) this.#post({ type: "counts", id, count });
  }

  /**
   * Tells what is near a question that found nothing; a fault offers nothing, for the answer stands without it.
   * @param {{id: number, question: Question}} order
   */
  async #near({ id, question }) {
    const going = () => this.#asked.id === id;
    const found = this.#open().then((index) => nearest(this.#lunr, index, question, going));
    const offers = await found.catch(() => []);
    if (going()) this.#post({ type: "offers", id, offers, also: false });
  }

  /**
   * Verifies every answer row by row and hands them over as a table.
   * @param {{id: number, question: Question, told: import('./table.js').Told}} order
   */
  async #tabulate({ id, question, told }) {
    this.#table = id;
    const index = await this.#open();
    const finding = await Finding.of(this.#lunr, index, question);
    const rows = [];
    for await (const { hit, passed } of finding.answers(() => ROWS_AT_ONCE)) {
      if (this.#table !== id) return;
      if (hit) rows.push(hit.row);
      if (passed % ROWS_AT_ONCE === 0) this.#post({ type: "progress", id, done: passed, of: finding.ranks.length });
    }
    this.#table = 0;
    this.#post({ type: "file", id, text: tableText(rows, index.site || told.site, told), rows: rows.length });
  }

  #open() {
    this.#index ??= IndexReader.open((path, signal) => this.#fetch(path, signal));
    return this.#index;
  }

  /**
   * Fetches one file of the site; what is not named by its content is asked for anew.
   * @param {string} path
   * @param {AbortSignal} signal
   */
  async #fetch(path, signal) {
    const named = /^search\/(terms|lengths|columns)\//u.test(path);
    const answer = await fetch(`${this.#base}/${path}`, { cache: named ? "default" : "no-cache", signal });
    if (!answer.ok) throw new Error(`${path} (${answer.status})`);
    return answer.arrayBuffer();
  }
}
