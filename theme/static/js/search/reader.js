/**
 * Reading the search index: the boundary table, shards and rows, each file at most once. The format is told in
 * plugins/disclosure/outputs/search/shards.py.
 *
 * @typedef {import('./shard.js').Postings} Postings
 *
 * @typedef {(path: string, signal: AbortSignal) => Promise<ArrayBuffer>} Fetch Returns a file below the site's folder,
 *   deflated, or throws
 */

import { Columns } from "./columns.js";
import { placeOf } from "./lists.js";
import { byPlace, decode, joined, readShard } from "./shard.js";

export { FIELD_BITS, FIELD_MASK } from "./shard.js";

const TABLE = "search/index.bin";
const NAMES = "search/names.bin";
export const FORMAT = 4;
const NAME_DIGITS = 12;
const FOLDER = 1000;

/** One written index. */
export class IndexReader {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();
  /** @type {Map<string, {turn: number, stop: AbortController}>} */
  #coming = new Map();
  #turn = 0;
  /** @type {Promise<Record<string, string[]>> | null} */
  #names = null;
  #fetch;
  #table;

  /**
   * @param {Fetch} fetch
   * @param {any} table
   */
  constructor(fetch, table) {
    this.#fetch = fetch;
    this.#table = table;
    this.documents = /** @type {number} */ (table.documents);
    this.site = /** @type {string} */ (table.site);
    this.decisions = new Set(/** @type {string[]} */ (table.decisions));
    this.fields = Object.keys(table.fields);
    this.totals = /** @type {number[]} */ (Object.values(table.fields));
    this.common = new Map(Object.entries(/** @type {Record<string, number>} */ (table.common)));
    this.columns = new Columns((path, read) => this.#once(path, read), table);
    this.alone = new Set(/** @type {number[]} */ (table.alone));
    this.firsts = new Map(
      table.blocks.map((/** @type {number} */ shard, /** @type {number} */ at) => [shard, table.firsts[at]]),
    );
  }

  /**
   * Reads the boundary table.
   * @param {Fetch} fetch
   */
  static async open(fetch) {
    const table = parsed(await inflated(await fetch(TABLE, new AbortController().signal)));
    if (table.format !== FORMAT) throw new Error(`${TABLE}: ${table.format}`);
    return new IndexReader(fetch, table);
  }

  /**
   * Returns a term's postings; with sorted ranks in `among`, at least those of these ranks.
   * @param {string} term
   * @param {Uint32Array | null} among
   * @param {boolean} measured whether the lengths are wanted wherever they lie
   * @returns {Promise<Postings>}
   */
  async postings(term, among = null, measured = false) {
    const found = this.#holding(term, among).map(async (number) => {
      const postings = (await this.#shard(number)).get(term);
      if (measured && postings && !postings.measured) await this.#measure(number, postings);
      return postings ?? [];
    });
    return joined((await Promise.all(found)).flat());
  }

  /**
   * Begins to fetch the lengths of a term that lie apart, for those who will want them.
   * @param {string} term
   */
  expect(term) {
    for (const number of this.#holding(term, null)) {
      if (this.alone.has(number)) this.#lengths(number).catch(() => {}); // told where they are wanted
    }
  }

