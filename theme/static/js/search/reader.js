/**
 * Reading the search index: the boundary table, shards and rows, each file at most once. The format is told in
 * plugins/disclosure/outputs/search/shards.py.
 *
 * @typedef {object} Postings The postings of one term by rising key (`rank * 16 + field`)
 * @property {Uint32Array} keys
 * @property {Uint32Array} frequencies
 * @property {Uint32Array} lengths tokens of the field
 * @property {Uint8Array} sole whether, wherever the first character of the term stands in that place, its second follows
 * @property {boolean} measured whether `lengths` are told; they may lie apart
 *
 * @typedef {(path: string, signal: AbortSignal) => Promise<ArrayBuffer>} Fetch Returns a file below the site's folder,
 *   deflated, or throws
 */

import { Columns } from "./columns.js";

const TABLE = "search/index.bin";
const FORMAT = 3;
const NAME_DIGITS = 12;
const FOLDER = 1000;
const APART = 1024;
const FIELDS = 8;
export const FIELD_BITS = 4;
export const FIELD_MASK = 15;
/** @type {Postings} */
const NONE = room(0);

/** One written index. */
export class IndexReader {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();
  /** @type {Map<string, {turn: number, stop: AbortController}>} */
  #coming = new Map();
  #turn = 0;
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
    const firsts = numbers.map((number) => this.firsts.get(number) ?? 0);
    let block = 0;
    const wanted = new Set();
    for (const rank of among) {
      while (block + 1 < firsts.length && firsts[block + 1] <= rank) block += 1;
      wanted.add(numbers[block]);
    }
    return numbers.filter((number) => wanted.has(number));
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
 * Returns the postings of every term of a shard.
 * @param {ArrayBuffer} data
 * @returns {Map<string, Postings>}
 */
export function readShard(data) {
  const numbers = decode(new Uint8Array(data));
  const [terms, ranks] = numbers;
  const keys = readKeys(numbers.subarray(2, 2 + ranks), numbers.subarray(2 + ranks, 2 + 2 * ranks));
  const measured = terms > 1 || ranks < APART;
  const after = 2 + 2 * ranks + (measured ? keys.length : 0);
  const lengths = measured ? byPlace(keys, numbers.subarray(2 + 2 * ranks, after)) : new Uint32Array(keys.length);
  const { heads, at: start } = readHeads(numbers, terms, after);
  const shard = new Map();
  let at = start;
  for (const [term, count] of heads) {
    const found = room(count, measured);
    for (let number = 0, place = -1; number < count; number += 1) {
      const step = numbers[at];
      place += step >>> 2;
      found.sole[number] = (step >>> 1) & 1;
      found.keys[number] = keys[place];
      found.lengths[number] = lengths[place];
      found.frequencies[number] = step & 1 ? numbers[at + 1] : 1;
      at += 1 + (step & 1);
    }
    shard.set(term, found);
  }
  return shard;
}

/**
 * Returns the places of a shard: the fields of each rank, of which the steps are given.
 * @param {Uint32Array} steps
 * @param {Uint32Array} masks
 */
function readKeys(steps, masks) {
  const keys = new Uint32Array(steps.length * FIELDS);
  let [rank, count] = [0, 0];
  for (let at = 0; at < steps.length; at += 1) {
    rank += steps[at];
    for (let mask = masks[at], field = 0; mask > 0; mask >>>= 1, field += 1) {
      if (mask & 1) keys[count++] = rank * (FIELD_MASK + 1) + field;
    }
  }
  return keys.slice(0, count);
}

/**
 * Returns numbers that are told field by field in the order of their places.
 * @param {Uint32Array} keys
 * @param {Uint32Array} numbers
 */
function byPlace(keys, numbers) {
  const found = new Uint32Array(keys.length);
  const next = new Uint32Array(FIELDS + 1);
  for (const key of keys) next[(key & FIELD_MASK) + 1] += 1;
  for (let field = 1; field <= FIELDS; field += 1) next[field] += next[field - 1];
  for (let at = 0; at < keys.length; at += 1) found[at] = numbers[next[keys[at] & FIELD_MASK]++];
  return found;
}

/**
 * @param {Uint32Array} numbers
 * @param {number} terms
 * @param {number} at
 */
function readHeads(numbers, terms, at) {
  /** @type {Array<[string, number]>} */
  const heads = [];
  /** @type {string[]} */
  let points = [];
  for (let term = 0; term < terms; term += 1) {
    const [shared, more] = [numbers[at], numbers[at + 1]];
    const fresh = Array.from(numbers.subarray(at + 2, at + 2 + more), (point) => String.fromCodePoint(point));
    points = [...points.slice(0, shared), ...fresh];
    heads.push([points.join(""), numbers[at + 2 + more]]);
    at += 3 + more;
  }
  return { heads, at };
}

/**
 * Returns the numbers that some bytes hold: seven bits a byte, the lowest first, the high bit set while more follow.
 * @param {Uint8Array} bytes
 */
export function decode(bytes) {
  const numbers = new Uint32Array(bytes.length);
  let [count, value, unit] = [0, 0, 1];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    value += (byte & 127) * unit;
    if (byte < 128) {
      numbers[count] = value;
      count += 1;
      value = 0;
      unit = 1;
    } else {
      unit *= 128;
    }
  }
  return numbers.subarray(0, count);
}

/**
 * @param {Postings[]} parts
 * @returns {Postings}
 */
function joined(parts) {
  if (parts.length <= 1) return parts[0] ?? NONE;
  const size = parts.reduce((sum, part) => sum + part.keys.length, 0);
  const measured = parts.every((part) => part.measured);
  const whole = room(size, measured);
  let at = 0;
  for (const part of parts) {
    whole.keys.set(part.keys, at);
    whole.frequencies.set(part.frequencies, at);
    whole.lengths.set(part.lengths, at);
    whole.sole.set(part.sole, at);
    at += part.keys.length;
  }
  return whole;
}

/**
 * Returns room for some postings.
 * @param {number} size
 * @param {boolean} measured
 * @returns {Postings}
 */
function room(size, measured = true) {
  return {
    measured,
    keys: new Uint32Array(size),
    frequencies: new Uint32Array(size),
    lengths: new Uint32Array(size),
    sole: new Uint8Array(size),
  };
}

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
