/** Elements, found and made node by node: nothing is ever made from strings of HTML. */

/**
 * Returns an element below another; an error names what is missing.
 * @param {Element} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`search: ${selector} not found`);
  return found;
}

/**
 * Makes an element.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * Writes what a sentence of the page leaves open: `{n} 件` with a number grouped as Chinese pages do.
 * @param {string | undefined} sentence
 * @param {Record<string, string | number>} values
 */
export const told = (sentence, values) =>
  (sentence ?? "").replace(/\{(\w+)\}/gu, (_all, name) =>
    typeof values[name] === "number" ? values[name].toLocaleString("zh-CN") : String(values[name] ?? ""),
  );
