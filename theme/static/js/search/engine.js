/**
 * Which records may hold the words of a query, and in which order: no page here; it may run in a worker or in node.
 * plugins/disclosure/outputs/search/query.py does the same.
 *
 * @typedef {import('./words.js').Word} Word
 * @typedef {import('./words.js').Way} Way
 * @typedef {import('./reader.js').Postings} Postings
 * @typedef {{ranks: Uint32Array, sure: Uint32Array}} Candidates what may hold a word, and what is sure to, both sorted
 */

import { FIELD_BITS, FIELD_MASK } from "./reader.js";
import { estimates, lunrScores, weigh } from "./scoring.js";
import { tokens } from "./tokens.js";

const AT_ONCE = 4;
const NONE = new Uint32Array();

/**
 * Returns the ranks that may be an answer as far as postings tell, and those of them that these leave in doubt.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word[]} words
 * @param {number} few
 * @returns {Promise<{held: Uint32Array, doubtful: Uint32Array}>}
 */
export async function possible(index, words, few) {
  const rarity = new Map(words.map((word) => [word, rarityOf(index, word)]));
  const wanted = words.filter((word) => !word.excluded);
  wanted.sort((one, other) => Number(rarity.get(one)) - Number(rarity.get(other)));
  /** @type {Uint32Array | null} */
  let found = wanted.length > 0 ? null : await index.columns.everything();
  const doubtful = new Set();
  for (const word of wanted) {
    const { ranks, sure } = await candidates(index, word, found, few);
    found = ranks;
    without(found, sure).forEach((rank) => doubtful.add(rank));
  }
  let held = found ?? new Uint32Array();
  for (const word of words.filter(({ excluded }) => excluded)) {
    if (held.length <= few && !isCertain(word)) {
      held.forEach((rank) => doubtful.add(rank));
      continue;
    }
    const { ranks, sure } = await candidates(index, word, held, few);
    held = without(held, sure);
    without(ranks, sure).forEach((rank) => doubtful.add(rank));
  }
  return { held, doubtful: held.filter((rank) => doubtful.has(rank)) };
}

/**
 * Begins to fetch what the scores of a word will need: the lengths of its rarest term.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word} word
 */
export function expectScores(index, word) {
  for (const way of word.ways) {
    const [rarest] = rarestFirst(index, way.terms);
    if (rarest) index.expect(rarest);
  }
}

/**
 * @param {import('./reader.js').IndexReader} index
 * @param {string[]} terms
 */
function rarestFirst(index, terms) {
  const common = (/** @type {string} */ term) => index.common.get(term) ?? 0;
  return [...terms].sort((one, other) => common(one) - common(other) || (one < other ? -1 : 1));
}

/**
 * Tells whether postings alone tell who holds a word.
 * @param {Word} word
 */
export const isCertain = (word) => word.ways.every((way) => way.certain);

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
 * Returns the ranks (of `among`) whose postings let them hold a word, and those of them that are sure to.
 * @param {import('./reader.js').IndexReader} index
 * @param {Word} word
 * @param {Uint32Array | null} among
 * @param {number} few
 * @returns {Promise<Candidates>}
 */
async function candidates(index, word, among, few) {
  const found = await Promise.all(word.ways.map((way) => wayCandidates(index, way, word.fields, among, few)));
  if (found.length === 1) return found[0];
  return { ranks: distinct(found.map(({ ranks }) => ranks)), sure: distinct(found.map(({ sure }) => sure)) };
}

/**
 * Intersects the places of a way's terms, rarest first; few are enough, since the text has the last word.
 * @param {import('./reader.js').IndexReader} index
 * @param {Way} way
 * @param {string[]} fields
 * @param {Uint32Array | null} among
 * @param {number} few
 * @returns {Promise<Candidates>}
 */
async function wayCandidates(index, way, fields, among, few) {
  if (way.prefix) {
    const terms = await index.startingWith(way.prefix);
    const found = await Promise.all(terms.map((term) => index.postings(term, among)));
    const ranks = distinct(found.map((postings) => ranksOf(within(index, postings, fields, among).keys)));
    return { ranks, sure: ranks };
  }
  const terms = rarestFirst(index, way.terms);
  let [keys, sure] = [NONE, NONE];
  let ranks = among;
  for (let at = 0; at < terms.length; at += AT_ONCE) {
    const together = terms.slice(at, at + AT_ONCE);
    const found = await Promise.all(together.map((term) => index.postings(term, ranks)));
    for (const [number, postings] of found.entries()) {
      const own = within(index, postings, fields, ranks);
      const linked = way.linked?.has(together[number]) ? soleOf(own) : own.keys;
      keys = at + number ? intersection(keys, own.keys) : own.keys;
      sure = at + number ? intersection(sure, linked) : linked;
    }
    ranks = ranksOf(keys);
    if (ranks.length <= few && !way.certain && at + AT_ONCE < terms.length) return { ranks, sure: NONE };
  }
  return { ranks: ranksOf(keys), sure: way.certain || way.linked ? ranksOf(sure) : NONE };
}

