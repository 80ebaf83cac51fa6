// Signed notes: what the log says of itself, and by which key (C2SP signed-note, tlog-checkpoint). Python: notes.py.

import { HASH, hex, joined } from "./tree.js";

const ED25519 = 1;
const KEY_ID = 4;
const SIGNATURE = /^\u2014 (\S+) (\S+)$/;

/** @typedef {{name: string, keyId: string, raw: Uint8Array}} Key */

/** @param {string} text */
function unbase64(text) {
  const raw = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (btoa(String.fromCharCode(...raw)) !== text) throw new Error(`not Base64: ${text}`);
  return raw;
}

/**
 * Reads a checkpoint; an Error where it is none.
 * @param {string} written
 */
export function parseNote(written) {
  const cut = written.indexOf("\n\n");
  const [origin, size, root] = written.slice(0, cut).split("\n");
  if (cut < 0 || !origin || !/^(?:0|[1-9]\d{0,14})$/.test(size ?? "")) throw new Error("not a checkpoint");
  const below = written.slice(cut + 2).split("\n");
  if (below.pop() !== "") throw new Error("not a checkpoint");
  const signatures = below.map((line) => {
    const found = SIGNATURE.exec(line);
    if (!found) throw new Error("not a signature");
    const raw = unbase64(found[2]);
    return { name: found[1], keyId: hex(raw.subarray(0, KEY_ID)), raw: raw.subarray(KEY_ID) };
  });
  const hash = unbase64(root ?? "");
  if (hash.length !== HASH) throw new Error("not a checkpoint");
  return { origin, size: Number(size), root: hash, text: written.slice(0, cut + 1), signatures };
}

/**
 * Reads a public key as it is written: name+id+base64; an Error where it is none.
 * @param {SubtleCrypto} subtle
 * @param {string} written
 * @returns {Promise<Key>}
 */
export async function parseKey(subtle, written) {
  const [name, keyId, encoded] = written.split(/\+(.{8})\+(.*)/s);
  const raw = unbase64(encoded ?? "");
  const told = joined([new TextEncoder().encode(`${name}\n`), raw]);
  const own = new Uint8Array(await subtle.digest("SHA-256", told)).subarray(0, KEY_ID);
  if (raw[0] !== ED25519 || raw.length !== HASH + 1 || hex(own) !== keyId) throw new Error(`not a key: ${written}`);
  return { name, keyId, raw: raw.subarray(1) };
}

/**
 * Tells of a key: "holds", "broken", "absent" (no signature by it), or "unsupported" (no Ed25519 in this browser).
 * @param {SubtleCrypto} subtle
 * @param {ReturnType<typeof parseNote>} note
 * @param {Key} key
 */
export async function signedBy(subtle, note, key) {
  const found = note.signatures.filter((one) => one.name === key.name && one.keyId === key.keyId);
  if (found.length === 0) return "absent";
  let imported;
  try {
    imported = await subtle.importKey("raw", key.raw, "Ed25519", false, ["verify"]);
  } catch {
    return "unsupported";
  }
  const text = new TextEncoder().encode(note.text);
  const held = await Promise.all(found.map((one) => subtle.verify("Ed25519", imported, one.raw, text)));
  return held.every(Boolean) ? "holds" : "broken";
}

