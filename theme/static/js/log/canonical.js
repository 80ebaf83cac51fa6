// JSON as the transparency log binds it: numbers as they are written, keys in order, no spaces. Python: leaves.py.

/** A number as it stands in the file: a browser's own numbers would round what Python wrote exactly. */
export class Written {
  /** @param {string} digits */
  constructor(digits) {
    this.digits = digits;
  }

  valueOf() {
    return Number(this.digits);
  }
}

const PIECES = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARK = "\u0000number:";

/**
 * Reads JSON; every number becomes a `Written`.
 * @param {string} text
 */
export function parse(text) {
  const marked = text.replace(PIECES, (piece) => (piece.startsWith('"') ? piece : JSON.stringify(MARK + piece)));
  return JSON.parse(marked, (_key, value) =>
    typeof value === "string" && value.startsWith(MARK) ? new Written(value.slice(MARK.length)) : value,
  );
}

/**
 * Returns a value as canonical JSON.
 * @param {unknown} value
 * @returns {string}
 */
export function canonical(value) {
  if (value instanceof Written) return value.digits;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value).sort(([one], [other]) => inOrder(one, other));
    return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/**
 * Compares two names by their characters' numbers, as Python does.
 * @param {string} one
 * @param {string} other
 */
export function inOrder(one, other) {
  const [these, those] = [Array.from(one), Array.from(other)];
  for (let place = 0; place < Math.min(these.length, those.length); place += 1) {
    const difference = Number(these[place].codePointAt(0)) - Number(those[place].codePointAt(0));
    if (difference) return difference;
  }
  return these.length - those.length;
}
