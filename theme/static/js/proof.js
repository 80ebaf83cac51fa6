// Adds「核对公开记录」to the history of a record: one press proves the page by the site's transparency log.
// Without this script, or to trust nothing that the site says, ./portal verify does the same and more.

/** @param {HTMLElement} root holds the words of the button, the page's JSON and the site's root as data attributes */
export function addProof(root) {
  const { words, json, site } = root.dataset;
  if (!words || !json || !site) throw new Error("proof: data-words, data-json or data-site is missing");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "proof__button";
  button.textContent = words;
  const status = document.createElement("p");
  status.className = "proof__status";
  status.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.className = "proof__list";
  list.setAttribute("aria-label", words);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    list.replaceChildren();
    const { conclusion, WORKING } = await import("./log/words.js");
    status.textContent = WORKING;
    status.textContent = conclusion(await prove(json, site, list));
    button.removeAttribute("aria-disabled");
  });
  root.append(button, status, list);
}

/**
 * Proves the page, a line of the list for each finding; returns how many of each verdict there are.
 * @param {string} json
 * @param {string} site
 * @param {HTMLElement} list
 */
async function prove(json, site, list) {
  const [{ Absent, Proof, Unreadable }, { SIGNS, SPOKEN, told }] = await Promise.all([
    import("./log/proof.js"),
    import("./log/words.js"),
  ]);
  const counted = { proved: 0, unknown: 0, failed: 0, unread: 0 };
  /** @type {import('./log/proof.js').Say} */
  const say = (verdict, sentence, facts = {}) => {
    counted[verdict] += 1;
    if (sentence === "unreadable") counted.unread += 1;
    list.append(line(verdict, SIGNS[verdict], SPOKEN[verdict], told(sentence, facts)));
  };
  if (!globalThis.crypto?.subtle) {
    say("unknown", "noSubtle");
    return counted;
  }
  const read = (/** @type {string} */ path) => fetched(site, path, Absent, Unreadable);
  const page = decodeURI(location.pathname).replace(/index\.html$/, "");
  await new Proof(read, crypto.subtle, say).run(decodeURI(json).slice(site.length), page.slice(site.length));
  return counted;
}

/**
 * @param {import('./log/proof.js').Verdict} verdict
 * @param {string} written
 * @param {string} said
 * @param {string} text
 */
function line(verdict, written, said, text) {
  const item = document.createElement("li");
  item.className = `proof__line proof__line--${verdict}`;
  const sign = document.createElement("span");
  sign.className = "proof__sign";
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = written;
  const spoken = document.createElement("span");
  spoken.className = "vh";
  spoken.textContent = said;
  const sentence = document.createElement("span");
  sentence.append(spoken, text);
  item.append(sign, sentence);
  return item;
}

/**
 * Fetches a file of this site anew; throws an `Absent` where there is none, an `Unreadable` where nobody knows.
 * @param {string} site
 * @param {string} path
 * @param {new (path: string) => Error} Absent
 * @param {new (path: string) => Error} Unreadable
 */
async function fetched(site, path, Absent, Unreadable) {
  const address = new URL(site + path.split("/").map(encodeURIComponent).join("/"), location.origin);
  const answer = await fetch(address, { cache: "no-cache", credentials: "same-origin" }).catch(() => null);
  if (answer?.status === 404 || answer?.status === 410) throw new Absent(path);
  if (!answer?.ok) throw new Unreadable(path);
  const raw = await answer.arrayBuffer().catch(() => null);
  if (!raw) throw new Unreadable(path);
  return new Uint8Array(raw);
}

for (const root of document.querySelectorAll("[data-module='proof']")) {
  if (root instanceof HTMLElement) addProof(root);
}
