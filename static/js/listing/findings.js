/**
 * What a reviewer says of the listing, under the editor: the error first, with torch's own words and what they mean, then the
 * findings by line, each with its fix.
 *
 * @typedef {import("./run.js").Finding} Finding
 * @typedef {import("./run.js").Answer} Answer
 */

import { element, withCode } from "../dom.js";
import { mark } from "./margin.js";

/**
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {(line: number | null) => void} options.onPoint
 * @param {(line: number) => void} options.onGo
 * @param {(finding: Finding) => void} options.onFix
 */
export function createFindings({ t, onPoint, onGo, onFix }) {
  const list = element("ul", { class: "findings", "aria-label": t("listing.findings") });

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

  return {
    element: list,
    /** @param {readonly Finding[]} findings */
    update(findings) {
      // Another window or episode changes no finding, and what is in focus stays in focus.
      const next = JSON.stringify(findings);
      if (next === shown) return;
      shown = next;
      list.replaceChildren(...findings.map(row));
      list.hidden = !findings.length;
    },
    /** The words of one of them. @param {number} index */
    reveal(index) {
      const item = list.children[index];
      item?.scrollIntoView({ block: "nearest" });
      /** @type {HTMLElement | null | undefined} */ (item?.querySelector("button"))?.focus();
    },
  };
}
