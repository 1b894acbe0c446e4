/** The page's address, kept in line with what is chosen; and that of the page in the other language. */

import { writeAddress } from "./address.js";

const REST = 300;

/**
 * @param {HTMLAnchorElement} other leads to the page in the other language
 * @param {() => [import("./question.js").Question, import("./address.js").Looks]} chosen
 * @returns {(() => void) & {now: () => void}} something has been chosen: it is written soon, or `now`
 */
export function createKeeping(other, chosen) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function write() {
    clearTimeout(timer);
    const [question, looks] = chosen();
    const { lang } = Object.fromEntries(new URLSearchParams(location.search));
    try {
      history.replaceState(null, "", location.pathname + writeAddress(question, looks, lang));
    } catch {
      // More samples than a browser's address takes: what is shown stays, the last address too.
    }
    other.href = location.pathname + writeAddress(question, looks, other.hreflang);
  }
  other.addEventListener("click", write);
  addEventListener("pagehide", write);

  function keep() {
    clearTimeout(timer);
    timer = setTimeout(write, REST);
  }
  return Object.assign(keep, { now: write });
}