  /** @param {number} number */
  #lengths(number) {
    return this.#once(this.#path("lengths", number), (data) => decode(new Uint8Array(data)));
  }

  /**
   * Tells whether a term's postings of some ranks have been asked for already.
   * @param {string} term
   * @param {Uint32Array} among
   */
  knows(term, among) {
    return this.#holding(term, among).every((number) => this.#files.has(this.#path("terms", number)));
  }

  /**
   * Fetches the lengths of a shard of one term.
   * @param {number} number
   * @param {Postings} postings
   */
  async #measure(number, postings) {
    postings.lengths = byPlace(postings.keys, await this.#lengths(number));
    postings.measured = true;
  }

  /**
   * Returns every term that begins with a character, sorted; none where they fill more shards than `most`.
   * @param {string} prefix
   * @param {number} most
   */
  async startingWith(prefix, most = Infinity) {
    const first = Math.max(this.#place((term) => compare(term, prefix) <= 0) - 1, 0);
    const end = this.#place((term) => compare(term, prefix) <= 0 || term.startsWith(prefix));
    if (end - first > most) return [];
    const numbers = Array.from({ length: end - first }, (_none, at) => first + at);
    const shards = await Promise.all(numbers.map((number) => this.#shard(number)));
    const terms = shards.flatMap((shard) => [...shard.keys()].filter((term) => term.startsWith(prefix)));
    return [...new Set(terms)].sort(compare);
  }

  /**
   * Returns the row of a document.
   * @param {number} rank
   */
  async row(rank) {
    const number = Math.floor(rank / this.#table.chunk);
    const digits = (/** @type {number} */ part) => String(part).padStart(3, "0");
    const path = `search/rows/${digits(Math.floor(number / FOLDER))}/${digits(number % FOLDER)}.bin`;
    const rows = await this.#once(path, parsed);
    const found = rows.find((/** @type {{rank: number}} */ row) => row.rank === rank);
    if (!found) throw new Error(`${path}: ${rank}`);
    return found;
  }

  /**
   * Returns the names of agencies, laws and organisations that a site lists; none where it lists none.
   * @returns {Promise<Record<string, string[]>>}
   */
  async names() {
    this.#names ??= this.#fetch(NAMES, new AbortController().signal)
      .then(inflated)
      .then(parsed)
      .catch(() => ({}));
    return this.#names;
  }

  /**
   * Returns the numbers of the shards that can hold a term for some ranks.
   * @param {string} term
   * @param {Uint32Array | null} among
   */
  #holding(term, among) {
    const last = this.#place((other) => compare(other, term) <= 0) - 1;
    if (last < 0) return [];
    const first = Math.min(
      this.#place((other) => compare(other, term) < 0),
      last,
    );
    const numbers = Array.from({ length: last - first + 1 }, (_none, at) => first + at);
    if (among === null || numbers.length === 1) return numbers;
    return numbers.filter((number, at) => {
      const [low, high] = [this.firsts.get(number) ?? 0, this.firsts.get(numbers[at + 1]) ?? Infinity];
      return among[placeOf(among, low)] < high;
    });
  }

  /**
   * Returns how many shards, from the first, have a first term that passes (those that do come first).
   * @param {(term: string) => boolean} passes
   */
  #place(passes) {
    let [low, high] = [0, this.#table.terms.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (passes(this.#table.terms[middle])) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * @param {number} number
   * @returns {Promise<Map<string, Postings>>}
   */
  #shard(number) {
    return this.#once(this.#path("terms", number), readShard);
  }

  /**
   * @param {"terms" | "lengths"} folder
   * @param {number} number
   */
  #path(folder, number) {
    const name = this.#table.names.slice(number * NAME_DIGITS, (number + 1) * NAME_DIGITS);
    return `search/${folder}/${name.slice(0, 2)}/${name.slice(2)}.bin`;
  }

  /**
   * @param {string} path
   * @param {(data: ArrayBuffer) => any} read
   */
  #once(path, read) {
    const known = this.#files.get(path);
    const coming = this.#coming.get(path);
    if (coming) coming.turn = this.#turn;
    if (known) return known;
    const stop = new AbortController();
    this.#coming.set(path, { turn: this.#turn, stop });
    const found = this.#fetch(path, stop.signal).then(inflated).then(read);
    this.#files.set(path, found);
    found.then(
      () => this.#coming.delete(path),
      () => this.#files.get(path) === found && this.#forget(path),
    );
    return found;
  }

  /** Stops what is under way for an earlier question, but for shards: the next question may want the same. */
  turn() {
    this.#turn += 1;
    this.#stop((path) => !path.startsWith("search/terms/"));
  }

  /** Stops what is under way and nobody has wanted since the last turn. */
  clear() {
    this.#stop((_path, turn) => turn < this.#turn);
  }

  /** @param {(path: string, turn: number) => boolean} unwanted */
  #stop(unwanted) {
    for (const [path, { turn, stop }] of [...this.#coming]) {
      if (!unwanted(path, turn)) continue;
      this.#forget(path);
      stop.abort();
    }
  }

  /** @param {string} path */
  #forget(path) {
    this.#files.delete(path);
    this.#coming.delete(path);
  }
}

/**
 * Returns what was deflated (deflating.py); through a Blob it would take ten times as long.
 * @param {ArrayBuffer} data
 */
async function inflated(data) {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const content = new Response(stream.readable).arrayBuffer();
  const [whole] = await Promise.all([content, writer.write(new Uint8Array(data)), writer.close()]);
  return whole;
}

/** @param {ArrayBuffer} data */
const parsed = (data) => JSON.parse(new TextDecoder().decode(data));

/**
 * Compares two terms by code points, as the index is ordered (not by UTF-16, which differs beyond U+FFFF).
 * @param {string} one
 * @param {string} other
 */
export function compare(one, other) {
  if (one === other) return 0;
  const [left, right] = [Array.from(one), Array.from(other)];
  const at = left.findIndex((char, place) => char !== right[place]);
  if (at < 0) return -1;
  return at >= right.length ? 1 : Number(left[at].codePointAt(0)) - Number(right[at].codePointAt(0));
}
