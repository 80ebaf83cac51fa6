// Adds「打印」and「复制地址」below a record; without this script the address and the browser's own menu do the same.

/** @param {HTMLElement} root the foot of a record, with the words for the buttons in its data attributes */
export function addActions(root) {
  const place = root.querySelector(".actions");
  const permalink = root.querySelector(".permalink a");
  if (!place || !permalink) {
    throw new Error("actions: .actions or .permalink a not found");
  }
  place.append(button(root.dataset.print, () => window.print()));
  if (navigator.clipboard) {
    const copy = button(root.dataset.copy, async () => {
      await navigator.clipboard.writeText(permalink.href);
      copy.textContent = root.dataset.copied;
    });
    copy.setAttribute("aria-live", "polite");
    place.append(copy);
  }
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "textbutton";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

for (const root of document.querySelectorAll("[data-module='actions']")) {
  addActions(root);
}
