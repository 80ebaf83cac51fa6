// The search page: takes the words from the address, shows what the engine finds, says aloud how many, and says so
// when a part of the index could not be fetched. All sentences come from the page's data attributes.

import { search } from "./engine.js";
import { nearest } from "./nearest.js";
import { Offers } from "./offers.js";
import { IndexReader } from "./reader.js";
import { resultItem } from "./results.js";

const STEP = 20;

/** One search page; `root` is the element with `data-module="search"`. */
export class SearchPage {
  /** @type {Promise<IndexReader> | null} */
  #index = null;
  #limit = STEP;
  #turn = 0;

  /**
   * @param {HTMLElement} root
   * @param {any} lunr
   */
  constructor(root, lunr) {
    this.lunr = lunr;
    this.texts = root.dataset;
    this.base = root.dataset.base ?? "";
    this.form = find(root, "form");
    this.input = /** @type {HTMLInputElement} */ (find(root, "input[name=q]"));
    this.status = find(root, "[data-part=status]");
    this.fault = find(root, "[data-part=fault]");
    this.list = find(root, "[data-part=results]");
    this.more = find(root, "[data-part=more]");
    this.help = find(root, "[data-part=help]");
    this.offers = new Offers(find(root, "[data-part=offers]"));
    this.title = document.title;
  }

  /** Begins to listen, and searches for what the address asks. */
  start() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const address = new URL(location.href);
      address.search = this.input.value ? new URLSearchParams({ q: this.input.value }).toString() : "";
      if (address.href !== location.href) history.pushState(null, "", address);
      this.#ask();
    });
    window.addEventListener("popstate", () => this.#ask());
    this.more.addEventListener("click", () => this.#show(this.#limit + STEP));
    find(this.fault, "button").addEventListener("click", () => {
      this.#index = null;
      this.#show(this.#limit);
    });
    this.#ask();
  }

  /** Searches for the words in the address. */
  #ask() {
    this.input.value = new URLSearchParams(location.search).get("q") ?? "";
    document.title = this.input.value ? `${this.input.value} · ${this.title}` : this.title;
    this.list.replaceChildren();
    this.#show(STEP);
  }

  /**
   * Searches and shows up to `limit` results; a later search overtakes an earlier one.
   * @param {number} limit
   */
  async #show(limit) {
    const words = this.input.value.trim();
    const turn = (this.#turn += 1);
    this.#limit = limit;
    this.fault.hidden = this.more.hidden = true;
    this.help.hidden = words !== "";
    this.offers.clear();
    this.status.textContent = words ? (this.texts.searching ?? "") : "";
    if (!words) return;
    try {
      this.#index ??= IndexReader.open((path) => this.#fetch(path));
      const answer = await search(this.lunr, await this.#index, words, limit);
      if (turn === this.#turn) this.#render(words, answer);
    } catch (fault) {
      if (turn !== this.#turn) return;
      this.#index = null;
      this.status.textContent = "";
      this.list.replaceChildren();
      find(this.fault, "[data-part=reason]").textContent = fault instanceof Error ? fault.message : String(fault);
      this.fault.hidden = false;
    }
  }

  /**
   * @param {string} words
   * @param {import('./engine.js').Answer} answer
   */
  #render(words, answer) {
    const { hits, total, exact } = answer;
    const asked = answer.words.some((word) => !word.excluded);
    const sentence = !asked
      ? this.texts.nothingAsked
      : total === 0
        ? this.texts.none
        : exact
          ? this.texts.found
          : this.texts.atMost;
    this.status.textContent = (sentence ?? "").replace("{n}", String(total)).replace("{words}", () => words);
    const shown = this.list.children.length;
    const items = hits.map((hit) => resultItem(hit, answer.words, this.base, this.texts));
    this.list.replaceChildren(...items);
    this.more.hidden = hits.length < this.#limit || hits.length >= total;
    this.help.hidden = hits.length > 0;
    if (asked && total === 0 && this.#index) this.offers.show(this.#index.then((index) => nearest(this.lunr, index, words)));
    if (shown > 0 && items.length > shown) items[shown].querySelector("a")?.focus();
  }

  /**
   * Fetches one file of the site; what is not named by its hash is asked for anew.
   * @param {string} path
   */
  async #fetch(path) {
    const answer = await fetch(`${this.base}/${path}`, { cache: path.endsWith(".json") ? "no-cache" : "default" });
    if (!answer.ok) throw new Error(`${path} (${answer.status})`);
    return answer.arrayBuffer();
  }
}

/**
 * @param {Element} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`search: ${selector} not found`);
  return found;
}

const root = document.querySelector("[data-module='search']");
if (root instanceof HTMLElement) {
  new SearchPage(root, /** @type {any} */ (globalThis).lunr).start();
}
