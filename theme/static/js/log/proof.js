// Proves a record's page by the transparency log: pure but for `read` and WebCrypto, so that node can test it.
// Python: history/transparency/pages.py.

import { parse, Written } from "./canonical.js";
import { parseKey, parseNote, signedBy } from "./note.js";
import { hex, joined, leafHash, Log, rootFromInclusion, same, WIDTH } from "./tree.js";
import { addressOf, commitment, digestOver, ofAttachment, valuesShown } from "./values.js";

const READ_WHOLE = 8 * WIDTH;
const ENDINGS = ["withdraw", "expire"];
const EXPIRED = "公示期满";
const EXCHANGED = ["update", "correct"];

/** A file that a site does not have. */
export class Absent extends Error {}

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
   * Proves the page whose JSON lies at a path; `address` is the page's own, below the site.
   * @param {string} path
   * @param {string} address
   */
  async run(path, address) {
    const told = await this.#json(path);
    const note = await this.#note();
    if (!told || !note) return;
    await this.#page(told, address);
    await this.#signatures(note);
    const log = new Log(note.size, (tile) => this.read(`log/${tile}`), this.sha256);
    if (told.address !== addressOf(String(told.id)) || decodeURI(told.address) !== `/${address}`) {
      this.say("failed", "otherRecord", { id: told.id });
      return;
    }
    const events = Array.isArray(told.events) ? told.events : [];
    if (events.length === 0) {
      this.say("unknown", "noEvents");
      return;
    }
    const last = await this.#events(log, note, told, events);
    await this.#contents(log, note, told, last);
    await this.#attachments(log, note, told);
    this.say("unknown", "ownCode");
  }

  /**
   * @param {boolean} held
   * @param {string} proved
   * @param {string} failed
   * @param {Record<string, any>} facts
   */
  #held(held, proved, failed, facts = {}) {
    this.say(held ? "proved" : "failed", held ? proved : failed, facts);
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
      if (fault instanceof TypeError) throw fault;
      this.say("failed", fault instanceof Absent ? "noLog" : "badNote");
      return null;
    }
  }

  /** @param {any} told @param {string} address */
  async #page(told, address) {
    const digest = hex(await this.sha256(await this.read(address)));
    this.#held(digest === told.page_sha256, "pageSame", "pageChanged");
  }

  /** @param {ReturnType<typeof parseNote>} note */
  async #signatures(note) {
    let keys;
    try {
      const listed = JSON.parse(new TextDecoder().decode(await this.read("log/keys.json"))).keys;
      keys = await Promise.all(listed.map((/** @type {any} */ one) => parseKey(this.subtle, String(one.key))));
    } catch {
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

  /**
   * Returns what a leaf says, proved to be in the tree; null (and said) where it is not.
   * @param {Log} log
   * @param {ReturnType<typeof parseNote>} note
   * @param {unknown} written
   */
  async #leaf(log, note, written) {
    const index = Number(written);
    if (!(written instanceof Written) || !Number.isInteger(index) || index < 0 || index >= note.size) {
      this.say("failed", "noLeaf", { number: written instanceof Written ? written.digits : "?" });
      return null;
    }
    try {
      const raw = await log.leaf(index);
      const path = raw ? await log.inclusion(index) : [];
      const root = raw && (await rootFromInclusion(this.sha256, index, note.size, await leafHash(this.sha256, raw), path));
      if (raw && root && same(root, note.root)) return { ...JSON.parse(new TextDecoder().decode(raw)), number: index };
    } catch (fault) {
      if (!(fault instanceof Absent)) throw fault;
    }
    this.say("failed", "notIncluded", { number: index });
    return null;
  }

  /**
   * Proves the events, and returns the leaf of the record's own last one.
   * @param {Log} log
   * @param {ReturnType<typeof parseNote>} note
   * @param {any} told
   * @param {any[]} events
   */
  async #events(log, note, told, events) {
    let [last, attached, sound] = [/** @type {any} */ (null), 0, true];
    const numbers = events.map((event) => Number(event.leaf));
    for (const event of events) {
      const leaf = await this.#leaf(log, note, event.leaf);
      sound &&= leaf !== null;
      if (!leaf) continue;
      last = leaf.record === told.id ? leaf : last;
      if (leaf.hidden && EXCHANGED.includes(event.action) && leaf.time === event.time && ofAttachment(event)) {
        attached += 1;
      } else if (leaf.record !== told.id || leaf.action !== event.action || leaf.time !== event.time) {
        sound = false;
        this.say("failed", "otherEvent", { number: leaf.number });
      }
    }
    if (numbers.some((number, place) => place > 0 && number <= numbers[place - 1])) {
      sound = false;
      this.say("failed", "disordered");
    }
    if (sound) this.say("proved", "included", { events: events.length, size: note.size });
    if (attached) this.say("unknown", "attachmentEvents", { number: attached });
    await this.#completeness(log, note, told, new Set(numbers));
    return last;
  }

  /**
   * @param {Log} log
   * @param {ReturnType<typeof parseNote>} note
   * @param {any} told
   * @param {Set<number>} known
   */
  async #completeness(log, note, told, known) {
    if (note.size > READ_WHOLE) {
      this.say("unknown", "notComplete", { size: note.size });
      return;
    }
    const whole = await log.whole().catch((fault) => {
      if (!(fault instanceof Absent)) throw fault;
      return null;
    });
    if (!whole || !same(whole.root, note.root)) {
      this.say("failed", "otherRoot", { size: note.size });
      return;
    }
    const records = whole.leaves.map((leaf) => JSON.parse(new TextDecoder().decode(leaf)).record);
    const left = [...records.keys()].filter((index) => records[index] === told.id && !known.has(index));
    left.forEach((number) => this.say("failed", "leftOut", { number }));
    if (left.length === 0) this.say("proved", "complete");
  }

  /**
   * Proves the values that are shown, and the entries of a list.
   * @param {Log} log
   * @param {ReturnType<typeof parseNote>} note
   * @param {any} told
   * @param {any} last
   */
  async #contents(log, note, told, last) {
    if (!last) return;
    if (told.status === "removed" || last.action === "removed") {
      const nothing = last.fields === hex(await this.sha256(new Uint8Array()));
      const empty = last.action === "removed" && nothing && Object.keys(told.fields ?? {}).length === 0;
      this.#held(empty, "removed", "removedShows");
      return;
    }
    const shown = valuesShown(told);
    if (told.status === "withdrawn" && !ENDINGS.includes(last.action) && shown.withdrawal?.reason_code === EXPIRED) {
      this.say("unknown", "lapsed", { day: String(shown.withdrawal.effective_on) });
      delete shown.withdrawal;
    }
    if (await this.#fields(told.proof, shown, last, "")) {
      const bare = Object.keys(told.proof.commitments).filter((name) => name in shown);
      this.say("proved", "fieldsSame", { fields: Object.keys(told.proof.salts).length });
      if (bare.length) this.say("unknown", "fieldsBare", { fields: bare.join("、") });
    }
    const key = told.proof?.key;
    if (!told.entry_proofs || !key || !Array.isArray(told.fields?.entries)) return;
    let whole = true;
    for (const entry of told.fields.entries) {
      whole = (await this.#entry(log, note, told, key, entry)) && whole;
    }
    if (whole) this.say("proved", "entriesSame", { entries: told.fields.entries.length });
  }

  /**
   * @param {Log} log
   * @param {ReturnType<typeof parseNote>} note
   * @param {any} told
   * @param {string} key
   * @param {any} entry
   */
  async #entry(log, note, told, key, entry) {
    const name = String(entry[key]);
    const proof = told.entry_proofs[name];
    const leaf = proof ? await this.#leaf(log, note, proof.leaf) : null;
    const where = { name: "entry", facts: { key: name } };
    if (!proof || (leaf && leaf.record !== `${told.id}#${name}`)) {
      this.say("failed", "fieldsChanged", { where });
      return false;
    }
    const shown = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
    return leaf !== null && (await this.#fields(proof, shown, leaf, where));
  }

  /**
   * Tells whether values fit a leaf, and says where they do not; `where` begins the sentence, or names one that does.
   * @param {any} proof
   * @param {Record<string, unknown>} shown
   * @param {any} leaf
   * @param {any} where
   */
  async #fields(proof, shown, leaf, where) {
    if (!proof?.salts || !proof.commitments) {
      this.say("failed", "noProof");
      return false;
    }
    if (Number(proof.leaf) !== leaf.number) {
      this.say("failed", "oldProof");
      return false;
    }
    const missing = Object.keys(proof.salts).filter((field) => !(field in shown));
    const added = Object.keys(shown).filter((field) => !(field in proof.salts) && !(field in proof.commitments));
    missing.forEach((field) => this.say("failed", "fieldMissing", { where, field }));
    added.forEach((field) => this.say("failed", "fieldAdded", { where, field }));
    if (missing.length || added.length) return false;
    const held = await digestOver(this.sha256, proof, shown).catch(() => "");
    if (held !== leaf.fields) this.say("failed", "fieldsChanged", { where });
    return held === leaf.fields;
  }

  /**
   * @param {Log} log
   * @param {ReturnType<typeof parseNote>} note
   * @param {any} told
   */
  async #attachments(log, note, told) {
    for (const one of Array.isArray(told.attachments) ? told.attachments : []) {
      const name = String(one.address).slice(told.address.length);
      if (!String(one.address).startsWith(told.address) || !name || name.includes("/") || !one.blob || !one.salt) {
        this.say("failed", "attachmentBare", { name });
        continue;
      }
      const leaf = await this.#leaf(log, note, one.leaf);
      const opened = await commitment(this.sha256, one.salt, [`${told.id}.files/${name}`, one.blob]).catch(() => "");
      const held = leaf?.hidden === opened && (await this.#bytes(told.address.slice(1) + name, one));
      this.#held(held, "attachmentSame", "attachmentChanged", { name });
    }
  }

  /** @param {string} path @param {any} one */
  async #bytes(path, one) {
    const raw = await this.read(path).catch(() => new Uint8Array());
    const kept = joined([new TextEncoder().encode(`blob ${raw.length}\0`), raw]);
    const blob = await this.subtle.digest(one.blob.length === 64 ? "SHA-256" : "SHA-1", kept);
    return hex(await this.sha256(raw)) === one.sha256 && hex(new Uint8Array(blob)) === one.blob;
  }
}
