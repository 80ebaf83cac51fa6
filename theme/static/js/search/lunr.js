/** lunr as a module, in the page and in a worker alike. */

import "./amd.js";
import "../vendor/lunr.js";

export default /** @type {any} */ (globalThis).lunr;