/** @param {Postings} postings */
function soleOf({ keys, sole }) {
  const found = new Uint32Array(keys.length);
  let count = 0;
  for (let at = 0; at < keys.length; at += 1) if (sole[at]) found[count++] = keys[at];
  return found.slice(0, count);
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
  const likeliest = Uint32Array.from(ranks.keys()).sort((one, other) => guess[other] - guess[one] || one - other);
  /** @type {Array<{rank: number, score: number}>} */
  const ordered = [];
  let asked = 0;
  return (/** @type {number} */ from, /** @type {number} */ count) => {
    while (ordered.length < from + count && asked < ranks.length) {
      const chosen = likeliest.slice(asked, asked + shortlist).map((place) => ranks[place]);
      const own = chosen.length < ranks.length ? only(terms, chosen.sort()) : terms;
      ordered.push(...lunrScores(lunr, words, own, index.fields));
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
  const fetched = terms.every((term) => index.knows(term, ranks));
  const read = ranks.length <= few && !fetched ? await fromTexts(index, ranks) : null;
  const found = await Promise.all(
    terms.map(async (term) => {
      const count = index.common.get(term) ?? (await index.postings(term)).keys.length;
      const own = () => index.postings(term, ranks).then((all) => within(index, all, index.fields, ranks));
      return { term, count, places: count === 0 ? null : read ? read(term) : await own() };
    }),
  );
  const there = found.flatMap(({ term, count, places }) => (places ? [{ term, count, places }] : []));
  await measure(index, there);
  return new Map(
    there.map(({ term, count, places }) => [term, weigh(places, count, index.documents, averages)]),
  );
}

/**
 * Puts the lengths to postings whose lengths lie apart: those of the rarest term are fetched, of others what is missing.
 * @param {import('./reader.js').IndexReader} index
 * @param {Array<{term: string, count: number, places: Postings}>} found
 */
async function measure(index, found) {
  const unknown = found.filter(({ places }) => !places.measured);
  unknown.sort((one, other) => one.count - other.count || (one.term < other.term ? -1 : 1));
  /** @type {Pick<Postings, "keys" | "lengths">} */
  let known = { keys: NONE, lengths: NONE };
  for (const one of unknown) {
    const { term, places } = one;
    const missing = without(places.keys, known.keys);
    if (missing.length > 0) {
      const ranks = ranksOf(missing);
      known = both(known, within(index, await index.postings(term, ranks, true), index.fields, ranks));
    }
    const lengths = new Uint32Array(places.keys.length);
    for (let at = 0, place = 0; at < lengths.length; at += 1) {
      while (known.keys[place] < places.keys[at]) place += 1;
      lengths[at] = known.lengths[place];
    }
    one.places = { ...places, lengths, measured: true };
  }
}

/**
 * Returns the lengths of the places that are in either.
 * @param {Pick<Postings, "keys" | "lengths">} one
 * @param {Pick<Postings, "keys" | "lengths">} other
 */
function both(one, other) {
  if (one.keys.length === 0) return other;
  const keys = distinct([one.keys, other.keys]);
  let [left, right] = [0, 0];
  const lengths = keys.map((key) => {
    while (left < one.keys.length && one.keys[left] < key) left += 1;
    while (right < other.keys.length && other.keys[right] < key) right += 1;
    return one.keys[left] === key ? one.lengths[left] : other.lengths[right];
  });
  return { keys, lengths };
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
      sole: new Uint8Array(holding.length),
      measured: true,
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
 * @param {Uint32Array} chosen
 */
function only(terms, chosen) {
  return new Map(
    [...terms].map(([term, { keys, values }]) => {
      /** @type {number[]} */
      const places = [];
      let at = 0;
      for (let place = 0; place < keys.length; place += 1) {
        while (at < chosen.length && chosen[at] < keys[place] >>> FIELD_BITS) at += 1;
        if (chosen[at] === keys[place] >>> FIELD_BITS) places.push(place);
      }
      const own = Uint32Array.from(places, (place) => keys[place]);
      return [term, { keys: own, values: Float64Array.from(places, (place) => values[place]) }];
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
  const allowed = Uint8Array.from({ length: FIELD_MASK + 1 }, (_none, field) => +fields.includes(index.fields[field]));
  const { keys } = postings;
  const places = new Uint32Array(keys.length);
  let [count, next] = [0, 0];
  for (let at = 0; at < keys.length; at += 1) {
    const rank = keys[at] >>> FIELD_BITS;
    if (among) while (next < among.length && among[next] < rank) next += 1;
    if (allowed[keys[at] & FIELD_MASK] && (among === null || among[next] === rank)) places[count++] = at;
  }
  if (count === keys.length) return postings;
  const [frequencies, lengths] = [picked(postings.frequencies, places, count), picked(postings.lengths, places, count)];
  const sole = Uint8Array.from(picked(postings.sole, places, count));
  return { keys: picked(keys, places, count), frequencies, lengths, sole, measured: postings.measured };
}

/**
 * Returns the numbers at the first `count` of some places.
 * @param {Uint32Array | Uint8Array} numbers
 * @param {Uint32Array} places
 * @param {number} count
 */
function picked(numbers, places, count) {
  const found = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) found[at] = numbers[places[at]];
  return found;
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

/**
 * Returns the ranks of sorted keys, each once.
 * @param {Uint32Array} keys
 */
function ranksOf(keys) {
  const ranks = new Uint32Array(keys.length);
  let count = 0;
  for (let at = 0; at < keys.length; at += 1) {
    const rank = keys[at] >>> FIELD_BITS;
    if (count === 0 || ranks[count - 1] !== rank) ranks[count++] = rank;
  }
  return ranks.slice(0, count);
}

/**
 * Returns the numbers of the first of two sorted lists that are not in the second.
 * @param {Uint32Array} one
 * @param {Uint32Array} other
 */
function without(one, other) {
  const found = new Uint32Array(one.length);
  let [count, at] = [0, 0];
  for (let place = 0; place < one.length; place += 1) {
    while (at < other.length && other[at] < one[place]) at += 1;
    if (other[at] !== one[place]) found[count++] = one[place];
  }
  return found.slice(0, count);
}

/**
 * Returns the numbers that are in any of some lists, sorted, each once.
 * @param {Uint32Array[]} lists
 */
function distinct(lists) {
  const all = new Uint32Array(lists.reduce((size, list) => size + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.sort().filter((rank, place) => place === 0 || rank !== all[place - 1]);
}
