/**
 * Reading the columns of an index: which records stand under a value, how many under each, what sorts them. The format
 * is told in plugins/disclosure/outputs/search/columns.py and packing.py.
 *
 * @typedef {{entries: number[][], places: Uint16Array}} Chunk the distinct entries, and each document's place among them
 * @typedef {[key: string, title: string, documents: number]} Value
 */

const HEAD = 4;
const NAME_DIGITS = 12;
const AMOUNT_UNIT = 2 ** 28;
const NO_DATE = "0001-01-01";
const DAY = 24 * 3600 * 1000;

/** The columns of one index. */
export class Columns {
  #once;
  #table;

  /**
   * @param {(path: string, read: (data: ArrayBuffer) => any) => Promise<any>} once fetches a file at most once
   * @param {any} table the boundary table
   */
  constructor(once, table) {
    this.#once = once;
    this.#table = table;
  }

  /**
   * Returns every value of a facet by its number.
   * @param {string} facet
   * @returns {Promise<Value[]>}
   */
  async values(facet) {
    const name = this.#table.facets[facet].values;
    return name ? this.#once(path(name), (data) => JSON.parse(new TextDecoder().decode(data))) : [];
  }

  /** Returns the ranks of all documents: each is of some kind. */
  everything() {
    const all = Uint32Array.from({ length: this.#table.ranks }, (_none, rank) => rank);
    return this.#having(this.#table.facets.kind.chunks, all, (entry) => entry.length > 0);
  }

  /**
   * Returns those of some ranks that stand under one of the values.
   * @param {string} facet
   * @param {string[]} keys
   * @param {Uint32Array} ranks
   */
  async members(facet, keys, ranks) {
    const values = await this.values(facet);
    const wanted = new Set(values.flatMap(([key], number) => (keys.includes(key) ? [number] : [])));
    return this.#having(this.#table.facets[facet].chunks, ranks, (entry) => entry.some((number) => wanted.has(number)));
  }

  /**
   * Returns how many of some ranks stand under each value, by its key.
   * @param {string} facet
   * @param {Uint32Array} ranks
   * @returns {Promise<Map<string, number>>}
   */
  async tally(facet, ranks) {
    const [values, pieces] = await Promise.all([
      this.values(facet),
      this.#lookedUp(this.#table.facets[facet].chunks, ranks),
    ]);
    const totals = new Uint32Array(values.length);
    for (const { low, high, chunk, first } of pieces) {
      const counts = new Uint32Array(chunk.entries.length);
      for (let at = low; at < high; at += 1) counts[chunk.places[ranks[at] - first]] += 1;
      chunk.entries.forEach((entry, place) => entry.forEach((number) => (totals[number] += counts[place])));
    }
    return new Map(values.flatMap(([key], number) => (totals[number] ? [[key, totals[number]]] : [])));
  }

  /**
   * Returns what some ranks are sorted by: days, or 分; -1 where there is none.
   * @param {"date" | "amount"} name
   * @param {Uint32Array} ranks
   */
  async sortKeys(name, ranks) {
    const keys = new Float64Array(ranks.length).fill(-1);
    for (const { low, high, chunk, first } of await this.#lookedUp(this.#table.sorts[name], ranks)) {
      const values = chunk.entries.map(whole);
      for (let at = low; at < high; at += 1) keys[at] = values[chunk.places[ranks[at] - first]];
    }
    return keys;
  }

  /**
   * @param {string} names
   * @param {Uint32Array} ranks
   * @param {(entry: number[]) => boolean} holds
   */
  async #having(names, ranks, holds) {
    const kept = new Uint32Array(ranks.length);
    let count = 0;
    for (const { low, high, chunk, first } of await this.#lookedUp(names, ranks)) {
      const held = chunk.entries.map(holds);
      for (let at = low; at < high; at += 1) if (held[chunk.places[ranks[at] - first]]) kept[count++] = ranks[at];
    }
    return kept.slice(0, count);
  }

  /**
   * Returns, for each chunk that sorted ranks lie in, where these are and the chunk with its first rank.
   * @param {string} names
   * @param {Uint32Array} ranks
   */
  async #lookedUp(names, ranks) {
    const { span } = this.#table;
    /** @type {Array<{low: number, high: number, chunk: Promise<Chunk>, first: number}>} */
    const pieces = [];
    for (let low = 0; names && low < ranks.length; ) {
      const number = Math.floor(ranks[low] / span);
      let high = low;
      while (high < ranks.length && ranks[high] < (number + 1) * span) high += 1;
      const name = names.slice(number * NAME_DIGITS, (number + 1) * NAME_DIGITS);
      pieces.push({ low, high, chunk: this.#once(path(name), unpack), first: number * span });
      low = high;
    }
    return Promise.all(pieces.map(async (piece) => ({ ...piece, chunk: await piece.chunk })));
  }
}

/** @param {string} name */
const path = (name) => `search/columns/${name.slice(0, 2)}/${name.slice(2)}.bin`;

/** @param {number[]} entry */
const whole = (entry) => (entry.length === 0 ? -1 : entry.reduce((high, low) => high * AMOUNT_UNIT + low, 0));

/**
 * Returns what a row is sorted by, as its column would say.
 * @param {"date" | "amount"} name
 * @param {any} row
 */
export function rowKey(name, row) {
  if (name === "date") return row.date ? (Date.parse(row.date) - Date.parse(NO_DATE)) / DAY + 1 : -1;
  return row.amount === null ? -1 : Math.round(Number(row.amount) * 100);
}

/**
 * Returns a chunk from its bytes.
 * @param {ArrayBuffer} data
 * @returns {Chunk}
 */
export function unpack(data) {
  const bytes = new Uint8Array(data);
  const end = HEAD + new DataView(data).getUint32(0, true);
  const head = varints(bytes.subarray(HEAD, end));
  const [documents, count] = head;
  let at = 2;
  const entries = Array.from({ length: count }, () => {
    const first = at + 1;
    at = first + head[at];
    return head.slice(first, at);
  });
  const places = new Uint16Array(documents);
  const runs = head[at];
  for (let run = 0, place = 0; run < runs; run += 1) {
    const [value, times] = [head[at + 1 + 2 * run], head[at + 2 + 2 * run]];
    places.fill(value, place, (place += times));
  }
  if (runs === 0 && documents > 0) loosen(bytes.subarray(end), head[at + 1], places);
  return { entries, places };
}

/**
 * Reads places of so many bits each, the lowest bit first.
 * @param {Uint8Array} bytes
 * @param {number} bits
 * @param {Uint16Array} places
 */
function loosen(bytes, bits, places) {
  let [held, holding, next] = [0, 0, 0];
  for (let place = 0; place < places.length; place += 1) {
    while (holding < bits) {
      held |= bytes[next++] << holding;
      holding += 8;
    }
    places[place] = held & (2 ** bits - 1);
    held >>>= bits;
    holding -= bits;
  }
}

/** @param {Uint8Array} bytes */
function varints(bytes) {
  const numbers = [];
  let [value, unit] = [0, 1];
  for (const byte of bytes) {
    value += (byte & 127) * unit;
    unit *= 128;
    if (byte < 128) {
      numbers.push(value);
      [value, unit] = [0, 1];
    }
  }
  return numbers;
}
