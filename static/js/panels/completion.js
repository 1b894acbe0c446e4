/**
 * What the word before the cursor may become: functions of the operations table, each with its one sentence. Loaded with the
 * first word that is typed; the list is the server's.
 *
 * @typedef {import("@codemirror/view").EditorView} EditorView
 * @typedef {{word: string, doc: string, form: string}} Entry
 */

import { element } from "../dom.js";

const MOST = 8;
/** Letters that must stand there before anything is offered: two are as often a product. */
const LEAST = 3;

/**
 * What a word may become: the functions that begin with it, the shortest first. A word that is one already is left alone, so
 * that Enter after it begins a new line.
 * @param {readonly Entry[]} entries
 * @param {string} typed
 */
export function matching(entries, typed) {
  if (typed.length < LEAST) return [];
  if (entries.some(({ word }) => word === typed)) return [];
  const found = entries.filter(({ word }) => word.startsWith(typed.toLowerCase()));
  return found.sort((a, b) => a.word.length - b.word.length || (a.word < b.word ? -1 : 1)).slice(0, MOST);
}

/**
 * The functions of the table, one entry a spelling made of letters.
 * @param {{spellings: string[], operands: [number, number | null], doc: string}[]} operations
 * @returns {Entry[]}
 */
export function entriesOf(operations) {
  return operations.flatMap(({ spellings, operands, doc }) =>
    spellings.filter((word) => /^[a-z_][a-z_0-9]+$/.test(word)).map((word) => ({ word, doc, form: `${word}(${"abcdef".slice(0, operands[0]).split("").join(", ")})` })),
  );
}

/**
 * @param {EditorView} view
 * @param {{language: string, label: string}} options
 */
export function createCompletion(view, { language, label }) {
  /** @type {Promise<Entry[]> | null} */
  let asked = null;
  /** @type {Entry[]} */
  let offered = [];
  let chosen = 0;
  let from = 0;
  /** Of the words typed and the lists closed: an answer to an earlier one shows nothing any more. */
  let turn = 0;
  const list = element("ul", { class: "completion", id: "completion", role: "listbox", "aria-label": label, hidden: true });
  view.dom.after(list);
  const content = view.contentDOM;
  content.setAttribute("aria-autocomplete", "list");
  content.setAttribute("aria-controls", "completion");

  const entries = () =>
    (asked ??= fetch(`/api/v1/operations?lang=${language}`)
      .then((response) => response.json())
      .then(({ operations }) => entriesOf(operations))
      .catch(() => {
        asked = null;
        return [];
      }));

  function close() {
    turn += 1;
    offered = [];
    list.hidden = true;
    content.removeAttribute("aria-activedescendant");
  }

  function draw() {
    list.replaceChildren(
      ...offered.map(({ form, doc }, i) =>
        element(
          "li",
          {
            role: "option",
            id: `completion-${i}`,
            "aria-selected": String(i === chosen),
            // Before the editor loses the focus.
            onmousedown: (event) => {
              event.preventDefault();
              chosen = i;
              accept();
            },
          },
          element("code", {}, form),
          element("span", {}, doc),
        ),
      ),
    );
    list.hidden = offered.length === 0;
    if (list.hidden) return;
    content.setAttribute("aria-activedescendant", `completion-${chosen}`);
    list.children[chosen].scrollIntoView({ block: "nearest" });
    const at = view.coordsAtPos(from);
    const frame = list.offsetParent?.getBoundingClientRect();
    if (!at || !frame) return;
    list.style.left = `${Math.max(Math.min(at.left - frame.left, frame.width - list.offsetWidth), 0)}px`;
    list.style.top = `${at.bottom - frame.top + 6}px`;
  }

  /** @param {number} by */
  function move(by) {
    if (list.hidden) return false;
    chosen = (chosen + by + offered.length) % offered.length;
    draw();
    return true;
  }

  function accept() {
    if (list.hidden) return false;
    const { word } = offered[chosen];
    const to = view.state.selection.main.head;
    const open = view.state.sliceDoc(to, to + 1) === "(" ? "" : "()";
    close();
    view.dispatch({ changes: { from, to, insert: word + open }, selection: { anchor: from + word.length + (open ? 1 : 0) }, userEvent: "input.complete" });
    return true;
  }

  content.addEventListener("blur", close);

  return {
    close,
    move,
    accept,
    get open() {
      return !list.hidden;
    },
    /** The reader has typed. */
    async typed() {
      const head = view.state.selection.main.head;
      const line = view.state.doc.lineAt(head);
      const word = /[A-Za-z_][A-Za-z_0-9]*$/.exec(view.state.sliceDoc(line.from, head))?.[0] ?? "";
      if (word.length < LEAST || line.text.slice(0, head - line.from).includes("#")) return close();
      const mine = ++turn;
      const all = await entries();
      if (turn !== mine || view.state.selection.main.head !== head) return undefined;
      from = head - word.length;
      offered = matching(all, word);
      chosen = 0;
      draw();
      return undefined;
    },
  };
}
