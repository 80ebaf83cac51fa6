/**
 * The facets beside the results: boxes to tick with live counts, and what is chosen as chips that can be taken away.
 *
 * @typedef {import('./narrowing.js').Question} Question
 * @typedef {import('./narrowing.js').FacetCount} FacetCount
 * @typedef {object} Acts what the page does when somebody asks for it here
 * @property {(facet: string, key: string, chosen: boolean) => void} choose
 * @property {() => void} clear
 * @property {(facet: string) => void} count
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
    this.panel.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== "search") return;
      const group = target.closest("details");
      if (group?.dataset.facet) this.#render(group.dataset.facet);
    });
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

  /**
   * Hides the panel where nothing was found and nothing is chosen: there is nothing to choose from.
   * @param {boolean} something
   */
  found(something) {
    this.panel.hidden = !something && !Object.values(this.#question.facets).some((keys) => keys.length);
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
    const list = find(group, "ul");
    const { activeElement } = document;
    const focused = activeElement instanceof HTMLInputElement && list.contains(activeElement) ? activeElement.value : "";
    const lines = this.#shown(group, count).map((value) => this.#line(count, value));
    list.replaceChildren(...lines);
    list.classList.toggle("facet__values--long", lines.length > LONG);
    this.#sayNone(group, count);
    this.#offerAll(group, count, lines.length);
    group.removeAttribute("aria-busy");
    if (focused) [...list.querySelectorAll("input")].find((input) => input.value === focused)?.focus();
  }

  /**
   * Returns the values that are shown: the first few, or all that hold what is sought among them; what is chosen always.
   * @param {HTMLElement} group
   * @param {FacetCount} count
   */
  #shown(group, { facet, values }) {
    const entire = this.#entire.has(facet);
    const filter = /** @type {HTMLInputElement} */ (find(group, "[data-part=filter]"));
    filter.hidden = !entire || values.length <= LONG;
    const words = sought(group);
    const chosen = this.#question.facets[facet] ?? [];
    return values.filter(
      ([key, title], place) => chosen.includes(key) || (entire ? title.includes(words) : place < SHOWN),
    );
  }

  /**
   * Says that there is nothing to choose, or nothing that holds what is sought among the values.
   * @param {HTMLElement} group
   * @param {FacetCount} count
   */
  #sayNone(group, { values }) {
    const none = find(group, "[data-part=none]");
    const words = sought(group);
    const found = values.some(([, title]) => title.includes(words));
    none.textContent = values.length ? told(this.texts.unmatched, { words }) : (this.texts.empty ?? "");
    none.hidden = found;
  }

  /**
   * @param {HTMLElement} group
   * @param {FacetCount} count
   * @param {number} shown
   */
  #offerAll(group, { facet, values }, shown) {
    const all = find(group, "[data-part=all]");
    all.hidden = this.#entire.has(facet) || shown === values.length;
    all.textContent = told(this.texts.all, { n: values.length });
    all.onclick = () => {
      this.#entire.add(facet);
      this.#render(facet);
      find(group, `li:nth-child(${SHOWN + 1}) input`).focus();
    };
  }

  /**
   * @param {FacetCount} count
   * @param {[key: string, title: string, number: number]} value
   */
  #line({ facet, exact }, [key, title, number]) {
    const input = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", name: facet, value: key }));
    input.checked = (this.#question.facets[facet] ?? []).includes(key);
    const amount = told(exact ? this.texts.count : this.texts.countAtMost, { n: number });
    const beside = element("span", { class: "facet__number" }, amount);
    return element("li", {}, element("label", {}, input, element("span", {}, title), beside));
  }

  /**
   * Puts chips in place of those before; who stood on one stands on the next, or where facets begin.
   * @param {HTMLElement[]} chips
   */
  #replaceChips(chips) {
    const before = [...this.chips.querySelectorAll("button")].findIndex((one) => one === document.activeElement);
    this.chips.hidden = chips.length === 0;
    this.chips.replaceChildren(...chips);
    if (before < 0) return;
    const next = chips[Math.min(before, chips.length - 1)]?.querySelector("button");
    const begin = [...this.panel.querySelectorAll("summary")].find((one) => one.offsetParent !== null);
    (next ?? begin)?.focus();
  }

  #showChips() {
    const chosen = Object.entries(this.#question.facets).flatMap(([facet, keys]) => keys.map((key) => ({ facet, key })));
    const chips = chosen.map(({ facet, key }) => {
      const name = this.groups.get(facet)?.querySelector("summary")?.textContent?.trim() ?? facet;
      const title = this.#titles.get(`${facet}:${key}`) ?? key;
      const words = told(this.texts.chip, { name, title });
      const cross = element("span", { "aria-hidden": "true" }, " ×");
      const named = { type: "button", class: "chip", "aria-label": words + this.texts.takeAway };
      const button = element("button", named, words, cross);
      button.addEventListener("click", () => this.acts.choose(facet, key, false));
      return element("li", {}, button);
    });
    if (chips.length > 1) {
      const clear = element("button", { type: "button", class: "textbutton" }, this.texts.clear ?? "");
      clear.addEventListener("click", () => this.acts.clear());
      chips.push(element("li", {}, clear));
    }
    this.#replaceChips(chips);
    const number = chosen.length ? told(this.texts.chosen, { n: chosen.length }) : "";
    find(this.panel, "[data-part=chosen]").textContent = number;
  }
}

/**
 * Returns what is sought among the values of a group; nothing where they are too few to be sought among.
 * @param {HTMLElement} group
 */
function sought(group) {
  const filter = /** @type {HTMLInputElement} */ (find(group, "[data-part=filter]"));
  return filter.hidden ? "" : filter.value.trim();
}
