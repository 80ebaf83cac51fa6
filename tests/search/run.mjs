// Runs the browser's search in node. Reads {modules, lunr, task, ...} as JSON from standard input, writes JSON.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const order = JSON.parse(await text(process.stdin));
const load = (name) => import(pathToFileURL(join(order.modules, name)).href);
const lunr = order.lunr ? createRequire(import.meta.url)(order.lunr) : null;

const tasks = {
  async normalise() {
    const { normalise } = await load("tokens.js");
    return order.texts.map(normalise);
  },
  async tokens() {
    const { canonical, normalise, tokens } = await load("tokens.js");
    return order.texts.map((one) => ({ normalised: normalise(one), canonical: canonical(one), tokens: tokens(one) }));
  },
  async words() {
    const { lunrSyntax, parse } = await load("words.js");
    const plain = ({ terms, prefix, certain }) => ({ terms, prefix, certain });
    return order.queries.map((query) => ({
      syntax: lunrSyntax(query),
      words: parse(lunr, query, order.fields).map((word) => ({ ...word, ways: word.ways.map(plain) })),
    }));
  },
  async search() {
    const { IndexReader } = await load("reader.js");
    const { search } = await load("finding.js");
    const { marked, reason } = await load("snippets.js");
    const answers = [];
    for (const { site, query, limit, few, facets } of order.searches) {
      const read = [];
      const fetchFile = async (path) => {
        const bytes = await readFile(join(site, path));
        read.push([path, bytes.length]);
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
      };
      const index = await IndexReader.open(fetchFile);
      const started = performance.now();
      const { words, hits, total, exact, counts } = await search(lunr, index, query, limit, few, facets);
      answers.push({
        hits: hits.map(({ row, score }) => ({
          rank: row.rank,
          score,
          title: marked(row.title, words),
          snippet: reason(row, words).pieces,
          field: reason(row, words).field,
        })),
        total,
        exact,
        counts,
        read,
        milliseconds: performance.now() - started,
      });
    }
    return answers;
  },
  async nearest() {
    const { IndexReader } = await load("reader.js");
    const { nearest } = await load("nearest.js");
    const answers = [];
    for (const { site, query } of order.searches) {
      const read = (path) => readFile(join(site, path));
      const fetchFile = async (path) => new Uint8Array(await read(path)).buffer;
      answers.push(await nearest(lunr, await IndexReader.open(fetchFile), query));
    }
    return answers;
  },
  async whole() {
    const { tokens } = await load("tokens.js");
    const { holds, parse } = await load("words.js");
    const { scoredClauses } = await load("scoring.js");
    return order.corpora.map(({ documents, queries }) => {
      const builder = new lunr.Builder();
      builder.ref("rank");
      const cut = (field) => field.split("\n").flatMap((value) => tokens(value));
      for (const name of order.fields) builder.field(name, { extractor: ({ fields }) => cut(fields[name] ?? "") });
      for (const document of documents) builder.add(document);
      const index = builder.build();
      return queries.map((query) => {
        const words = parse(lunr, query, order.fields);
        if (words.every((word) => word.excluded)) return [];
        const found = index.query((asked) => {
          for (const { term, fields } of scoredClauses(words)) asked.clause({ term, fields, usePipeline: false });
        });
        const row = (ref) => documents.find(({ rank }) => String(rank) === ref);
        return found
          .filter(({ ref }) => words.every((word) => holds(row(ref), word) !== word.excluded))
          .map(({ ref, score }) => ({ rank: Number(ref), score }));
      });
    });
  },
};

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

process.stdout.write(JSON.stringify(await tasks[order.task]()));
