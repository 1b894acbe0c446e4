/**
 * The console: what was printed, character for character, and each piece of it a way to the line that printed it.
 *
 * @typedef {import("./run.js").Piece} Piece
 */

import { element } from "../dom.js";

/**
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {(line: number | null) => void} options.onPoint the reader points at what a line has printed
 * @param {(line: number) => void} options.onGo and goes there
 * @param {() => void} options.onStop
 * @param {() => void} options.onAgain
 * @param {() => void} [options.onFigures]  what was drawn is wanted
 */
export function createConsole({ t, onPoint, onGo, onStop, onAgain, onFigures = () => {} }) {
  const state = element("span", { class: "console-state", role: "status" });
  let pressed = false;
  const halt = () => {
    pressed = true;
    onStop();
  };
  const stop = element("button", { type: "button", class: "button small", hidden: true, onclick: halt }, t("listing.stop"));
  const again = element("button", { type: "button", class: "button small", hidden: true, onclick: onAgain }, t("listing.again"));
  const figures = element("button", { type: "button", class: "button small", hidden: true, onclick: onFigures });
  const text = element("pre", { class: "console-text", tabindex: 0, role: "group", "aria-label": t("listing.console.label") });
  const empty = element("p", { class: "quiet", hidden: true }, t("listing.console.empty"));
  const place = element(
    "section",
    { class: "console", "aria-labelledby": "console-title" },
    element("div", { class: "console-head" }, element("h2", { class: "label", id: "console-title" }, t("listing.console")), state, figures, stop, again),
    text,
    empty,
  );

  /** @param {EventTarget | null} target */
  const lineAt = (target) => {
    const piece = target instanceof Element ? target.closest("[data-line]") : null;
    return piece instanceof HTMLElement ? Number(piece.dataset.line) : null;
  };
  /** @type {number | null} */
  let pointed = null;
  /** @param {number | null} line */
  function point(line) {
    if (line !== pointed) onPoint((pointed = line));
  }
  text.addEventListener("pointerover", ({ target }) => point(lineAt(target)));
  text.addEventListener("pointerleave", () => point(null));
  text.addEventListener("click", ({ target }) => {
    const line = lineAt(target);
    // Who has marked some of it wants to copy it.
    if (line !== null && getSelection()?.isCollapsed) onGo(line);
  });

  // By the keyboard: up and down from piece to piece, Enter to its line.
  /** @type {HTMLElement | null} */
  let present = null;
  /** @param {HTMLElement | null} next */
  function walk(next) {
    if (next) follows = false;
    present?.classList.remove("present");
    present = next;
    present?.classList.add("present");
    present?.scrollIntoView({ block: "nearest" });
    point(present ? Number(present.dataset.line) : null);
    if (present) state.textContent = t("listing.console.line", { line: present.dataset.line ?? "" });
  }
  text.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: present ? present.nextElementSibling : text.firstElementChild, ArrowUp: present ? present.previousElementSibling : text.lastElementChild };
    if (event.key === "Enter" && present) onGo(Number(present.dataset.line));
    else if (!(event.key in moves)) return;
    else walk(/** @type {HTMLElement | null} */ (moves[/** @type {"ArrowUp" | "ArrowDown"} */ (event.key)] ?? present));
    event.preventDefault();
  });
  text.addEventListener("blur", () => walk(null));

  /** Whether the reader stays at the end while more is printed, and while the console gets another height. */
  let follows = true;
  text.addEventListener("wheel", () => (follows = text.scrollTop + text.clientHeight >= text.scrollHeight - 4), { passive: true });
  const follow = () => follows && (text.scrollTop = text.scrollHeight);
  new ResizeObserver(follow).observe(text);

  return {
    element: place,
    clear() {
      present = null;
      follows = true;
      text.replaceChildren();
      empty.hidden = true;
    },
    /** @param {readonly Piece[]} pieces */
    add(pieces) {
      text.append(...pieces.map(({ line, text: words }) => element("span", { "data-line": line }, words)));
      follow();
    },
    /** What it says is whole, or was stopped. @param {readonly Piece[]} pieces @param {boolean} stopped @param {number} [drawn] figures */
    settle(pieces, stopped, drawn = 0) {
      again.hidden = !stopped;
      // Who stopped it by the keyboard is not left without a place.
      if (stopped && pressed) again.focus();
      pressed = false;
      figures.hidden = drawn === 0;
      figures.textContent = t("listing.console.figures", { count: drawn });
      empty.textContent = t("listing.console.empty");
      if (text.childElementCount !== pieces.length) {
        this.clear();
        this.add(pieces);
      }
      empty.hidden = pieces.length > 0;
      text.hidden = pieces.length === 0;
    },
    /** Nothing ran, and nothing has before. */
    unrun() {
      empty.textContent = t("listing.console.unrun");
      empty.hidden = false;
      text.hidden = true;
    },
    /** @param {string} words @param {boolean} [stoppable] */
    say(words, stoppable = false) {
      if (state.textContent !== words) state.textContent = words;
      stop.hidden = !stoppable;
      if (stoppable) again.hidden = figures.hidden = true;
      text.hidden = false;
    },
  };
}
