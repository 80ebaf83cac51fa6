// Proves what a page shows: its values, the entries of a list, its attachments.
// Python: history/transparency/pages.py.

import { orAbsent } from "./faults.js";
import { lapsed, leafOf } from "./events.js";
import { hex, joined } from "./tree.js";
import { commitment, digestOver, valuesShown } from "./values.js";

/** @typedef {import('./events.js').Case} Case */

/**
 * Proves the values that are shown, and the entries of a list; `latest` knows the last leaf of each entry.
 * @param {Case} one
 * @param {any[]} own
 * @param {import('./events.js').Latest | null} latest
 */
export async function proveContents(one, own, latest) {
  const { told, say } = one;
  const last = own.at(-1);
  if (!last) return;
  if (told.status === "removed" || last.action === "removed") {
    const nothing = last.fields === hex(await one.sha256(new Uint8Array()));
    const empty = last.action === "removed" && nothing && Object.keys(told.fields ?? {}).length === 0;
    say(empty ? "proved" : "failed", empty ? "removed" : "removedShows");
    return;
  }
  const shown = valuesShown(told);
  if (lapsed(told, own)) {
    say("unknown", "lapsed", { day: String(shown.withdrawal.effective_on) });
    delete shown.withdrawal;
  }
  if (await proveFields(one, told.proof, shown, last, "")) {
    const bare = Object.keys(told.proof.commitments).filter((name) => name in shown);
    say("proved", "fieldsSame", { fields: Object.keys(told.proof.salts).length });
    if (bare.length) say("unknown", "fieldsBare", { fields: bare.join("、") });
  }
  const key = told.proof?.key;
  if (!told.entry_proofs || !key || !Array.isArray(told.fields?.entries)) return;
  let whole = true;
  for (const entry of told.fields.entries) {
    whole = (await proveEntry(one, key, entry, latest)) && whole;
  }
  const entries = told.fields.entries.length;
  if (whole && latest) say("proved", "entriesSame", { entries });
  if (whole && !latest) say("unknown", "entriesOnce", { entries });
}

/**
 * @param {Case} one
 * @param {string} key
 * @param {any} entry
 * @param {import('./events.js').Latest | null} latest
 */
async function proveEntry(one, key, entry, latest) {
  const name = String(entry[key]);
  const id = `${one.told.id}#${name}`;
  const proof = one.told.entry_proofs[name];
  const leaf = proof ? await leafOf(one, proof.leaf) : null;
  const where = { name: "entry", facts: { key: name } };
  if (!proof || (leaf && leaf.record !== id)) {
    one.say("failed", "fieldsChanged", { where });
    return false;
  }
  if (leaf && latest && latest.get(id)?.number !== leaf.number) {
    one.say("failed", "oldEntry", { where });
    return false;
  }
  const shown = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
  return leaf !== null && (await proveFields(one, proof, shown, leaf, where));
}

/**
 * Tells whether values fit a leaf, and says where they do not; `where` begins the sentence, or names one that does.
 * @param {Case} one
 * @param {any} proof
 * @param {Record<string, unknown>} shown
 * @param {any} leaf
 * @param {any} where
 */
async function proveFields({ sha256, say }, proof, shown, leaf, where) {
  if (!proof?.salts || !proof.commitments) {
    say("failed", "noProof");
    return false;
  }
  if (Number(proof.leaf) !== leaf.number) {
    say("failed", "oldProof");
    return false;
  }
  const missing = Object.keys(proof.salts).filter((field) => !(field in shown));
  const added = Object.keys(shown).filter((field) => !(field in proof.salts) && !(field in proof.commitments));
  missing.forEach((field) => say("failed", "fieldMissing", { where, field }));
  added.forEach((field) => say("failed", "fieldAdded", { where, field }));
  if (missing.length || added.length) return false;
  const held = await digestOver(sha256, proof, shown).catch(() => "");
  if (held !== leaf.fields) say("failed", "fieldsChanged", { where });
  return held === leaf.fields;
}

/** @param {Case} one */
export async function proveAttachments(one) {
  const { told, say, sha256 } = one;
  for (const file of Array.isArray(told.attachments) ? told.attachments : []) {
    const name = String(file.address).slice(told.address.length);
    if (!String(file.address).startsWith(told.address) || !name || name.includes("/") || !file.blob || !file.salt) {
      say("failed", "attachmentBare", { name });
      continue;
    }
    const leaf = await leafOf(one, file.leaf);
    const opened = await commitment(sha256, file.salt, [`${told.id}.files/${name}`, file.blob]).catch(() => "");
    const held = leaf?.hidden === opened && (await sameBytes(one, told.address.slice(1) + name, file));
    say(held ? "proved" : "failed", held ? "attachmentSame" : "attachmentChanged", { name });
  }
}

/** @param {Case} one @param {string} path @param {any} file */
async function sameBytes({ read, subtle, sha256 }, path, file) {
  const raw = await orAbsent(read(path));
  if (!raw) return false;
  const kept = joined([new TextEncoder().encode(`blob ${raw.length}\0`), raw]);
  const blob = await subtle.digest(file.blob.length === 64 ? "SHA-256" : "SHA-1", kept);
  return hex(await sha256(raw)) === file.sha256 && hex(new Uint8Array(blob)) === file.blob;
}
