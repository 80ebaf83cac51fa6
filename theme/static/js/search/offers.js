/**
 * What the search page offers where nothing is found, as a list of addresses; the sentences come from the element's
 * data attributes. The head stays in the page while it is empty, so that screen readers hear it change.
 *
 * @typedef {import('./nearest.js').Offer} Offer
 */

/** The offers of a page; `root` is the element with `data-part="offers"`. */
export class Offers {
  #turn = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.texts = root.dataset;
    const [head, list] = [root.querySelector("[data-part=offers-head]"), root.querySelector("ul")];
    if (!(head instanceof HTMLElement) || !list) throw new Error("offers: head or list not found");
    this.head = head;
    this.list = list;
    this.clear();
  }

  /** Takes away what was offered for an earlier query. */
  clear() {
    this.#turn += 1;
    this.head.textContent = "";
    this.list.replaceChildren();
  }

  /**
   * Shows what is near once it is known; a later query overtakes an earlier one, and a fault offers nothing.
   * @param {Promise<Offer[]>} found
   */
  async show(found) {
    this.clear();
    const turn = this.#turn;
    this.head.textContent = this.texts.looking ?? "";
    const offers = await found.catch(() => []);
    if (turn !== this.#turn) return;
    if (offers.length === 0) {
      this.clear();
      return;
    }
    this.list.replaceChildren(...offers.map((offer) => this.#item(offer)));
    this.head.textContent = (this.texts.head ?? "").replace("{n}", String(offers.length));
  }

  /** @param {Offer} offer */
  #item({ query, nearness, total, exact }) {
    const link = document.createElement("a");
    link.href = `?${new URLSearchParams({ q: query })}`;
    link.textContent = query;
    const count = (exact ? this.texts.count : this.texts.atMost) ?? "";
    const told = document.createElement("span");
    told.textContent = `${count.replace("{n}", String(total))} · ${this.texts[nearness] ?? ""}`;
    const item = document.createElement("li");
    item.append(link, " ", told);
    return item;
  }
}
