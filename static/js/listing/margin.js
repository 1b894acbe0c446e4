/**
 * A listing in the editor: colours of Python, numbers of lines, marks beside them, and the lines that are lit.
 *
 * @typedef {import("./run.js").Finding} Finding
 * @typedef {import("../types.js").Phase} Phase
 * @typedef {{view: import("@codemirror/view").EditorView, codemirror: typeof import("../../vendor/codemirror.js")}} Mounted
 *
 * @typedef {object} Lit
 * @property {number | null} step  the line of the present step
 * @property {Phase} phase
 * @property {number | null} pointed  the line that the reader points at elsewhere
 * @property {number | null} wrong  the line that stopped
 * @property {readonly Pick<Finding, "line" | "severity" | "text">[]} findings
 */

import { element } from "../dom.js";
import { pythonParts } from "../panels/python.js";

/** Marks tell by their shape as well: an octagon stops, a triangle warns. */
export const SHAPES = { error: "M5 1h6l4 4v6l-4 4H5l-4-4V5z", warning: "M8 1.5L15.5 15H.5z" };

/** @param {"error" | "warning"} severity */
export function mark(severity) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `finding-shape ${severity}`);
  for (const [d, kind] of [[SHAPES[severity], "around"], [severity === "error" ? "M5.5 5.5l5 5m0-5l-5 5" : "M8 6v4.2M8 12.4v.4", "inside"]]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    path.setAttribute("class", kind);
    svg.append(path);
  }
  return svg;
}

/**
 * @param {Promise<Mounted>} mounted
 * @param {(finding: number) => void} onFinding a mark is pressed: which of the findings
 */
export function createMargin(mounted, onFinding) {
  /** @type {Lit} */
  let lit = { step: null, phase: "forward", pointed: null, wrong: null, findings: [] };
  let on = false;
  /** @type {((next: Lit | null) => void) | null} */
  let draw = null;
  /** @type {import("@codemirror/view").EditorView | null} */
  let editor = null;
  /** How the text that stands there came in; the first one came before its margin did. @type {"typed" | "pasted" | "pasted whole"} */
  let came = "pasted whole";

  mounted.then(({ view, codemirror }) => {
    editor = view;
    draw = extend(view, codemirror, onFinding, (how) => (came = how));
    draw(on ? lit : null);
  });

  return {
    /** Whether the editor holds a listing. @param {boolean} next */
    turn(next) {
      if (next === on) return;
      on = next;
      draw?.(on ? lit : null);
    },
    /** @param {Partial<Lit>} changed */
    light(changed) {
      const next = { ...lit, ...changed };
      if (JSON.stringify(next) === JSON.stringify(lit)) return;
      lit = next;
      if (on) draw?.(lit);
    },
    /**
     * Brings a line into sight with the lines beside it; `far` false: only where the editor's edge cuts it.
     * @param {number} line @param {boolean} [far]
     */
    async reveal(line, far = true) {
      const view = await mounted.then(({ view }) => view, () => null);
      if (!view || !on || line < 1 || line > view.state.doc.lines) return;
      view.requestMeasure({
        key: reveals,
        read() {
          const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
          const block = view.lineBlockAt(from);
          const { scrollTop, clientHeight } = view.scrollDOM;
          const [top, bottom] = [block.top, block.bottom].map((y) => y + view.documentPadding.top - scrollTop);
          const spare = Math.max(Math.min(block.height, (clientHeight - block.height) / 2), 0);
          if (!far && (bottom <= 0 || top >= clientHeight)) return 0;
          return top < spare ? top - spare : Math.max(bottom + spare - clientHeight, 0);
        },
        write: (by) => by && view.scrollDOM.scrollBy({ top: by, behavior: "instant" }),
      });
    },
    /** Whether somebody writes in it: what they look at stays where it is. */
    typing: () => editor?.hasFocus === true && came === "typed",
    /** Whether all of it was just pasted; told once. */
    arrived() {
      const whole = came === "pasted whole";
      if (whole) came = "pasted";
      return whole;
    },
    /** To the first line, and where lines begin. */
    async rewind() {
      const here = await mounted.catch(() => null);
      here?.view.dispatch({ effects: here.codemirror.EditorView.scrollIntoView(0, { y: "start", x: "start", yMargin: 12, xMargin: 80 }) });
    },
    /** Goes to a line, with the cursor. @param {number} line */
    go(line) {
      if (!editor || line < 1 || line > editor.state.doc.lines) return;
      const { from, to } = editor.state.doc.line(line);
      editor.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
      editor.focus();
    },
  };
}

