/**
 * The whole result as a table: asked for, watched, called off, and handed to the browser.
 *
 * @typedef {import('./narrowing.js').Question} Question
 */

import { element, find, told } from "./elements.js";

/** The download of one search page. */
export class Download {
  #id = 0;

  /**
   * @param {HTMLElement} root
   * @param {(message: any) => void} say
   * @param {() => Question} question
   */
  constructor(root, say, question) {
    this.texts = root.dataset;
    this.say = say;
    this.button = find(root, "[data-part=download]");
    this.box = find(root, "[data-part=downloading]");
    this.progress = /** @type {HTMLProgressElement} */ (find(this.box, "progress"));
    this.words = find(this.box, "[data-part=progress]");
    this.button.addEventListener("click", () => this.#begin(question()));
    find(this.box, "button").addEventListener("click", () => this.stop());
  }

  /** @param {Question} question */
  #begin(question) {
    this.#id = Date.now();
    this.box.hidden = false;
    this.progress.hidden = find(this.box, "button").hidden = false;
    this.progress.removeAttribute("value");
    this.words.textContent = this.texts.verifying ?? "";
    const headings = (this.texts.headings ?? "").split("|");
    const { published = "", withdrawn = "", base = "" } = this.texts;
    const site = location.origin + base;
    this.say({ type: "table", id: this.#id, question, told: { headings, published, withdrawn, site } });
  }

  /** Calls the download off. */
  stop() {
    if (this.#id) this.say({ type: "stop", id: this.#id });
    this.#id = 0;
    this.box.hidden = true;
  }

  /**
   * Hears of progress, of the file, or of a failure; returns whether it was about this download.
   * @param {any} message
   */
  hear(message) {
    if (message.id !== this.#id) return false;
    if (message.type === "progress") {
      this.progress.max = message.of;
      this.progress.value = message.done;
      this.words.textContent = told(this.texts.verified, { done: message.done, of: message.of });
    } else {
      this.progress.hidden = find(this.box, "button").hidden = true;
      const failed = message.type === "fault";
      const sentence = failed ? this.texts.failed : this.texts.downloaded;
      this.words.textContent = told(sentence, { n: message.rows, reason: message.reason });
      if (!failed) this.#hand(message.text);
      this.#id = 0;
    }
    return true;
  }

  /** @param {string} text */
  #hand(text) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = element("a", { href: address, download: this.texts.file ?? "result.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }
}
