// A search box that completes (the ARIA combobox pattern with a listbox): its names are fetched when it gets the focus.
// Where they cannot be fetched the box stays a plain one.

/**
 * @typedef {import('./search/completion.js').Suggestion} Suggestion
 * @typedef {(query: string) => Suggestion[]} Suggest
 */

/** One search box; `root` is the form with `data-module="combobox"`. */
export class Combobox {
  /** @type {Promise<Suggest> | null} */
  #suggest = null;
  /** @type {Suggestion[]} */
  #shown = [];
  #active = -1;
  #turn = 0;

  /** @param {HTMLFormElement} root */
  constructor(root) {
    this.root = root;
    this.texts = root.dataset;
    this.input = /** @type {HTMLInputElement} */ (find(root, "input"));
    this.list = find(root, "[data-part=options]");
    this.told = find(root, "[data-part=told]");
  }

  /** Makes the field a combobox and begins to listen. */
  start() {
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.#close();
    this.input.addEventListener("focus", () => this.#load());
    this.input.addEventListener("input", (event) => this.#typed(event));
    this.input.addEventListener("compositionend", () => this.#open());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    this.root.addEventListener("submit", () => this.#close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) this.#choose([...this.list.children].indexOf(option));
    });
    if (document.activeElement === this.input) this.#load();
  }

  #load() {
    this.#suggest ??= load(this.texts.table ?? "").catch((fault) => {
      this.#suggest = null;
      throw fault;
    });
    return this.#suggest;
  }

  /** @param {Event} event letters that an input method is still turning into characters complete nothing */
  #typed(event) {
    if (!(event instanceof InputEvent && event.isComposing)) this.#open();
  }

  /** Shows what the field's words may mean; words typed meanwhile overtake it, and so does whoever went on. */
  async #open() {
    const [query, turn] = [this.input.value, this.#turn];
    const suggest = await this.#load().catch(() => null);
    const stale = turn !== this.#turn || query !== this.input.value || document.activeElement !== this.input;
    if (!suggest || stale) return;
    this.#shown = suggest(query);
    this.#active = -1;
    this.list.replaceChildren(...this.#shown.map((one, at) => this.#option(one, at)));
    this.list.hidden = this.#shown.length === 0;
    this.input.setAttribute("aria-expanded", String(this.#shown.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.told.textContent = this.#shown.length ? (this.texts.told ?? "").replace("{n}", String(this.#shown.length)) : "";
  }

  #close() {
    this.#turn += 1;
    this.#shown = [];
    this.#active = -1;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.told.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const count = this.#shown.length;
    if (event.key === "ArrowDown" && count === 0) this.#open();
    else if (event.key === "ArrowDown") this.#move(this.#active + 1 < count ? this.#active + 1 : -1);
    else if (event.key === "ArrowUp" && count > 0) this.#move(this.#active < 0 ? count - 1 : this.#active - 1);
    else if (event.key === "Enter" && this.#active >= 0) this.#choose(this.#active);
    else if (event.key === "Escape" && count > 0) this.#close();
    else return;
    event.preventDefault();
  }

  /** @param {number} to -1: back to what was typed */
  #move(to) {
    this.#active = to;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === to)));
    const option = this.list.children[to];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} at */
  #choose(at) {
    this.input.value = this.#shown[at].query;
    this.#close();
    this.root.requestSubmit();
  }

  /**
   * @param {Suggestion} suggestion
   * @param {number} at
   */
  #option({ group, name }, at) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const kind = document.createElement("span");
    kind.className = "options__kind";
    kind.textContent = this.texts[group] ?? "";
    option.append(name, " ", kind);
    return option;
  }
}

/**
 * Fetches the names and what finds them; both only when they are wanted.
 * @param {string} address
 * @returns {Promise<Suggest>}
 */
async function load(address) {
  const [{ suggestions }, answer] = await Promise.all([import("./search/completion.js"), fetch(address)]);
  if (!answer.ok) throw new Error(`${address} (${answer.status})`);
  const table = await answer.json();
  return (query) => suggestions(table, query);
}

/**
 * @param {Element} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`combobox: ${selector} not found`);
  return found;
}

for (const form of document.querySelectorAll("form[data-module='combobox']")) {
  if (form instanceof HTMLFormElement) new Combobox(form).start();
}