/** Of several lines to be brought into sight at once the last is. */
const reveals = {};

/**
 * @param {import("@codemirror/view").EditorView} view
 * @param {typeof import("../../vendor/codemirror.js")} codemirror
 * @param {(finding: number) => void} onFinding
 * @param {(how: "typed" | "pasted" | "pasted whole") => void} onChange
 */
function extend(view, { Decoration, EditorView, StateEffect, StateField, WidgetType }, onFinding, onChange) {
  /** @type {import("@codemirror/state").StateEffectType<Lit | null>} */
  const setLit = StateEffect.define();

  class Mark extends WidgetType {
    /** @param {number} index @param {Lit["findings"][number]} finding */
    constructor(index, finding) {
      super();
      this.index = index;
      this.finding = finding;
    }
    /** @param {Mark} other */
    eq(other) {
      return other.index === this.index && other.finding.text === this.finding.text;
    }
    toDOM() {
      const { severity, text } = this.finding;
      return element(
        "button",
        { type: "button", class: `finding-mark ${severity}`, "aria-label": text, title: text, contenteditable: "false", onclick: () => onFinding(this.index), onmousedown: (event) => event.preventDefault() },
        mark(severity),
      );
    }
    ignoreEvent() {
      return true;
    }
  }

  /** @type {import("@codemirror/state").Text | null} */
  let painted = null;
  /** @type {import("@codemirror/state").Range<import("@codemirror/view").Decoration>[]} */
  let colours = [];

  /** @param {import("@codemirror/state").Text} doc @param {Lit} lit */
  function decorate(doc, lit) {
    // A line that is lit changes no colour of Python: those are looked for once in a text.
    if (doc !== painted) {
      painted = doc;
      colours = pythonParts(doc.toString()).map(({ from, to, kind }) => Decoration.mark({ class: `cm-python-${kind}` }).range(from, to));
    }
    const found = [...colours];
    for (let number = 1; number <= doc.lines; number++) {
      const classes = ["cm-numbered"];
      if (number === lit.step) classes.push("cm-step", lit.phase);
      if (number === lit.pointed) classes.push("cm-pointed");
      if (number === lit.wrong) classes.push("cm-stopped");
      found.push(Decoration.line({ class: classes.join(" "), attributes: { "data-number": String(number) } }).range(doc.line(number).from));
    }
    /** @type {Set<number>} one mark a line; its words are those of the first */
    const marked = new Set();
    for (const [index, finding] of lit.findings.entries()) {
      if (finding.line < 1 || finding.line > doc.lines || marked.has(finding.line)) continue;
      marked.add(finding.line);
      found.push(Decoration.widget({ widget: new Mark(index, finding), side: -1 }).range(doc.line(finding.line).from));
    }
    return Decoration.set(found, true);
  }

  /** @type {Lit | null} */
  let present = null;
  const field = StateField.define({
    create: () => Decoration.none,
    update(shown, transaction) {
      for (const effect of transaction.effects) if (effect.is(setLit)) present = effect.value;
      const changed = transaction.docChanged || transaction.effects.some((effect) => effect.is(setLit));
      if (!changed) return shown;
      if (transaction.docChanged) {
        const pasted = transaction.isUserEvent("input.paste");
        const { length } = transaction.startState.doc;
        const whole = length === 0 || transaction.changes.touchesRange(0, length) === "cover";
        onChange(!pasted ? "typed" : whole ? "pasted whole" : "pasted");
      }
      // What is marked was said of another text: after an edit its lines may be others.
      return present ? decorate(transaction.newDoc, transaction.docChanged ? { ...present, step: null, pointed: null } : present) : Decoration.none;
    },
    provide: (own) => EditorView.decorations.from(own),
  });

  // A line after a colon stands further in; all others where the one before them does, as the editor has it.
  view.contentDOM.addEventListener(
    "keydown",
    (event) => {
      const { from, to } = view.state.selection.main;
      const line = view.state.doc.lineAt(from);
      const before = line.text.slice(0, from - line.from);
      if (!present || event.key !== "Enter" || event.isComposing || !/:\s*(#.*)?$/.test(before)) return;
      event.preventDefault();
      event.stopPropagation();
      const insert = `\n${/^\s*/.exec(before)?.[0] ?? ""}    `;
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: "input" });
    },
    true,
  );

  view.dispatch({ effects: StateEffect.appendConfig.of(field) });
  return (/** @type {Lit | null} */ next) => view.dispatch({ effects: setLit.of(next) });
}
