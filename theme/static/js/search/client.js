/**
 * The page's end of the search: a worker, or, where there is none or it does not start, the same searcher in the page.
 *
 * @typedef {(message: any) => void} Hear
 */

/** One line to a searcher; what is said before it is ready is kept. */
export class Client {
  #hear;
  /** @type {any[]} */
  #said = [];
  /** @type {((message: any) => void) | null} */
  #say = null;

  /**
   * @param {string} base the path that the site stands under
   * @param {Hear} hear
   */
  constructor(base, hear) {
    this.#hear = hear;
    this.say({ type: "open", base });
    try {
      this.#start(new Worker(new URL("./worker.js", import.meta.url), { type: "module" }));
    } catch {
      this.#stay();
    }
  }

  /**
   * Says something to the searcher.
   * @param {any} message
   */
  say(message) {
    if (this.#say) this.#say(message);
    else this.#said.push(message);
  }

  /** @param {Worker} worker */
  #start(worker) {
    worker.addEventListener("message", ({ data }) => {
      if (data.type === "ready") this.#ready((message) => worker.postMessage(message));
      else this.#hear(data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker.terminate();
      if (!this.#say) this.#stay();
    });
  }

  /** Searches in the page itself. */
  async #stay() {
    try {
      const [{ default: lunr }, { Searcher }] = await Promise.all([import("./lunr.js"), import("./searcher.js")]);
      const searcher = new Searcher(lunr, this.#hear);
      this.#ready((message) => searcher.receive(message));
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : String(fault);
      this.#ready((message) => this.#hear({ type: "fault", id: message.id, reason }));
    }
  }

  /** @param {(message: any) => void} say */
  #ready(say) {
    this.#say = say;
    this.#said.forEach(say);
    this.#said = [];
  }
}
