// What of a page's JSON a leaf binds, and how: values by name, their commitments, the digest over these.
// Python: history/transparency/leaves.py and pages.py.

import { canonical, inOrder } from "./canonical.js";
import { hex, joined, unhex } from "./tree.js";

/** Returns the address of a record's page (Python: pages/urls.py). @param {string} id */
export function addressOf(id) {
  const [name, ...keys] = id.split("#");
  const steps = [name.replace(/^(agencies\/[^/]+)\/agency$/, "$1"), ...keys.map(encodeURIComponent)];
  return `/${steps.join("/")}/`;
}

/** Tells whether an event may be that of an exchanged attachment: it shows no values. @param {any} event */
export function ofAttachment(event) {
  const changes = event.changes;
  const bare = (/** @type {any} */ one) => one.old === null && one.new === null;
  return Array.isArray(changes) && changes.length > 0 && changes.every(bare);
}

/** Returns the values that a page shows, by the names that its leaf binds them under. @param {any} told */
export function valuesShown(told) {
  const { entries, ...fields } = told.fields ?? {};
  const listed = Array.isArray(entries) && "!keys" in (told.proof?.salts ?? {});
  return {
    ...fields,
    ...(listed ? { "!keys": entries.map((entry) => entry[told.proof.key] ?? null) } : {}),
    ...(!listed && entries !== undefined ? { entries } : {}),
    ...(told.body ? { "!body": told.body } : {}),
  };
}

/**
 * Returns the digest over the commitments of all fields.
 * @param {import('./tree.js').Sha256} sha256
 * @param {any} proof
 * @param {Record<string, unknown>} shown
 */
export async function digestOver(sha256, proof, shown) {
  /** @type {Record<string, string>} */
  const all = { ...proof.commitments };
  for (const [field, salt] of Object.entries(proof.salts)) {
    all[field] = await commitment(sha256, String(salt), shown[field]);
  }
  const lines = Object.keys(all)
    .sort(inOrder)
    .map((field) => `${field} ${all[field]}\n`);
  return hex(await sha256(new TextEncoder().encode(lines.join(""))));
}

/**
 * Returns what binds a value without telling it.
 * @param {import('./tree.js').Sha256} sha256
 * @param {string} salt
 * @param {unknown} value
 */
export async function commitment(sha256, salt, value) {
  return hex(await sha256(joined([unhex(salt), new TextEncoder().encode(canonical(value))])));
}
