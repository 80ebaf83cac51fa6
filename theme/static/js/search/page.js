// The search page: takes the question from the address, shows what the searcher finds as it comes, says aloud how many,
// and says so when a part of the index could not be fetched. All sentences come from the page's data attributes.

import { addressOf, asks, choosing, questionOf, SORTS } from "./address.js";
import { Client } from "./client.js";
import { Download } from "./download.js";
import { find, told } from "./elements.js";
import { Offers } from "./offers.js";
import { Panel } from "./panel.js";
import { kept, Place } from "./place.js";
import { resultItem } from "./results.js";

const FIRST = 10;
const STEP = 20;
const PAUSE = 250;

/** One search page; `root` is the element with `data-module="search"`. */
export class SearchPage {
  #limit = FIRST;
  #turn = 0;
  #fresh = true;
  #focus = -1;
  #top = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  #typed = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.texts = root.dataset;
    this.base = root.dataset.base ?? "";
    this.question = questionOf(location.search);
    this.form = find(root, "form[role=search]");
    this.input = /** @type {HTMLInputElement} */ (find(root, "input[name=q]"));
    this.status = find(root, "[data-part=status]");
    this.fault = find(root, "[data-part=fault]");
    this.list = find(root, "[data-part=results]");
    this.skeleton = find(root, "[data-part=skeleton]");
    this.tools = find(root, "[data-part=tools]");
    this.more = find(root, "[data-part=more]");
    this.help = find(root, "[data-part=help]");
    this.offers = new Offers(find(root, "[data-part=offers]"));
    this.title = document.title;
    this.place = new Place(this.list, () => this.#limit);
    this.client = new Client(this.base, (message) => this.#hear(message));
    this.download = new Download(root, (message) => this.client.say(message), () => this.question);
    this.panel = new Panel(root, {
      choose: (facet, key, chosen) => this.#go(choosing(this.question, facet, key, chosen)),
      clear: () => this.#go({ ...this.question, facets: {} }),
      count: (facet) => this.client.say({ type: "count", id: this.#turn, facet }),
    });
  }

  /** Begins to listen, and searches for what the address asks. */
  start() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#take();
      this.#typed = false;
    });
    this.input.addEventListener("input", (event) => {
      clearTimeout(this.#typing);
      const composing = /** @type {InputEvent} */ (event).isComposing;
      if (!composing) this.#typing = setTimeout(() => this.#take(true), PAUSE);
    });
    this.input.addEventListener("compositionend", () => {
      this.#typing = setTimeout(() => this.#take(true), PAUSE);
    });
    window.addEventListener("popstate", () => {
      this.#typed = false;
      this.#ask(questionOf(location.search), kept());
    });
    this.tools.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[data-sort]") : null;
      if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#go({ ...this.question, sort: SORTS.find((one) => one === link.dataset.sort) ?? "relevance" });
    });
    this.more.addEventListener("click", () => {
      this.#focus = this.list.children.length;
      this.#show(this.#limit + STEP);
      this.place.keep();
    });
    find(this.fault, "button").addEventListener("click", () => this.#ask(this.question));
    this.#ask(this.question, kept());
  }

  /**
   * Takes the words as they stand in the box; what is typed on and on stays one step on the way back.
   * @param {boolean} typing
   */
  #take(typing = false) {
    clearTimeout(this.#typing);
    if (this.input.value.trim() === this.question.words.trim()) return;
    const question = { ...this.question, words: this.input.value };
    this.#go(question, typing && this.#typed);
    this.#typed = typing;
  }

