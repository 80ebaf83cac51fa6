/**
 * Where somebody was among the results: how many were shown and how far down the page was, kept with the step of history,
 * so that the way back from a result leads to where it was left.
 *
 * @typedef {{shown: number, top: number}} Kept
 */

const PAUSE = 150;

/**
 * Returns what was kept with the step that the page is at; null where nothing was.
 * @returns {Kept | null}
 */
export function kept() {
  const { shown, top } = history.state ?? {};
  return Number.isInteger(shown) && shown > 0 ? { shown, top: Number(top) || 0 } : null;
}

/** The place of one page of results. */
export class Place {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /**
   * @param {HTMLElement} list the results, of which one may be followed
   * @param {() => number} shown says how many are shown now
   */
  constructor(list, shown) {
    this.shown = shown;
    history.scrollRestoration = "manual";
    list.addEventListener("click", () => this.keep());
    window.addEventListener("scroll", () => {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.keep(), PAUSE);
    });
  }

  /** Keeps the place with the step that the page is at. */
  keep() {
    clearTimeout(this.#pause);
    history.replaceState({ shown: this.shown(), top: Math.round(scrollY) }, "");
  }
}
