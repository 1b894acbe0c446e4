/**
 * The graph as a program that runs alone: NumPy with its backward pass by hand, PyTorch, JAX. Read-only, with a button that
 * copies it; a line lights what it computes.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Target} Target
 * @typedef {{target: string, filename: string, code: string, lines: import("../links.js").CodeLine[]}} CodeAnswer
 */

import * as codemirror from "../../vendor/codemirror.js";
import { createAsker } from "../api.js";
import { copy } from "../copy.js";
import { element } from "../dom.js";
import { codeAbout, targetOfCode } from "../links.js";
import { createChoice } from "./choice.js";
import { pythonParts } from "./python.js";
import { dyedPlaces, hueOfIdentifier } from "../dye.js";

const TARGETS = [
  { value: "numpy", label: "NumPy" },
  { value: "pytorch", label: "PyTorch" },
  { value: "jax", label: "JAX" },
];
const SAID = 1600;

const { Decoration, EditorState, EditorView, StateEffect, StateField, keymap } = codemirror;

/** @type {import("@codemirror/state").StateEffectType<readonly number[]>} */
const setLit = StateEffect.define();

const highlighting = StateField.define({
  create: ({ doc }) => coloured(doc.toString()),
  update: (marks, { docChanged, newDoc }) => (docChanged ? coloured(newDoc.toString()) : marks),
  provide: (field) => EditorView.decorations.from(field),
});

const lighting = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    if (transaction.docChanged) return Decoration.none;
    for (const effect of transaction.effects) {
      if (!effect.is(setLit)) continue;
      const { doc } = transaction.state;
      const lines = effect.value.filter((line) => line <= doc.lines);
      return Decoration.set(lines.map((line) => Decoration.line({ class: "cm-lit" }).range(doc.line(line).from)));
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** @param {string} code */
function coloured(code) {
  const parts = pythonParts(code);
  const marks = parts.map(({ from, to, kind }) => Decoration.mark({ class: `py-${kind}` }).range(from, to));
  const said = parts.filter(({ kind }) => kind === "comment" || kind === "string");
  for (const { index: from, 0: name } of code.matchAll(/(?<![\w.])[^\W\d]\w*/gu)) {
    const hue = hueOfIdentifier(name);
    if (hue === undefined || said.some((part) => from >= part.from && from < part.to)) continue;
    marks.push(Decoration.mark({ attributes: { style: `color: var(--trace-${hue})` }, class: "py-quantity" }).range(from, from + name.length));
  }
  return Decoration.set(marks, true);
}

/** @type {import("./desk.js").PanelMaker} */
export function createPanel(place, { t, ask, onPoint }) {
  const choice = createChoice(t("code.target"), () => question());
  choice.offer(TARGETS);
  const said = element("span", { class: "visually-hidden", role: "status" });
  const button = element("button", { type: "button", class: "button", onclick: take }, t("code.copy"));
  const frame = element("div", { class: "code-frame" });
  const refusal = element("p", { class: "quiet", hidden: true });
  place.replaceChildren(element("div", { class: "code-head" }, choice.element, button, said), frame, refusal);

  /** @type {Payload | null} */
  let payload = null;
  /** @type {CodeAnswer | null} */
  let answer = null;
  /** @type {readonly Target[]} */
  let lit = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let pointed = 0;
  let shown = "";

  const view = new EditorView({
    parent: frame,
    state: EditorState.create({
      doc: "",
      extensions: [
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ "aria-label": t("code.label"), "aria-readonly": "true", inputmode: "none", tabindex: "0" }),
        keymap.of(codemirror.standardKeymap),
        highlighting,
        lighting,
        // By keys the line of the caret is the one that is pointed at.
        EditorView.updateListener.of((update) => {
          if (update.selectionSet && update.view.hasFocus) point(update.state.doc.lineAt(update.state.selection.main.head).number);
        }),
      ],
    }),
  });
  view.dom.onpointermove = ({ clientX: x, clientY: y }) => {
    const at = view.posAtCoords({ x, y }, false);
    point(view.state.doc.lineAt(at).number);
  };
  view.dom.onpointerleave = () => point(0);
  view.contentDOM.onblur = () => point(0);

  /** @param {number} line from 1; 0: none */
  function point(line) {
    if (line === pointed) return;
    pointed = line;
    onPoint(payload && targetOfCode(payload, answer?.lines.find((each) => each.line === line)));
  }

  const asker = createAsker({
    /** @param {string} target @param {AbortSignal} signal @returns {Promise<CodeAnswer>} */
    ask: (target, signal) => ask("code", { target }, signal),
    onAnswer(found) {
      answer = found;
      refusal.hidden = true;
      frame.hidden = button.hidden = false;
      // The same code may have other colours now.
      const now = `${dyedPlaces().length} ${found.code}`;
      if (shown !== now) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: found.code } });
      shown = now;
      light();
    },
    onProblem(problem) {
      answer = null;
      refusal.hidden = false;
      frame.hidden = button.hidden = true;
      refusal.textContent = problem?.detail ?? t("stage.unreachable");
    },
  });

  function light() {
    if (payload) view.dispatch({ effects: setLit.of(codeAbout(payload, answer?.lines ?? [], lit)) });
  }

  function question() {
    asker.slide(choice.value ?? TARGETS[0].value);
  }

  async function take() {
    if (!answer) return;
    await copy(answer.code);
    clearTimeout(timer);
    button.textContent = said.textContent = t("share.copied");
    timer = setTimeout(() => {
      button.textContent = t("code.copy");
      said.textContent = "";
    }, SAID);
  }

  return {
    update(next) {
      payload = next;
      question();
    },
    light(targets) {
      lit = targets;
      light();
    },
    close: () => point(0),
  };
}
