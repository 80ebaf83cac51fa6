/** Sorted lists of numbers, as typed arrays: what is in both, in one alone, in any. */

/**
 * Returns the numbers that are in both of two sorted lists.
 * @param {Uint32Array} one
 * @param {Uint32Array} other
 */
export function intersection(one, other) {
  const found = new Uint32Array(Math.min(one.length, other.length));
  let [count, left, right] = [0, 0, 0];
  while (left < one.length && right < other.length) {
    const difference = one[left] - other[right];
    if (difference === 0) found[count++] = one[left];
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return found.slice(0, count);
}

/**
 * Returns the numbers of the first of two sorted lists that are not in the second.
 * @param {Uint32Array} one
 * @param {Uint32Array} other
 */
export function without(one, other) {
  const found = new Uint32Array(one.length);
  let [count, at] = [0, 0];
  for (let place = 0; place < one.length; place += 1) {
    while (at < other.length && other[at] < one[place]) at += 1;
    if (other[at] !== one[place]) found[count++] = one[place];
  }
  return found.slice(0, count);
}

/**
 * Returns the numbers that are in any of some lists, sorted, each once.
 * @param {Uint32Array[]} lists
 */
export function distinct(lists) {
  const all = new Uint32Array(lists.reduce((size, list) => size + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.sort().filter((rank, place) => place === 0 || rank !== all[place - 1]);
}

/**
 * Returns the place of the first number of a sorted list that is not below another.
 * @param {Uint32Array} numbers
 * @param {number} least
 */
export function placeOf(numbers, least) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Returns the places of the highest numbers, the highest first; what is alike in order. Few of many are not sorted for.
 * @param {Float64Array} numbers
 * @param {number} count
 */
export function highest(numbers, count) {
  const inOrder = (/** @type {number} */ one, /** @type {number} */ other) => numbers[other] - numbers[one] || one - other;
  if (count >= numbers.length) return Uint32Array.from(numbers.keys()).sort(inOrder);
  const least = numbers.slice().sort()[numbers.length - count];
  /** @type {number[][]} */
  const [above, same] = [[], []];
  for (let at = 0; at < numbers.length; at += 1) {
    if (numbers[at] > least) above.push(at);
    else if (numbers[at] === least && same.length < count) same.push(at);
  }
  return Uint32Array.from([...above.sort(inOrder), ...same.slice(0, count - above.length)]);
}
