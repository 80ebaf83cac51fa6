// Proves a record's page by the transparency log: pure but for `read` and WebCrypto, so that node can test it.
// Python: history/transparency/pages.py.

import { parse } from "./canonical.js";
import { proveAttachments, proveContents } from "./contents.js";
import { proveEvents } from "./events.js";
import { Absent, Unreadable } from "./faults.js";
import { parseKey, parseNote, signedBy } from "./note.js";
import { hex, Log } from "./tree.js";
import { addressOf } from "./values.js";

export { Absent, Unreadable };

/**
 * @typedef {"proved" | "unknown" | "failed"} Verdict
 * @typedef {(verdict: Verdict, sentence: string, facts?: Record<string, any>) => void} Say names of words.js
 * @typedef {(path: string) => Promise<Uint8Array>} Read bytes of a file of the site, by its path below it; Absent
 */

/** One press on the button. */
export class Proof {
  /**
   * @param {Read} read
   * @param {SubtleCrypto} subtle
   * @param {Say} say
   */
  constructor(read, subtle, say) {
    this.read = read;
    this.subtle = subtle;
    this.say = say;
    /** @type {import('./tree.js').Sha256} */
    this.sha256 = async (raw) => new Uint8Array(await subtle.digest("SHA-256", raw));
  }

  /**
   * Proves the page whose JSON lies at a path; `address` is the page's own, below the site. What cannot be read ends
   * the proof, and is said.
   * @param {string} path
   * @param {string} address
   */
  async run(path, address) {
    try {
      await this.#all(path, address);
    } catch (fault) {
      if (!(fault instanceof Unreadable || fault instanceof Absent)) throw fault;
      this.say("unknown", "unreadable", { path: fault.message });
    }
  }

  /** @param {string} path @param {string} address */
  async #all(path, address) {
    const told = await this.#json(path);
    const note = await this.#note();
    if (!told || !note) return;
    await this.#page(told, address);
    await this.#signatures(note);
    if (told.address !== addressOf(String(told.id)) || decodeURI(told.address) !== `/${address}`) {
      this.say("failed", "otherRecord", { id: told.id });
      return;
    }
    const events = Array.isArray(told.events) ? told.events : [];
    if (events.length === 0) {
      this.say("unknown", "noEvents");
      return;
    }
    const { read, subtle, sha256, say } = this;
    const log = new Log(note.size, (tile) => read(`log/${tile}`), sha256);
    const one = { log, note, told, read, subtle, sha256, say };
    const { own, latest } = await proveEvents(one, events);
    await proveContents(one, own, latest);
    await proveAttachments(one);
    this.say("unknown", "ownCode");
  }

  /** @param {string} path */
  async #json(path) {
    try {
      return parse(new TextDecoder("utf-8", { fatal: true }).decode(await this.read(path)));
    } catch (fault) {
      if (!(fault instanceof Absent || fault instanceof SyntaxError || fault instanceof TypeError)) throw fault;
      this.say("failed", fault instanceof Absent ? "noJson" : "badJson");
      return null;
    }
  }

  async #note() {
    try {
      return parseNote(new TextDecoder("utf-8").decode(await this.read("log/checkpoint")));
    } catch (fault) {
      if (fault instanceof TypeError || fault instanceof Unreadable) throw fault;
      this.say("failed", fault instanceof Absent ? "noLog" : "badNote");
      return null;
    }
  }

  /** @param {any} told @param {string} address */
  async #page(told, address) {
    const digest = hex(await this.sha256(await this.read(address)));
    const held = digest === told.page_sha256;
    this.say(held ? "proved" : "failed", held ? "pageSame" : "pageChanged");
  }

  /** @param {ReturnType<typeof parseNote>} note */
  async #signatures(note) {
    let keys;
    try {
      const listed = JSON.parse(new TextDecoder().decode(await this.read("log/keys.json"))).keys;
      keys = await Promise.all(listed.map((/** @type {any} */ one) => parseKey(this.subtle, String(one.key))));
    } catch (fault) {
      if (fault instanceof Unreadable) throw fault;
      this.say("failed", "badKeys");
      return;
    }
    for (const one of note.signatures) {
      if (!keys.some((key) => key.name === one.name && key.keyId === one.keyId)) {
        this.say("failed", "foreign", { key: `${one.name}+${one.keyId}` });
      }
    }
    for (const key of keys) {
      const held = await signedBy(this.subtle, note, key);
      const facts = { key: `${key.name}+${key.keyId}` };
      if (held === "holds") this.say("proved", "signed", facts);
      if (held === "broken") this.say("failed", "badSignature", facts);
      if (held === "unsupported") this.say("unknown", "noEd25519", facts);
    }
    if (note.signatures.length === 0 && keys.length > 0) this.say("failed", "stripped");
    if (note.signatures.length === 0 && keys.length === 0) this.say("unknown", "unsigned");
  }
}
