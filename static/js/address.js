/**
 * The page's address, kept in line with what the reader chooses. A link that holds a graph (`/g/…`, `/s/…`) stays as it is
 * until something is chosen otherwise; then the address says everything itself.
 *
 * @typedef {import("./state.js").State} State
 */

import { readState, writeState } from "./state.js";

const REST = 250;
/** What servers take of an address; what is longer stays where it is. */
const LONGEST = 16_000;

/**
 * @param {HTMLElement} main says what the page was asked with, and whether by a link
 * @param {HTMLAnchorElement} language leads to the page in the other language
 * @param {() => State} current what the page would have to be asked for to be as it is
 */
export function createAddress(main, language, current) {
  const query = main.dataset.query ?? "";
  const linked = main.dataset.linked !== undefined;
  const { pathname, search, hash } = location;
  /** What the page said of itself when it had opened. @type {string | null} */
  let opened = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** The address as this page has read or written it. */
  let known = location.href;

  /** @param {State} state */
  function written(state) {
    const text = writeState(state);
    if (linked && text === opened) return pathname + search + hash;
    if (text.length > LONGEST) return location.pathname + location.search + text.replace(/^[^#]*/, "");
    return (linked ? "/" : pathname) + text;
  }

  function write() {
    clearTimeout(timer);
    // The reader has just written another one: `hashchange` is on its way.
    if (location.href !== known) return;
    const state = current();
    history.replaceState(null, "", written(state));
    known = location.href;
    const other = writeState({ ...state, language: language.hreflang });
    if (!linked) language.href = pathname + other;
    else if (writeState(state) !== opened) language.href = `/${other}`;
  }

  language.addEventListener("click", write);
  addEventListener("pagehide", write);

  return {
    /** What the address says. */
    read() {
      known = location.href;
      return readState(linked ? { search: query, hash: location.hash } : location);
    },
    /** What the first graph was asked with: the address's own choices, or a lesson's. */
    given: readState({ search: query, hash: "" }),
    /** The page has opened: what it says of itself now is what its link says. */
    open() {
      opened = writeState(current());
    },
    /** Soon; what follows at once is written with it. */
    keep() {
      clearTimeout(timer);
      timer = setTimeout(write, REST);
    },
  };
}
