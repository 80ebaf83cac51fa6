/**
 * What the search page offers where nothing is found, as a list of addresses; the sentences come from the element's
 * data attributes. The head stays in the page while it is empty, so that screen readers hear it change.
 *
 * @typedef {import('./nearest.js').Offer} Offer
 * @typedef {import('./narrowing.js').Question} Question
 */

import { addressOf } from "./address.js";
import { element, find, told } from "./elements.js";

/** The offers of a page; `root` is the element with `data-part="offers"`. */
export class Offers {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.texts = root.dataset;
    this.head = find(root, "[data-part=offers-head]");
    this.list = find(root, "ul");
  }

  /** Takes away what was offered for an earlier question. */
  clear() {
    this.head.textContent = "";
    this.list.replaceChildren();
  }

  /** Says that what is near is being looked for. */
  look() {
    this.head.textContent = this.texts.looking ?? "";
  }

  /**
   * Shows what is near a question; nothing, where nothing is.
   * @param {Offer[]} offers
   * @param {Question} question
   * @param {boolean} also whether the question found something too
   */
  show(offers, question, also) {
    this.list.replaceChildren(...offers.map((offer) => this.#item(offer, question)));
    const head = also ? this.texts.also : told(this.texts.head, { n: offers.length });
    this.head.textContent = offers.length ? (head ?? "") : "";
  }

  /**
   * @param {Offer} offer
   * @param {Question} question
   */
  #item({ query, nearness, total, exact }, question) {
    const facets = nearness === "unfiltered" ? {} : question.facets;
    const link = element("a", { href: addressOf({ ...question, words: query, facets }) }, query);
    const count = told(exact ? this.texts.count : this.texts.atMost, { n: total });
    return element("li", {}, link, " ", element("span", {}, `${count} · ${this.texts[nearness] ?? ""}`));
  }
}
