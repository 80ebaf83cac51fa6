// The tree of the transparency log (RFC 6962 2.1) read from its tiles (C2SP tlog-tiles). Python: tree.py, tiles.py.

export const WIDTH = 256;
const HEIGHT = 8;
export const HASH = 32;

/** @typedef {(raw: Uint8Array) => Promise<Uint8Array>} Sha256 */

/**
 * @param {Uint8Array[]} parts
 * @returns {Uint8Array}
 */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** @param {Uint8Array} one @param {Uint8Array} other */
export function same(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

/** @param {Uint8Array} raw */
export function hex(raw) {
  return Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text an even number of hexadecimal digits */
export function unhex(text) {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new Error(`not hexadecimal: ${text}`);
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {Sha256} sha256 @param {Uint8Array} leaf */
export function leafHash(sha256, leaf) {
  return sha256(joined([Uint8Array.of(0), leaf]));
}

/** @param {Sha256} sha256 @param {Uint8Array} left @param {Uint8Array} right */
export function nodeHash(sha256, left, right) {
  return sha256(joined([Uint8Array.of(1), left, right]));
}

/**
 * Returns the path of a tile below the log (`tile/0/x001/234.p/5`).
 * @param {number | "entries"} level
 * @param {number} number
 * @param {number} width
 */
export function tilePath(level, number, width = WIDTH) {
  const steps = [String(number % 1000).padStart(3, "0")];
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    steps.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return `tile/${level}/${steps.join("/")}${width === WIDTH ? "" : `.p/${width}`}`;
}

/** Returns the largest power of two below a number. @param {number} number */
function half(number) {
  let found = 1;
  while (found * 2 < number) found *= 2;
  return found;
}

/** A log of a known size, read tile by tile; `read` returns the bytes at a path below the log. */
export class Log {
  /** @type {Map<string, Promise<Uint8Array>>} */
  #tiles = new Map();
  /** @type {Map<string, Promise<Uint8Array>>} */
  #nodes = new Map();

  /**
   * @param {number} size
   * @param {(path: string) => Promise<Uint8Array>} read
   * @param {Sha256} sha256
   */
  constructor(size, read, sha256) {
    this.size = size;
    this.read = read;
    this.sha256 = sha256;
  }

  /** @param {string} path */
  #tile(path) {
    const found = this.#tiles.get(path) ?? this.read(path);
    this.#tiles.set(path, found);
    return found;
  }

  /**
   * Returns the bytes of a leaf, or null where the bundle does not hold it.
   * @param {number} index
   */
  async leaf(index) {
    const number = Math.floor(index / WIDTH);
    const raw = await this.#tile(tilePath("entries", number, Math.min(WIDTH, this.size - number * WIDTH)));
    let place = 0;
    for (let at = number * WIDTH; place + 2 <= raw.length; at += 1) {
      const length = raw[place] * 256 + raw[place + 1];
      const leaf = raw.subarray(place + 2, place + 2 + length);
      if (leaf.length !== length) return null;
      if (at === index) return leaf;
      place += 2 + length;
    }
    return null;
  }

  /**
   * Returns the hashes that lead from a leaf to the root (RFC 6962 2.1.1).
   * @param {number} index
   */
  async inclusion(index) {
    let [first, last] = [0, this.size];
    const path = [];
    while (last - first > 1) {
      const middle = first + half(last - first);
      if (index < middle) {
        path.unshift(await this.#over(middle, last));
        last = middle;
      } else {
        path.unshift(await this.#over(first, middle));
        first = middle;
      }
    }
    return path;
  }

  /** Returns all leaves and the root that they come to, or null where one is missing. */
  async whole() {
    const leaves = [];
    for (let index = 0; index < this.size; index += 1) {
      const leaf = await this.leaf(index);
      if (leaf === null) return null;
      leaves.push(leaf);
    }
    const hashes = await Promise.all(leaves.map((leaf) => leafHash(this.sha256, leaf)));
    return { leaves, root: await rootOf(this.sha256, hashes) };
  }

  /**
   * Returns the hash over the leaves from `first` to before `last`, computed once.
   * @param {number} first
   * @param {number} last
   * @returns {Promise<Uint8Array>}
   */
  #over(first, last) {
    const range = `${first}-${last}`;
    const found = this.#nodes.get(range) ?? this.#computed(first, last);
    this.#nodes.set(range, found);
    return found;
  }

  /**
   * @param {number} first
   * @param {number} last
   * @returns {Promise<Uint8Array>}
   */
  async #computed(first, last) {
    const number = last - first;
    const level = Math.round(Math.log2(number));
    if (2 ** level !== number) {
      const middle = first + half(number);
      return nodeHash(this.sha256, await this.#over(first, middle), await this.#over(middle, last));
    }
    const row = Math.floor(level / HEIGHT);
    let hashes = await this.#hashes(row, first / WIDTH ** row, 2 ** (level - row * HEIGHT));
    while (hashes.length > 1) {
      const pairs = Array.from({ length: hashes.length / 2 }, (_, at) => [hashes[2 * at], hashes[2 * at + 1]]);
      hashes = await Promise.all(pairs.map(([left, right]) => nodeHash(this.sha256, left, right)));
    }
    return hashes[0];
  }

  /**
   * Returns some hashes that stand side by side in one tile.
   * @param {number} row
   * @param {number} start
   * @param {number} count
   */
  async #hashes(row, start, count) {
    const number = Math.floor(start / WIDTH);
    const whole = Math.floor(this.size / WIDTH ** row);
    const raw = await this.#tile(tilePath(row, number, Math.min(WIDTH, whole - number * WIDTH)));
    const begin = (start - number * WIDTH) * HASH;
    return Array.from({ length: count }, (_, at) => raw.subarray(begin + at * HASH, begin + (at + 1) * HASH));
  }
}

/**
 * Returns the root over some leaf hashes (RFC 6962 2.1).
 * @param {Sha256} sha256
 * @param {Uint8Array[]} hashes
 * @returns {Promise<Uint8Array>}
 */
export async function rootOf(sha256, hashes) {
  if (hashes.length === 0) return sha256(new Uint8Array());
  if (hashes.length === 1) return hashes[0];
  const middle = half(hashes.length);
  const sides = [hashes.slice(0, middle), hashes.slice(middle)].map((side) => rootOf(sha256, side));
  const [left, right] = await Promise.all(sides);
  return nodeHash(sha256, left, right);
}

/**
 * Returns the root that a path leads to from a leaf's hash, or null where the path does not fit (RFC 9162 2.1.3.2).
 * @param {Sha256} sha256
 * @param {number} index
 * @param {number} size
 * @param {Uint8Array} leaf
 * @param {Uint8Array[]} path
 */
export async function rootFromInclusion(sha256, index, size, leaf, path) {
  if (index < 0 || index >= size) return null;
  let [place, last, found] = [index, size - 1, leaf];
  for (const step of path) {
    if (last === 0) return null;
    if (place % 2 === 1 || place === last) {
      found = await nodeHash(sha256, step, found);
      while (place % 2 === 0 && place > 0) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    } else {
      found = await nodeHash(sha256, found, step);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? found : null;
}
