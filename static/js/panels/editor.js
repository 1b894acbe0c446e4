/**
 * The formula's editor: CodeMirror, with the marks and colours of a formula, in the place of a textarea.
 *
 * @typedef {import("./source.js").Inner} Inner
 * @typedef {import("./source.js").Marks} Marks
 * @typedef {typeof import("../../vendor/codemirror.js")} Codemirror
 */

import { isListing } from "../listing/door.js";
import { pointOffset, unitRange } from "../spans.js";
import { tokensOf } from "../tokens.js";

/**
 * @param {Codemirror} codemirror
 * @param {HTMLElement} place
 * @param {HTMLTextAreaElement} area
 * @param {(text: string) => void} onEdit
 * @param {(offset: number | null) => void} onPoint
 * @param {{language: string, label: string}} completing
 * @returns {{source: Inner, view: import("@codemirror/view").EditorView}}
 */
export function createEditor(codemirror, place, area, onEdit, onPoint, completing) {
  const { Decoration, EditorState, EditorView, StateEffect, StateField, Transaction, keymap } = codemirror;
  /** @type {import("@codemirror/state").StateEffectType<Partial<Marks>>} */
  const setMarks = StateEffect.define();

  /** @param {string} text @param {Partial<Marks>} marks */
  function decorate(text, { wrong, spoken, quantities }) {
    const found = [];
    for (const { span, hue } of quantities ?? []) {
      const { from, to } = unitRange(text, span);
      if (from < to) found.push(Decoration.mark({ attributes: { style: `color: var(--trace-${hue})` }, class: "cm-quantity" }).range(from, to));
    }
    for (const span of spoken?.spans ?? []) {
      const { from, to } = unitRange(text, span);
      if (from < to) found.push(Decoration.mark({ class: `cm-spoken ${spoken?.phase}` }).range(from, to));
    }
    if (wrong) {
      const { from, to } = unitRange(text, wrong);
      // A line's end shows nothing.
      if (text.slice(from, to).trim()) found.push(Decoration.mark({ class: "cm-wrong" }).range(from, to));
      else found.push(Decoration.widget({ widget: here(codemirror), side: 1 }).range(from));
    }
    return Decoration.set(found, true);
  }

  const decorations = StateField.define({
    create: () => Decoration.none,
    update(present, transaction) {
      let next = present.map(transaction.changes);
      for (const effect of transaction.effects) {
        if (effect.is(setMarks)) next = decorate(transaction.newDoc.toString(), effect.value);
      }
      return next;
    },
    provide: (field) => EditorView.decorations.from(field),
  });

  // A listing has colours of its own.
  const paint = (/** @type {string} */ text) => isListing(text) ? Decoration.none : Decoration.set(tokensOf(text).map(({ from, to, kind }) => Decoration.mark({ class: `cm-${kind}` }).range(from, to)));
  const painted = StateField.define({
    create: (state) => paint(state.doc.toString()),
    update: (present, transaction) => (transaction.docChanged ? paint(transaction.newDoc.toString()) : present),
    provide: (field) => EditorView.decorations.from(field),
  });

  /** @type {ReturnType<typeof import("./completion.js").createCompletion> | null} */
  let completion = null;
  let awaited = false;
  async function complete() {
    if (isListing(view.state.doc.toString())) return;
    // Once it is there nothing is awaited: an import that is late would open again what Escape has closed since.
    if (!completion) {
      awaited = true;
      const { createCompletion } = await import("./completion.js");
      if (!awaited) return;
      awaited = false;
      completion ??= createCompletion(view, completing);
    }
    completion.typed();
  }
  function dismiss() {
    awaited = false;
    completion?.close();
  }
  const completionKeys = [
    { key: "ArrowDown", run: () => completion?.move(1) ?? false },
    { key: "ArrowUp", run: () => completion?.move(-1) ?? false },
    { key: "Enter", run: () => completion?.accept() ?? false },
    { key: "Tab", run: () => completion?.accept() ?? false },
    {
      key: "Escape",
      run() {
        const open = completion?.open ?? false;
        dismiss();
        return open;
      },
    },
  ];

  const hadFocus = document.activeElement === area;
  const [from, to] = [area.selectionStart, area.selectionEnd];
  const quiet = Transaction.remote.of(true);
  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      selection: hadFocus ? { anchor: from, head: to } : { anchor: area.value.length },
      extensions: [
        keymap.of([...completionKeys, ...codemirror.standardKeymap]),
        codemirror.bracketMatching(),
        EditorView.lineWrapping,
        EditorState.tabSize.of(4),
        EditorView.contentAttributes.of({
          "aria-label": area.getAttribute("aria-label") ?? "",
          autocapitalize: "off",
          spellcheck: "false",
          // It takes the focus anyway; what it scrolls in must be known to be reached.
          tabindex: "0",
        }),
        EditorView.updateListener.of((update) => {
          const byPage = update.transactions.some((each) => each.annotation(Transaction.remote));
          if (update.docChanged && !byPage) onEdit(update.state.doc.toString());
          if (update.docChanged && update.transactions.some((each) => each.isUserEvent("input.type"))) complete().catch(() => {});
          else if (update.selectionSet || update.docChanged) dismiss();
        }),
        painted,
        decorations,
      ],
    }),
  });
  /** @type {number | null} */
  let pointed = null;
  /** @param {number | null} next */
  function tell(next) {
    if (next !== pointed) onPoint((pointed = next));
  }
  view.dom.onpointermove = ({ clientX: x, clientY: y }) => {
    const at = view.posAndSideAtCoords({ x, y });
    // A place lies between two characters: the pointer is over the one at that side of it.
    const units = at && (at.assoc < 0 ? at.pos - 1 : at.pos);
    tell(units === null || units < 0 ? null : pointOffset(view.state.doc.toString(), units));
  };
  view.dom.onpointerleave = () => tell(null);
  area.hidden = true;
  area.disabled = true;
  place.append(view.dom);
  if (hadFocus) view.focus();

  /** @type {Inner} */
  const source = {
    get text() {
      return view.state.doc.toString();
    },
    change(edit, byReader = false) {
      view.dispatch({ changes: edit, annotations: byReader ? [] : [quiet] });
    },
    mark(marks) {
      view.dispatch({ effects: setMarks.of(marks) });
    },
    focus: () => view.focus(),
  };
  return { source, view };
}

/** A mark for a place between letters, as at the end of what is not finished. @param {Codemirror} codemirror */
function here({ WidgetType }) {
  return new (class extends WidgetType {
    toDOM() {
      const mark = document.createElement("span");
      mark.className = "cm-wrong-here";
      return mark;
    }
  })();
}
