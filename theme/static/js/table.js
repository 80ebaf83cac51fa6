// Adds sorting and filtering to a table whose rows are all there; without this script the table is read as it stands.

const COLLATOR = new Intl.Collator("zh-CN-u-co-pinyin", { numeric: true });

/** Tell whether a row's words contain every word that was typed. */
export function matches(text, typed) {
  const words = typed.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  const within = text.normalize("NFKC").toLowerCase();
  return words.every((word) => within.includes(word));
}

/** Return the order in which rows stand: by the words of one column, rows of equal words as they stood. */
export function ordered(rows, column, direction) {
  const key = (row) => row.cells[column].textContent.trim();
  const sign = direction === "descending" ? -1 : 1;
  return rows
    .map((row, place) => ({ row, place, words: key(row) }))
    .sort((one, other) => sign * COLLATOR.compare(one.words, other.words) || one.place - other.place)
    .map(({ row }) => row);
}

/** @param {HTMLElement} root holds one table; its data attributes hold the words of the controls */
export function enhance(root) {
  const table = root.querySelector("table");
  if (!table || !table.tHead || !table.tBodies[0]) {
    throw new Error("table: a table with thead and tbody not found");
  }
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const chosen = heads.findIndex((head) => "choose" in head.dataset);
  const search = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
  const select = document.createElement("select");
  const count = Object.assign(document.createElement("p"), { className: "catalogue__count" });
  count.setAttribute("role", "status");

  const show = () => {
    let shown = 0;
    for (const row of rows) {
      const wanted = !select.value || row.cells[chosen].textContent.trim() === select.value;
      row.hidden = !(wanted && matches(row.textContent, search.value));
      shown += row.hidden ? 0 : 1;
    }
    const words = root.dataset.count.replace("{all}", rows.length).replace("{shown}", shown);
    count.textContent = shown ? words : root.dataset.none;
  };
  const tools = Object.assign(document.createElement("div"), { className: "catalogue__tools" });
  tools.append(labelled(root.dataset.search, search));
  if (chosen >= 0) {
    fill(select, root.dataset.all, rows.map((row) => row.cells[chosen].textContent.trim()));
    tools.append(labelled(root.dataset.choose, select));
  }
  tools.append(count);
  root.prepend(tools);
  search.addEventListener("input", show);
  select.addEventListener("change", show);
  heads.forEach((head, column) => {
    if ("sort" in head.dataset) {
      addSorting(head, root.dataset.sort, (direction) => {
        heads.forEach((other) => other !== head && other.removeAttribute("aria-sort"));
        body.append(...ordered([...body.rows], column, direction));
      });
    }
  });
  show();
}

let controls = 0;

export function labelled(words, control) {
  controls += 1;
  control.id = `table-control-${controls}`;
  const label = Object.assign(document.createElement("label"), { htmlFor: control.id, textContent: words });
  const pair = Object.assign(document.createElement("div"), { className: "catalogue__tool" });
  pair.append(label, control);
  return pair;
}

function fill(select, all, words) {
  select.append(new Option(all, ""), ...[...new Set(words)].map((word) => new Option(word, word)));
}

export function addSorting(head, words, sort) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "catalogue__sort";
  button.textContent = head.textContent;
  button.title = words.replace("{column}", head.textContent);
  button.addEventListener("click", () => {
    const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    head.setAttribute("aria-sort", direction);
    sort(direction);
  });
  head.replaceChildren(button);
}

for (const root of typeof document === "undefined" ? [] : document.querySelectorAll("[data-module='table']")) {
  enhance(root);
}
