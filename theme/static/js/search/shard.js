/**
 * A shard of the search index: its bytes as postings. The format is told in plugins/disclosure/outputs/search/shards.py.
 *
 * @typedef {object} Postings The postings of one term by rising key (`rank * 16 + field`)
 * @property {Uint32Array} keys
 * @property {Uint32Array} frequencies
 * @property {Uint32Array} lengths tokens of the field
 * @property {Uint8Array} sole whether, wherever the first character of the term stands in that place, its second follows
 * @property {boolean} measured whether `lengths` are told; they may lie apart
 */

export const FIELD_BITS = 4;
export const FIELD_MASK = 15;
const APART = 1024;
const FIELDS = 8;
/** @type {Postings} */
const NONE = room(0);

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
export function byPlace(keys, numbers) {
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
export function joined(parts) {
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
