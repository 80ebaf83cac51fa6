// Filters the lists of a page of many agencies together, and sorts the first of them. The first rows of a list stand
// open and the others are folded; without this script both are read as they stand.

import { addSorting, labelled, matches, ordered } from "./table.js";

/** One list: a table, and below it, folded, a table of the rows that are too many. */
export class Listed {
  /** @param {HTMLElement} root has `data-part="listed"` */
  constructor(root) {
    const [table] = root.querySelectorAll("table");
    if (!table || !table.tHead || !table.tBodies[0]) {
      throw new Error("agencies: a table with thead and tbody not found");
    }
    this.table = table;
    this.first = table.tBodies[0];
    this.folded = root.querySelector("details");
    this.unprinted = root.querySelector(".rest__unprinted");
    this.narrowed = root.querySelector("[data-part=narrowed]");
    this.rest = root.dataset.rest;
    this.limit = this.folded ? this.first.rows.length : Infinity;
    this.rows = [...root.querySelectorAll("tbody > tr")];
    this.typed = "";
  }

  /** Shows the rows that hold what was typed, the first of them open; returns how many they are. */
  show(typed) {
    this.typed = typed;
    const found = this.rows.filter((row) => matches(row.textContent, typed));
    for (const row of this.rows) row.hidden = true;
    for (const row of found) row.hidden = false;
    const others = this.rows.filter((row) => row.hidden);
    this.first.append(...found.slice(0, this.limit), ...others);
    const more = found.slice(this.limit);
    if (this.folded) {
      this.folded.querySelector("tbody").append(...more);
      this.folded.hidden = this.unprinted.hidden = more.length === 0;
      this.folded.querySelector("summary").textContent = told(this.rest, { n: more.length });
      this.unprinted.textContent = told(this.unprinted.dataset.words, { n: more.length });
    }
    if (this.narrowed) {
      const [shown, all] = [found.length, this.rows.length];
      this.narrowed.textContent = told(this.narrowed.dataset.words, { words: typed.trim(), shown, all });
      this.narrowed.hidden = !typed.trim();
    }
    return found.length;
  }

  /** Puts all rows in the order of one column, and the first of them up. */
  sort(column, direction) {
    this.rows = ordered(this.rows, column, direction);
    this.show(this.typed);
  }
}

function told(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name].toLocaleString("zh-CN"));
}

/** @param {HTMLElement} root takes the box to type in; its data attributes hold the words */
export function enhance(root) {
  const lists = [...document.querySelectorAll("[data-part=listed]")].map((one) => new Listed(one));
  const [agencies] = lists;
  agencies.narrowed = null; // the status below the box says it of them
  const search = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
  const count = Object.assign(document.createElement("p"), { className: "catalogue__count" });
  const covers = Object.assign(document.createElement("p"), { className: "small muted", textContent: root.dataset.covers });
  count.setAttribute("role", "status");
  const show = () => {
    const [shown] = lists.map((one) => one.show(search.value));
    const words = told(root.dataset.count, { all: agencies.rows.length, shown });
    count.textContent = shown ? words : root.dataset.none;
  };
  root.className = "catalogue__tools";
  root.append(labelled(root.dataset.search, search), count, covers);
  search.addEventListener("input", show);
  const heads = [...agencies.table.tHead.rows[0].cells];
  heads.forEach((head, column) =>
    addSorting(head, root.dataset.sort, (direction) => {
      heads.forEach((other) => other !== head && other.removeAttribute("aria-sort"));
      agencies.sort(column, direction);
    }),
  );
  show();
}

for (const root of typeof document === "undefined" ? [] : document.querySelectorAll("[data-module='agencies']")) {
  enhance(root);
}
