/**
 * Lets lunr's file, which is no module, be imported as one: it hands itself to `define` where there is one. A module
 * has no `this` to hang it on.
 */

/** @type {any} */ (globalThis).define = Object.assign(
  (/** @type {() => unknown} */ make) => {
    /** @type {any} */ (globalThis).lunr = make();
  },
  { amd: true },
);