  /**
   * Goes to the address of a question and asks it.
   * @param {import('./narrowing.js').Question} question
   * @param {boolean} instead
   */
  #go(question, instead = false) {
    const address = new URL(location.href);
    address.search = addressOf(question);
    if (instead) history.replaceState(null, "", address);
    else if (address.href !== location.href) history.pushState(null, "", address);
    this.#ask(question);
  }

  /**
   * @param {import('./narrowing.js').Question} question
   * @param {import('./place.js').Kept | null} back the place that somebody comes back to
   */
  #ask(question, back = null) {
    this.question = question;
    if (this.input.value.trim() !== question.words.trim()) this.input.value = question.words;
    document.title = question.words.trim() ? `${question.words.trim()} · ${this.title}` : this.title;
    this.#showSorts(question);
    this.download.stop();
    this.panel.show(question);
    this.#focus = -1;
    this.#fresh = true;
    this.#top = back?.top ?? 0;
    this.#show(back?.shown ?? FIRST);
  }

  /**
   * Shows in which order results come; without words the newest come first, and nothing is more relevant.
   * @param {import('./narrowing.js').Question} question
   */
  #showSorts(question) {
    const worded = question.words.trim() !== "";
    const current = !worded && question.sort === "relevance" ? "date" : question.sort;
    for (const link of this.tools.querySelectorAll("a")) {
      const sort = SORTS.find((one) => one === link.dataset.sort) ?? "relevance";
      link.href = addressOf({ ...question, sort }) || location.pathname;
      link.toggleAttribute("aria-current", false);
      if (sort === current) link.setAttribute("aria-current", "true");
      if (link.parentElement) link.parentElement.hidden = sort === "relevance" && !worded;
    }
  }

  /** @param {number} limit */
  #show(limit) {
    const asked = asks(this.question);
    this.#limit = limit;
    this.#turn += 1;
    this.fault.hidden = this.more.hidden = true;
    this.help.hidden = asked;
    this.tools.hidden = !asked;
    this.offers.clear();
    this.status.textContent = asked ? (this.texts.searching ?? "") : "";
    if (!asked) this.list.replaceChildren();
    this.skeleton.hidden = !asked || this.list.children.length > 0;
    this.list.setAttribute("aria-busy", String(asked));
    const from = this.#fresh ? 0 : this.list.children.length;
    const facets = this.panel.open();
    this.client.say({ type: "ask", id: this.#turn, question: this.question, limit, from, facets });
  }

  /** @param {any} message */
  #hear(message) {
    if (this.download.hear(message) || message.id !== this.#turn) return;
    if (message.type === "hit") this.#add(message.hit);
    else if (message.type === "sure") this.#say(message.total, true, false);
    else if (message.type === "total") this.#finish(message);
    else if (message.type === "titles") this.panel.named(message.titles);
    else if (message.type === "offers") this.offers.show(message.offers, this.question, message.also);
    else if (message.type === "counts") this.panel.counted(message.count);
    else if (message.type === "fault") this.#fail(message.reason);
  }

  /** @param {import('./showing.js').Shown} hit */
  #add(hit) {
    const item = resultItem(hit, this.base, this.texts);
    this.skeleton.hidden = true;
    if (this.#fresh) this.list.replaceChildren(item);
    else this.list.append(item);
    this.#fresh = false;
  }

  /** @param {{total: number, exact: boolean, more: boolean, nothing: boolean, bare: string}} answer */
  #finish({ total, exact, more, nothing, bare }) {
    if (this.#fresh) this.list.replaceChildren();
    this.#fresh = false;
    this.skeleton.hidden = true;
    this.list.setAttribute("aria-busy", "false");
    this.#say(total, exact, nothing, bare);
    this.more.hidden = !more;
    this.tools.hidden = total === 0;
    this.help.hidden = total > 0;
    this.panel.found(total > 0 || nothing);
    if (total === 0 && !nothing && this.question.words.trim()) {
      this.offers.look();
      this.client.say({ type: "near", id: this.#turn, question: this.question });
    }
    if (this.#focus >= 0) this.list.children[this.#focus]?.querySelector("a")?.focus();
    this.#focus = -1;
    if (this.#top) scrollTo(0, this.#top);
    this.#top = 0;
  }

  /**
   * Says how many there are, as soon as that is known, and no sentence twice.
   * @param {number} total
   * @param {boolean} exact
   * @param {boolean} nothing
   * @param {string} bare the name of a field with nothing behind it
   */
  #say(total, exact, nothing, bare = "") {
    const sentence = asks(this.question) ? this.#sentence(total, exact, nothing, bare) : "";
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }

  /**
   * @param {number} n
   * @param {boolean} exact
   * @param {boolean} nothing
   * @param {string} bare
   */
  #sentence(n, exact, nothing, bare) {
    const words = this.question.words.trim();
    if (nothing) return bare ? told(this.texts.fieldAsked, { field: bare }) : (this.texts.nothingAsked ?? "");
    if (n === 0) return told(words ? this.texts.none : this.texts.noneChosen, { words });
    if (!words) return told(exact ? this.texts.chosenFound : this.texts.chosenAtMost, { n });
    return told(exact ? this.texts.found : this.texts.atMost, { n, words });
  }

  /** @param {string} reason */
  #fail(reason) {
    this.status.textContent = "";
    this.list.replaceChildren();
    this.skeleton.hidden = this.tools.hidden = true;
    find(this.fault, "[data-part=reason]").textContent = reason;
    this.fault.hidden = false;
  }
}

const root = document.querySelector("[data-module='search']");
if (root instanceof HTMLElement) new SearchPage(root).start();
