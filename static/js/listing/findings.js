/**
 * What a reviewer says of the listing, under the editor: the one about the error first, the others by line, each with its fix.
 * Where there is little room they are one line until they are asked for.
 *
 * @typedef {import("./run.js").Finding} Finding
 * @typedef {import("./run.js").Answer} Answer
 */

import { element, withCode } from "../dom.js";
import { mark } from "./margin.js";

/** A phone, as in narrow.css. */
const NARROW = "screen and (max-width: 700px)";

/**
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {(line: number | null) => void} options.onPoint
 * @param {(line: number) => void} options.onGo
 * @param {(finding: Finding) => void} options.onFix
 */
export function createFindings({ t, onPoint, onGo, onFix }) {
  const list = element("ul", { class: "findings-list", id: "findings-list", "aria-label": t("listing.findings") });
  const head = element("button", { type: "button", class: "findings-head", "aria-controls": "findings-list", onclick: () => set(!open) });
  const place = element("section", { class: "findings", hidden: true }, head, list);

  const narrow = matchMedia(NARROW);
  let open = !narrow.matches;
  narrow.addEventListener("change", () => set(!narrow.matches));
  /** @param {boolean} next */
  function set(next) {
    open = next;
    head.setAttribute("aria-expanded", String(open));
  }
  set(open);

  let shown = "";

  /** @param {Finding} finding */
  function row(finding) {
    const { severity, line, text, fix, replacement } = finding;
    const go = element("button", { type: "button", class: "finding-line", onclick: () => onGo(line) }, mark(severity), t("listing.line", { line }));
    const words = [element("p", {}, ...withCode(text))];
    if (fix) words.push(element("p", { class: "finding-fix" }, ...withCode(fix)));
    const acts = [];
    if (replacement) acts.push(element("button", { type: "button", class: "button small", onclick: () => onFix(finding) }, t("listing.fix")));
    else if (/`[^`]+`/.test(fix)) {
      const code = /`([^`]+)`/.exec(fix)?.[1] ?? "";
      acts.push(
        element(
          "button",
          {
            type: "button",
            class: "button small",
            async onclick({ currentTarget: button }) {
              await (await import("../copy.js")).copy(code);
              button.textContent = t("share.copied");
            },
          },
          t("listing.copy"),
        ),
      );
    }
    const heard = { onmouseenter: () => onPoint(line), onmouseleave: () => onPoint(null), onfocusin: () => onPoint(line), onfocusout: () => onPoint(null) };
    return element("li", { class: `finding ${severity}`, "data-line": line, ...heard }, go, element("div", {}, ...words, ...acts));
  }

  /** How many there are, and how the first begins. @param {readonly Finding[]} findings */
  function tell(findings) {
    const [{ severity, line, text }] = findings;
    const count = findings.length === 1 ? t("listing.line", { line }) : t("listing.findings.count", { count: findings.length });
    head.replaceChildren(mark(severity), element("b", {}, count), element("span", { class: "findings-first" }, text.replaceAll("`", "")));
  }

  return {
    element: place,
    /** @param {readonly Finding[]} findings */
    update(findings) {
      // Another window or episode changes no finding, and what is in focus stays in focus.
      const next = JSON.stringify(findings);
      if (next === shown) return;
      shown = next;
      if (findings.length) tell(findings);
      list.replaceChildren(...findings.map(row));
      place.classList.toggle("one", findings.length === 1);
      place.hidden = !findings.length;
    },
    /** The words of one of them. @param {number} index */
    reveal(index) {
      set(true);
      const item = list.children[index];
      item?.scrollIntoView({ block: "nearest" });
      /** @type {HTMLElement | null | undefined} */ (item?.querySelector("button"))?.focus();
    },
  };
}
