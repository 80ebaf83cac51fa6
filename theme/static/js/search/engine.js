/**
 * Which records may hold the words of a query, and in which order: no page here; it may run in a worker or in node.
 * plugins/disclosure/outputs/search/query.py does the same.
 *
 * @typedef {import('./words.js').Word} Word
 * @typedef {import('./words.js').Way} Way
 * @typedef {import('./reader.js').Postings} Postings
 */

import { FIELD_BITS, FIELD_MASK } from "./reader.js";
import { estimates, lunrScores, weigh } from "./scoring.js";
import { tokens } from "./tokens.js";

const AT_ONCE = 4;

/**
 * Returns the ranks that may be an answer as far as postings tell: every answer, perhaps more.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word[]} words
 * @param {number} few
 */
export async function possible(index, words, few) {
  const rarity = new Map(words.map((word) => [word, rarityOf(index, word)]));
  const wanted = words.filter((word) => !word.excluded);
  wanted.sort((one, other) => Number(rarity.get(one)) - Number(rarity.get(other)));
  /** @type {Uint32Array | null} */
  let ranks = wanted.length > 0 ? null : await index.columns.everything();
  for (const word of wanted) ranks = await candidates(index, word, ranks, few);
  let found = ranks ?? new Uint32Array();
  for (const word of words) {
    if (word.excluded && word.ways.every((way) => way.certain)) {
      const without = new Set(await candidates(index, word, found, few));
      found = found.filter((rank) => !without.has(rank));
    }
  }
  return found;
}

/**
 * Returns how common the rarest term of a word is; a single character comes last.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word} word
 */
function rarityOf(index, word) {
  if (word.ways.some((way) => way.prefix)) return index.documents * index.fields.length;
  return Math.min(...word.ways.flatMap((way) => way.terms.map((term) => index.common.get(term) ?? 0)));
}

/**
 * Returns the ranks (of `among`) whose postings let them hold a word: every document that does, perhaps more.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word} word
 * @param {Uint32Array | null} among
 * @param {number} few
 */
async function candidates(index, word, among, few) {
  const found = await Promise.all(word.ways.map((way) => wayCandidates(index, way, word.fields, among, few)));
  return distinct(found.flatMap((ranks) => [...ranks]));
}

/**
 * Intersects the places of a way's terms, rarest first; few are enough, since the text has the last word.
 * @param {import('./reader.js').IndexReader} index
 * @param {Way} way
 * @param {string[]} fields
 * @param {Uint32Array | null} among
 * @param {number} few
 */
async function wayCandidates(index, way, fields, among, few) {
  if (way.prefix) {
    const terms = await index.startingWith(way.prefix);
    const found = await Promise.all(terms.map((term) => index.postings(term, among)));
    return distinct(found.flatMap((postings) => [...ranksOf(within(index, postings, fields, among).keys)]));
  }
  const common = (/** @type {string} */ term) => index.common.get(term) ?? 0;
  const terms = [...way.terms].sort((one, other) => common(one) - common(other) || (one < other ? -1 : 1));
  /** @type {Uint32Array | null} */
  let keys = null;
  let ranks = among;
  for (let at = 0; at < terms.length; at += AT_ONCE) {
    const together = terms.slice(at, at + AT_ONCE);
    const found = await Promise.all(together.map((term) => index.postings(term, ranks)));
    for (const postings of found) {
      const own = within(index, postings, fields, ranks).keys;
      keys = keys === null ? own : intersection(keys, own);
    }
    ranks = ranksOf(keys ?? new Uint32Array());
    if (ranks.length <= few && !way.certain) break;
  }
  return ranks ?? new Uint32Array();
}

/**
 * Scores documents and returns a function that gives some of them by their place in the order; lunr is asked about a
 * shortlist at a time, the likeliest first.
 * @param {any} lunr
 * @param {import('./reader.js').IndexReader} index
 * @param {Word[]} words
 * @param {Uint32Array} ranks
 * @param {number} shortlist
 * @param {number} few
 */
export async function inOrder(lunr, index, words, ranks, shortlist, few) {
  const terms = await weighed(index, words, ranks, few);
  const guess =
    ranks.length > shortlist ? estimates(words, terms, ranks, index.fields) : new Float64Array(ranks.length);
  const likeliest = Array.from(ranks.keys()).sort((one, other) => guess[other] - guess[one] || one - other);
  /** @type {Array<{rank: number, score: number}>} */
  const ordered = [];
  let asked = 0;
  return (/** @type {number} */ from, /** @type {number} */ count) => {
    while (ordered.length < from + count && asked < ranks.length) {
      const chosen = new Set(likeliest.slice(asked, asked + shortlist).map((place) => ranks[place]));
      ordered.push(...lunrScores(lunr, words, chosen.size < ranks.length ? only(terms, chosen) : terms, index.fields));
      asked += shortlist;
    }
    return ordered.slice(from, from + count);
  };
}

