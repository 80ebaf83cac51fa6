/** The search in a thread of its own, so that typing stays smooth: the same searcher, spoken to by messages. */

import lunr from "./lunr.js";
import { Searcher } from "./searcher.js";

const searcher = new Searcher(lunr, (message) => postMessage(message));
addEventListener("message", ({ data }) => searcher.receive(data));
postMessage({ type: "ready" });
