/**
 * The facets beside the results: boxes to tick with live counts, and what is chosen as chips that can be taken away.
 *
 * @typedef {import('./narrowing.js').Question} Question
 * @typedef {import('./narrowing.js').FacetCount} FacetCount
 * @typedef {{choose: (facet: string, key: string, chosen: boolean) => void, clear: () => void, count: (facet: string) => void}} Acts
 */

import { element, find, told } from "./elements.js";

const SHOWN = 8;
const LONG = 15;
const WIDE = "(min-width: 60.0625rem)";

/** The panel of one search page. */
export class Panel {
  /** @type {Question} */
  #question = { words: "", facets: {}, sort: "relevance" };
  /** @type {Map<string, FacetCount>} */
  #counts = new Map();
  /** @type {Map<string, string>} */
  #titles = new Map();
  /** @type {Set<string>} */
  #entire = new Set();
  #counted = new Set();

  /**
   * @param {HTMLElement} root
   * @param {Acts} acts
   */
  constructor(root, acts) {
    this.texts = root.dataset;
    this.acts = acts;
    this.panel = /** @type {HTMLDetailsElement} */ (find(root, "[data-part=facets]"));
    this.chips = find(root, "[data-part=chips]");
    this.groups = new Map(
      [...this.panel.querySelectorAll("details[data-facet]")].map((group) => [
        /** @type {HTMLElement} */ (group).dataset.facet ?? "",
        /** @type {HTMLDetailsElement} */ (group),
      ]),
    );
    const wide = matchMedia(WIDE);
    this.panel.open = wide.matches;
    wide.addEventListener("change", () => (this.panel.open = wide.matches));
    for (const group of [this.panel, ...this.groups.values()]) group.addEventListener("toggle", () => this.#ask());
    this.panel.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== "checkbox") return;
      this.acts.choose(target.name, target.value, target.checked);
    });
    find(this.panel, "form").addEventListener("submit", (event) => event.preventDefault());
  }

  /** Returns the facets that can be seen now: those worth counting. */
  open() {
    if (!this.panel.open) return [];
    return [...this.groups].filter(([, group]) => group.open && !group.hidden).map(([facet]) => facet);
  }

  /**
   * Takes up a question: its chips at once, its counts as they come.
   * @param {Question} question
   */
  show(question) {
    this.#question = question;
    this.#counted = new Set(this.open());
    const month = this.groups.get("month");
    if (month) month.hidden = !question.facets.year && !question.facets.month;
    for (const group of this.groups.values()) group.setAttribute("aria-busy", "true");
    this.panel.hidden = false;
    this.#showChips();
  }

  /** Asks for the counts of groups that were opened since. */
  #ask() {
    for (const facet of this.open()) {
      if (!this.#counted.has(facet)) this.acts.count(facet);
      this.#counted.add(facet);
    }
  }

  /**
   * Shows the counts of one facet.
   * @param {FacetCount} count
   */
  counted(count) {
    this.#counts.set(count.facet, count);
    for (const [key, title] of count.values) this.#titles.set(`${count.facet}:${key}`, title);
    this.#render(count.facet);
    this.#showChips();
  }

  /**
   * Learns what chosen values are called.
   * @param {Record<string, string>} titles by facet and key
   */
  named(titles) {
    for (const [term, title] of Object.entries(titles)) this.#titles.set(term, title);
    this.#showChips();
  }

  /** @param {string} facet */
  #render(facet) {
    const [group, count] = [this.groups.get(facet), this.#counts.get(facet)];
    if (!group || !count) return;
    const focused = document.activeElement instanceof HTMLInputElement && group.contains(document.activeElement) ? document.activeElement.value : null;
    const chosen = this.#question.facets[facet] ?? [];
    const entire = this.#entire.has(facet);
    const shown = count.values.filter(([key], place) => entire || place < SHOWN || chosen.includes(key));
    const list = find(group, "ul");
    list.replaceChildren(...shown.map(([key, title, number]) => this.#line(facet, { key, title, number, exact: count.exact }, chosen)));
    list.classList.toggle("facet__values--long", entire && shown.length > LONG);
    find(group, "[data-part=none]").hidden = count.values.length > 0;
    const more = find(group, "[data-part=all]");
    more.hidden = entire || shown.length === count.values.length;
    more.textContent = told(this.texts.all, { n: count.values.length });
    more.onclick = () => {
      this.#entire.add(facet);
      this.#render(facet);
      find(list, `li:nth-child(${SHOWN + 1}) input`).focus();
    };
    group.removeAttribute("aria-busy");
    if (focused !== null) [...list.querySelectorAll("input")].find((input) => input.value === focused)?.focus();
  }

  /**
   * @param {string} facet
   * @param {{key: string, title: string, number: number, exact: boolean}} value
   * @param {string[]} chosen
   */
  #line(facet, { key, title, number, exact }, chosen) {
    const input = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", name: facet, value: key }));
    input.checked = chosen.includes(key);
    const amount = told(exact ? this.texts.count : this.texts.countAtMost, { n: number });
    return element("li", {}, element("label", {}, input, element("span", {}, title), element("span", { class: "facet__number" }, amount)));
  }

  #showChips() {
    const chosen = Object.entries(this.#question.facets).flatMap(([facet, keys]) => keys.map((key) => ({ facet, key })));
    const chips = chosen.map(({ facet, key }) => {
      const name = find(this.panel, `[data-facet=${facet}] summary`).textContent?.trim() ?? "";
      const title = this.#titles.get(`${facet}:${key}`) ?? key;
      const words = told(this.texts.chip, { name, title });
      const button = element("button", { type: "button", class: "chip", "aria-label": words + this.texts.takeAway }, words);
      button.append(element("span", { "aria-hidden": "true" }, " ×"));
      button.addEventListener("click", () => this.acts.choose(facet, key, false));
      return element("li", {}, button);
    });
    if (chips.length > 1) {
      const clear = element("button", { type: "button", class: "textbutton" }, this.texts.clear ?? "");
      clear.addEventListener("click", () => this.acts.clear());
      chips.push(element("li", {}, clear));
    }
    this.chips.hidden = chips.length === 0;
    this.chips.replaceChildren(...chips);
    find(this.panel, "[data-part=chosen]").textContent = chosen.length ? told(this.texts.chosen, { n: chosen.length }) : "";
  }
}
