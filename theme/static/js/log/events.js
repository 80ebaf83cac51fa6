// Proves the events of a page: each stands in the log, none is left out, and the status is what they come to.
// Python: history/transparency/pages.py.

import { Written } from "./canonical.js";
import { orAbsent } from "./faults.js";
import { leafHash, rootFromInclusion, same, WIDTH } from "./tree.js";
import { ofAttachment } from "./values.js";

const READ_WHOLE = 8 * WIDTH;
const EXPIRED = "公示期满";
const EXCHANGED = ["update", "correct"];
/** @type {Record<string, string>} */
const STATES = {
  publish: "published",
  restore: "published",
  withdraw: "withdrawn",
  expire: "withdrawn",
  removed: "removed",
};

/**
 * @typedef {{log: import('./tree.js').Log, note: ReturnType<typeof import('./note.js').parseNote>, told: any,
 *   read: import('./proof.js').Read, subtle: SubtleCrypto, sha256: import('./tree.js').Sha256,
 *   say: import('./proof.js').Say}} Case a page's JSON with the log that it is held against
 * @typedef {Map<string, any>} Latest the last leaf of each record and entry
 */

/**
 * Returns what a leaf says, proved to be in the tree; null (and said) where it is not.
 * @param {Case} one
 * @param {unknown} written
 */
export async function leafOf({ log, note, sha256, say }, written) {
  const index = Number(written);
  if (!(written instanceof Written) || !Number.isInteger(index) || index < 0 || index >= note.size) {
    say("failed", "noLeaf", { number: written instanceof Written ? written.digits : "?" });
    return null;
  }
  const found = await orAbsent(included(log, note, sha256, index));
  if (!found) say("failed", "notIncluded", { number: index });
  return found;
}

/**
 * @param {Case["log"]} log
 * @param {Case["note"]} note
 * @param {Case["sha256"]} sha256
 * @param {number} index
 */
async function included(log, note, sha256, index) {
  const raw = await log.leaf(index);
  if (!raw) return null;
  const root = await rootFromInclusion(sha256, index, note.size, await leafHash(sha256, raw), await log.inclusion(index));
  return root && same(root, note.root) ? saidBy(raw, index) : null;
}

/** @param {Uint8Array} raw @param {number} number */
function saidBy(raw, number) {
  return { ...JSON.parse(new TextDecoder().decode(raw)), number };
}

/**
 * Proves the events; returns the record's own leaves, and the last leaf of everything where the whole log was read.
 * @param {Case} one
 * @param {any[]} events
 * @returns {Promise<{own: any[], latest: Latest | null}>}
 */
export async function proveEvents(one, events) {
  const { note, told, say } = one;
  let [attached, sound] = [0, true];
  const own = [];
  const numbers = events.map((event) => Number(event.leaf));
  for (const event of events) {
    const leaf = await leafOf(one, event.leaf);
    sound &&= leaf !== null;
    if (!leaf) continue;
    if (leaf.record === told.id) own.push(leaf);
    if (leaf.hidden && EXCHANGED.includes(event.action) && leaf.time === event.time && ofAttachment(event)) {
      attached += 1;
    } else if (leaf.record !== told.id || leaf.action !== event.action || leaf.time !== event.time) {
      sound = false;
      say("failed", "otherEvent", { number: leaf.number });
    }
  }
  if (numbers.some((number, place) => place > 0 && number <= numbers[place - 1])) {
    sound = false;
    say("failed", "disordered");
  }
  if (sound) say("proved", "included", { events: events.length, size: note.size });
  if (attached) say("unknown", "attachmentEvents", { number: attached });
  const latest = await proveComplete(one, new Set(numbers));
  proveStatus(one, own);
  return { own, latest };
}

/**
 * @param {Case} one
 * @param {Set<number>} known
 * @returns {Promise<Latest | null>}
 */
async function proveComplete({ log, note, told, say }, known) {
  if (note.size > READ_WHOLE) {
    say("unknown", "notComplete", { size: note.size });
    return null;
  }
  const whole = await orAbsent(log.whole());
  if (!whole || !same(whole.root, note.root)) {
    say("failed", "otherRoot", { size: note.size });
    return null;
  }
  const leaves = whole.leaves.map(saidBy);
  const left = leaves.filter((leaf) => leaf.record === told.id && !known.has(leaf.number));
  left.forEach(({ number }) => say("failed", "leftOut", { number }));
  if (left.length === 0) say("proved", "complete");
  return new Map(leaves.filter((leaf) => leaf.record).map((leaf) => [leaf.record, leaf]));
}

/** @param {Case} one @param {any[]} own */
function proveStatus({ told, say }, own) {
  if (own.length === 0) return;
  const state = stateOf(told, own);
  if (told.status !== state && !lapsed(told, own)) say("failed", "otherStatus", { status: told.status, state });
}

/**
 * Returns what the leaves of a record come to. One that came in withdrawn has `publish` as its first leaf, which binds
 * the name of the field `withdrawal`.
 * @param {any} told
 * @param {any[]} own
 */
function stateOf(told, own) {
  const last = own.filter((leaf) => Object.hasOwn(STATES, leaf.action)).at(-1);
  const state = last ? STATES[last.action] : "published";
  const cameBack = own.some((leaf) => leaf.action === "restore");
  if (state !== "published" || cameBack || String(told.id).includes("#")) return state;
  const bound = { ...told.proof?.salts, ...told.proof?.commitments };
  return "withdrawal" in bound ? "withdrawn" : state;
}

/**
 * Tells whether a page says that its publication period has ended, and no commit says so: it ended by the day alone.
 * @param {any} told
 * @param {any[]} own
 */
export function lapsed(told, own) {
  const ended = told.status === "withdrawn" && told.fields?.withdrawal?.reason_code === EXPIRED;
  return ended && stateOf(told, own) === "published";
}