/**
 * Returns the places and weights of every scored term of the index, for these documents.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word[]} words
 * @param {Uint32Array} ranks
 * @param {number} few
 * @returns {Promise<Map<string, import('./scoring.js').Weighed>>}
 */
async function weighed(index, words, ranks, few) {
  const scored = words.flatMap((word) => word.scored);
  const single = scored.filter((term) => term.endsWith("*")).map((term) => index.startingWith(term.slice(0, -1)));
  const terms = [...new Set([...(await Promise.all(single)).flat(), ...scored.filter((term) => !term.endsWith("*"))])];
  const averages = index.totals.map((total) => total / index.documents || 1);
  const read = ranks.length <= few ? await fromTexts(index, ranks) : null;
  const found = await Promise.all(
    terms.map(async (term) => {
      const count = index.common.get(term) ?? (await index.postings(term)).keys.length;
      const own = () => index.postings(term, ranks).then((all) => within(index, all, index.fields, ranks));
      const places = count === 0 ? null : read ? read(term) : await own();
      return { term, weight: places && weigh(places, count, index.documents, averages) };
    }),
  );
  return new Map(found.flatMap(({ term, weight }) => (weight ? [[term, weight]] : [])));
}

/**
 * Returns a function that gives any term's postings in a few documents, counted in their texts.
 * @param {import('./reader.js').IndexReader} index
 * @param {Uint32Array} ranks
 */
async function fromTexts(index, ranks) {
  const rows = await Promise.all(Array.from(ranks, (rank) => index.row(rank)));
  const texts = rows.flatMap((row) =>
    index.fields.map((name, field) => ({ key: row.rank * 2 ** FIELD_BITS + field, ...counted(row.fields[name]) })),
  );
  return (/** @type {string} */ term) => {
    const holding = texts.filter(({ counts }) => counts.has(term));
    return {
      keys: Uint32Array.from(holding, ({ key }) => key),
      frequencies: Uint32Array.from(holding, ({ counts }) => counts.get(term) ?? 0),
      lengths: Uint32Array.from(holding, ({ length }) => length),
    };
  };
}

/** @param {string} field */
function counted(field) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  let length = 0;
  for (const value of field.split("\n")) {
    for (const token of tokens(value)) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
      length += 1;
    }
  }
  return { counts, length };
}

/**
 * @param {Map<string, import('./scoring.js').Weighed>} terms
 * @param {Set<number>} chosen
 */
function only(terms, chosen) {
  return new Map(
    [...terms].map(([term, { keys, values }]) => {
      const kept = (/** @type {number} */ _value, /** @type {number} */ at) => chosen.has(keys[at] >>> FIELD_BITS);
      return [term, { keys: keys.filter(kept), values: values.filter(kept) }];
    }),
  );
}

/**
 * Returns the postings that lie in some fields and, unless null, in some documents (sorted ranks).
 * @param {import('./reader.js').IndexReader} index
 * @param {Postings} postings
 * @param {string[]} fields
 * @param {Uint32Array | null} among
 * @returns {Postings}
 */
function within(index, postings, fields, among) {
  const allowed = index.fields.map((name) => fields.includes(name));
  const { keys } = postings;
  let at = 0;
  const kept = Uint8Array.from(keys, (key) => {
    const rank = key >>> FIELD_BITS;
    if (among === null) return Number(allowed[key & FIELD_MASK] ?? false);
    while (at < among.length && among[at] < rank) at += 1;
    return Number(among[at] === rank && (allowed[key & FIELD_MASK] ?? false));
  });
  const keep = (/** @type {Uint32Array} */ column) => column.filter((_value, place) => kept[place]);
  return { keys: keep(keys), frequencies: keep(postings.frequencies), lengths: keep(postings.lengths) };
}

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

/** @param {Uint32Array} keys */
const ranksOf = (keys) =>
  keys.map((key) => key >>> FIELD_BITS).filter((rank, at, ranks) => at === 0 || rank !== ranks[at - 1]);

/** @param {number[]} ranks */
const distinct = (ranks) => Uint32Array.from(new Set(ranks)).sort();
