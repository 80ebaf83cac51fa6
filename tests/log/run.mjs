// Runs the browser's proof in node. Reads {modules, task, ...} as JSON from standard input, writes JSON.

import { webcrypto } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

let asked = "";
for await (const piece of process.stdin.setEncoding("utf-8")) asked += piece;
const order = JSON.parse(asked);
const load = (name) => import(pathToFileURL(join(order.modules, name)).href);
const { subtle } = webcrypto;
const sha256 = async (raw) => new Uint8Array(await subtle.digest("SHA-256", raw));
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

const tasks = {
  async canonical() {
    const { canonical, parse } = await load("canonical.js");
    return order.texts.map((text) => canonical(parse(text)));
  },
  async commitments() {
    const { parse } = await load("canonical.js");
    const { commitment } = await load("values.js");
    return Promise.all(order.pairs.map(([salt, text]) => commitment(sha256, salt, parse(text))));
  },
  async inclusion() {
    const { hex, leafHash, Log, rootFromInclusion } = await load("tree.js");
    const log = new Log(order.size, async (path) => bytes(order.files[path]), sha256);
    return Promise.all(
      order.indexes.map(async (index) => {
        const path = await log.inclusion(index);
        const leaf = await leafHash(sha256, await log.leaf(index));
        return [path.map(hex), hex(await rootFromInclusion(sha256, index, order.size, leaf, path))];
      }),
    );
  },
  async whole() {
    const { hex, Log } = await load("tree.js");
    const log = new Log(order.size, async (path) => bytes(order.files[path]), sha256);
    return hex((await log.whole()).root);
  },
  async paths() {
    const { tilePath } = await load("tree.js");
    return order.tiles.map((tile) => tilePath(...tile));
  },
  async signatures() {
    const { parseKey, parseNote, signedBy } = await load("note.js");
    const none = { importKey: () => Promise.reject(new Error("NotSupportedError")), digest: subtle.digest.bind(subtle) };
    const told = [];
    for (const { note, key, unsupported } of order.notes) {
      try {
        told.push(await signedBy(unsupported ? none : subtle, parseNote(note), await parseKey(subtle, key)));
      } catch (fault) {
        told.push(fault.message);
      }
    }
    return told;
  },
  async proofs() {
    const { Absent, Proof, Unreadable } = await load("proof.js");
    const { SIGNS, told } = await load("words.js");
    const answers = [];
    for (const { files, address, unreadable } of order.sites) {
      const said = [];
      const read = async (path) => {
        const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
        if (unreadable && name.startsWith(unreadable)) throw new Unreadable(name);
        if (!(name in files)) throw new Absent(name);
        return bytes(files[name]);
      };
      const say = (verdict, sentence, facts = {}) => said.push(`${SIGNS[verdict]} ${told(sentence, facts)}`);
      await new Proof(read, subtle, say).run(`${address}index.json`, address);
      answers.push(said);
    }
    return answers;
  },
};

process.stdout.write(JSON.stringify(await tasks[order.task]()));
