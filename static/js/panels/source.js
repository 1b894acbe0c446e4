/**
 * What is written: in the page's own textarea until the editor takes its place, and where that cannot be loaded.
 *
 * @typedef {import("../edits.js").Edit} Edit
 * @typedef {import("../types.js").Phase} Phase
 *
 * @typedef {object} Marks  what is marked in the text, in code points
 * @property {[number, number] | null} wrong
 * @property {{spans: [number, number][], phase: Phase} | null} spoken
 * @property {readonly {span: readonly [number, number], hue: number}[]} quantities  in their colours
 *
 * @typedef {object} Source
 * @property {string} text
 * @property {(edit: Edit, byReader?: boolean) => void} change  `byReader`: told as an edit
 * @property {(marks: Partial<Marks>) => void} mark
 * @property {() => void} focus
 * @property {Promise<import("../listing/margin.js").Mounted>} mounted  the editor itself, once it is there
 * @typedef {Omit<Source, "mounted">} Inner
 */

import { applyEdit } from "../edits.js";

/** A page that plays all the time has nothing better to do never: milliseconds after which the editor comes anyway. */
const LATEST = 1000;

/**
 * @param {HTMLElement} place holds a textarea
 * @param {object} options
 * @param {(text: string) => void} options.onEdit
 * @param {{language: string, label: string}} options.completion  label: of the list that completes a word
 * @param {(offset: number | null) => void} options.onPoint the character under the pointer, in code points
 * @returns {Source}
 */
export function createSource(place, { onEdit, onPoint, completion }) {
  const area = /** @type {HTMLTextAreaElement} */ (place.querySelector("textarea"));
  area.addEventListener("input", () => onEdit(area.value));
  /** @type {Marks} */
  let marks = { wrong: null, spoken: null, quantities: [] };

  /** @type {Inner} */
  let inner = {
    get text() {
      return area.value;
    },
    change(edit, byReader) {
      area.value = applyEdit(area.value, edit);
      if (byReader) onEdit(area.value);
    },
    mark() {},
    focus: () => area.focus(),
  };

  // The formula can be read and typed before the editor is there: it comes after the first paint, or with the first key.
  const mounted = afterPaint(area)
    .then(() => Promise.all([import("./editor.js"), import("../../vendor/codemirror.js")]))
    .then(([{ createEditor }, codemirror]) => {
      const editor = createEditor(codemirror, place, area, onEdit, onPoint, completion);
      inner = editor.source;
      inner.mark(marks);
      return { view: editor.view, codemirror };
    });
  mounted.catch(() => {});

  return {
    get text() {
      return inner.text;
    },
    change: (edit, byReader) => inner.change(edit, byReader),
    mark(changed) {
      // Asked for at every frame of a run; the editor redraws only what is new.
      const next = { ...marks, ...changed };
      if (JSON.stringify(next) === JSON.stringify(marks)) return;
      marks = next;
      inner.mark(marks);
    },
    focus: () => inner.focus(),
    mounted,
  };
}

/** When the page has been painted and has nothing better to do, or its area is entered. @param {HTMLElement} area */
function afterPaint(area) {
  return new Promise((resolve) => {
    area.addEventListener("focus", () => resolve(null), { once: true });
    const idle = window.requestIdleCallback ?? setTimeout;
    requestAnimationFrame(() => setTimeout(() => idle(() => resolve(null), /** @type {any} */ ({ timeout: LATEST })), 0));
  });
}
