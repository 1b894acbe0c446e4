/**
 * One of a few, as a row of chips: a radio group by the pattern that screen readers know.
 *
 * @typedef {{value: string, label: string, latex?: string}} Option
 */

import { element } from "../dom.js";
import { typeset } from "../math.js";

/**
 * @param {string} label
 * @param {(value: string) => void} onChoose
 */
export function createChoice(label, onChoose) {
  const group = element("div", { class: "choice", role: "radiogroup", "aria-label": label });
  /** @type {string | null} */
  let chosen = null;
  let signature = "";

  /** @param {string} value */
  function mark(value) {
    chosen = value;
    for (const chip of /** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll("button"))) {
      chip.setAttribute("aria-checked", String(chip.dataset.value === value));
      chip.tabIndex = chip.dataset.value === value ? 0 : -1;
    }
  }

  /** @param {HTMLElement} chip */
  function choose(chip) {
    const value = chip.dataset.value ?? "";
    if (value === chosen) return;
    mark(value);
    onChoose(value);
  }

  group.addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!move) return;
    const chips = [...group.querySelectorAll("button")];
    const next = chips[(chips.findIndex((chip) => chip.dataset.value === chosen) + move + chips.length) % chips.length];
    next.focus();
    choose(next);
    event.preventDefault();
  });

  return {
    element: group,
    /** Marks one as chosen without telling; null: none of them. @param {string | null} value */
    show(value) {
      mark(value ?? "");
      const first = group.querySelector("button");
      if (value === null && first) first.tabIndex = 0;
    },
    get value() {
      return chosen;
    },
    /**
     * What there is to choose from. The chosen one stays where it can, else it is `preferred` or the first.
     * @param {readonly Option[]} options
     * @param {string | null} [preferred]
     */
    offer(options, preferred = null) {
      const next = JSON.stringify(options);
      if (next !== signature) {
        signature = next;
        group.replaceChildren(
          ...options.map(({ value, label: words, latex }) => {
            const chip = element("button", { type: "button", role: "radio", "data-value": value }, words);
            chip.onclick = () => choose(chip);
            if (latex) {
              chip.setAttribute("aria-label", words);
              typeset(chip, latex, { text: words });
            }
            return chip;
          }),
        );
      }
      const known = (/** @type {string | null} */ value) => options.some((option) => option.value === value);
      mark(known(chosen) ? String(chosen) : known(preferred) ? String(preferred) : (options[0]?.value ?? ""));
    },
  };
}
