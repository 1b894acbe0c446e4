/**
 * Numbers to be found: a field in each card that hides one, what is said of an answer, a hint and then the answer.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").Figure} Figure
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {import("../predict.js").What} What
 *
 * @typedef {{code: string, number: Figures, edge: string | null, text: string}} Mistake
 * @typedef {{node: string, hint: string, mistakes: Mistake[]}} Row  of POST /api/v1/mistakes
 *
 * @typedef {object} Options
 * @property {import("../texts.js").Texts} t
 * @property {What} what
 * @property {import("../draw/stage.js").Stage} stage
 * @property {(signal: AbortSignal) => Promise<{nodes: Row[]}>} ask
 * @property {(answer: {node: string, given: string | null, correct: boolean, mistake: string | null}) => void} [onAnswer]  an answer was tried, or asked for
 * @property {() => void} onFound  a number is no longer hidden, or all are again
 */

import { judge, readNumber } from "../answers.js";
import { moveFace } from "../draw/faces.js";
import { halves } from "../draw/node.js";
import { element } from "../dom.js";
import { sayFigures } from "../figures.js";
import { keep, recall } from "../kept.js";
import { answerOf, asked, entries, masked, mistakesAt, signature } from "../predict.js";

const GAP = 2; // around a field in its cell

const styles = element("link", { rel: "stylesheet", href: "/static/css/predict.css" });
await new Promise((resolve) => {
  styles.onload = styles.onerror = resolve;
  document.head.append(styles);
});

/** @param {HTMLElement} place holds the stage @param {Options} options */
export function createPredict(place, { t, what, stage, ask, onFound, onAnswer = () => {} }) {
  /** @type {Payload | null} */
  let payload = null;
  /** @type {string[]} */
  let order = [];
  /** @type {Map<string, "found" | "shown">} */
  let found = new Map();
  /** @type {Map<string, string[]>} what stands in the fields */
  let typed = new Map();
  /** @type {Map<string, Row>} */
  let rows = new Map();
  let key = "";
  /** @type {string | null} the card that was last tried */
  let current = null;
  let hinted = false;
  let drawing = false;
  /** @type {AbortController | null} */
  let asking = null;
  /** @type {Map<string, HTMLElement>} */
  const fields = new Map();

  const progress = element("strong", { class: "predict-progress" });
  const help = element("button", { type: "button", class: "predict-help", onclick: assist });
  const again = element("button", { type: "button", class: "predict-help", onclick: restart }, t("predict.again"));
  const message = element("p", { class: "predict-message", role: "status" });
  const bar = element("section", { class: "predict", "aria-label": t("predict.title") }, element("div", {}, progress, help, again), message);
  place.append(bar);
  place.classList.add("predicting");

  const open = () => order.filter((id) => !found.has(id));
  const nodeOf = (/** @type {string} */ id) => /** @type {PayloadNode} */ (payload?.nodes.find((node) => node.id === id));
  const rightOf = (/** @type {string} */ id) => /** @type {Figures} */ (answerOf(nodeOf(id), what));
  const sayStep = (/** @type {string} */ node) => t(what === "values" ? "predict.step.value" : "predict.step.gradient", { node });

  function count() {
    const all = order.length;
    const shown = [...found.values()].filter((how) => how === "shown").length;
    const words = t("predict.progress", { found: found.size - shown, all });
    progress.textContent = shown ? `${words}${t("predict.shown.count", { shown })}` : words;
    const next = target();
    help.hidden = next === null;
    again.hidden = found.size === 0;
    if (next) help.textContent = t(hinted && next === current ? "predict.show" : "predict.hint", { node: next });
  }

  /** What help would be about: the card that was last tried, or else the next one. */
  const target = () => (current !== null && !found.has(current) ? current : (open()[0] ?? null));

  /** @param {string} words @param {"right" | "wrong" | ""} tone @param {string | null} edge */
  function say(words, tone, edge = null) {
    message.textContent = words;
    message.className = `predict-message ${tone}`;
    stage.light(edge ? [{ kind: "edge", id: edge }] : []);
  }

  function assist() {
    const id = target();
    if (id === null || !payload) return;
    if (hinted && id === current) {
      onAnswer({ node: id, given: null, correct: false, mistake: null });
      settle(id, "shown");
      return;
    }
    [current, hinted] = [id, true];
    say(rows.get(id)?.hint ?? sayStep(id), "");
    const edges = payload.edges.filter((edge) => (what === "values" ? edge.target === id : edge.source === id && edge.local));
    stage.light([{ kind: "node", id }, ...edges.map((edge) => ({ kind: /** @type {const} */ ("edge"), id: edge.id }))]);
    count();
    firstInput(id)?.focus();
  }

  function restart() {
    found = new Map();
    typed = new Map();
    for (const box of fields.values()) box.remove();
    fields.clear();
    [current, hinted] = [null, false];
    keep("answers", key, {});
    say(t(what === "values" ? "predict.values" : "predict.gradients"), "");
    onFound();
  }

  /** @param {string} id */
  const firstInput = (id) => /** @type {HTMLInputElement | null} */ (fields.get(id)?.querySelector("input:not(.right)") ?? null);

  /** @param {string} id @param {"found" | "shown"} how */
  function settle(id, how) {
    found.set(id, how);
    keep("answers", key, Object.fromEntries(found));
    const number = sayFigures(rightOf(id), nodeOf(id).shape);
    const done = open().length === 0;
    const said = t(how === "found" ? "predict.right" : "predict.shown", { node: id, number });
    say(done ? t("predict.done", { said }) : said, "right");
    const after = order.slice(order.indexOf(id) + 1).find((each) => !found.has(each)) ?? open()[0];
    [current, hinted] = [null, false];
    onFound();
    if (after) firstInput(after)?.focus();
  }

  /** @param {string} id @param {number} at @param {HTMLInputElement} input */
  function tryAnswer(id, at, input) {
    const texts = typed.get(id) ?? [];
    texts[at] = input.value;
    typed.set(id, texts);
    input.classList.remove("right", "wrong");
    input.removeAttribute("aria-invalid");
    if (!input.value.trim()) return;
    const number = readNumber(input.value);
    if (current !== id) hinted = false;
    current = id;
    if (number === null) return say(t("lesson.unread"), "wrong");
    const right = entries(rightOf(id));
    const { right: correct, mistake } = judge(number, right[at], mistakesAt(rows.get(id)?.mistakes ?? [], at));
    onAnswer({ node: id, given: input.value, correct, mistake: mistake?.code ?? null });
    if (!correct) {
      input.classList.add("wrong");
      input.setAttribute("aria-invalid", "true");
      say(t("predict.wrong", { node: id, why: mistake?.text ?? t("predict.unknown") }), "wrong", mistake?.edge ?? null);
      input.select();
      return count();
    }
    input.classList.add("right");
    const inputs = /** @type {HTMLInputElement[]} */ ([...(fields.get(id)?.querySelectorAll("input") ?? [])]);
    if (inputs.every((each) => each.classList.contains("right"))) return settle(id, "found");
    say(t("predict.right.cell", { node: id }), "right");
    return firstInput(id)?.focus();
  }

  /** The fields of a card: one, or a grid of them where its tensor has its cells. @param {PayloadNode} node @param {import("../motion.js").Box} half */
  function fieldsOf(node, half) {
    const box = element("div", { class: `ask ${what}`, "data-node": node.id });
    Object.assign(box.style, { width: `${half.width}px`, height: `${half.height}px` });
    const how = found.get(node.id);
    if (how) {
      box.classList.add(how);
      return box;
    }
    const right = entries(rightOf(node.id));
    const { rows: lines, columns, cell } = node.grid ?? { rows: 1, columns: 1, cell: [half.width - 10, Math.min(half.height - 8, 30)] };
    const name = t(what === "values" ? "predict.ask.value" : "predict.ask.gradient", { name: node.id });
    right.forEach((_figure, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      const label = right.length === 1 ? name : t("inputs.cell", { name, row, column });
      const input = element("input", { type: "text", "aria-label": label, placeholder: "?", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
      input.value = typed.get(node.id)?.[at] ?? "";
      // A card that was drawn anew: what was found in it stays found.
      const before = readNumber(input.value);
      if (before !== null && judge(before, right[at], []).right) input.classList.add("right");
      Object.assign(input.style, {
        left: `${half.width / 2 + (column - columns / 2) * cell[0] + GAP}px`,
        top: `${half.height / 2 + (row - lines / 2) * cell[1] + GAP}px`,
        width: `${cell[0] - 2 * GAP}px`,
        height: `${cell[1] - 2 * GAP}px`,
      });
      let tried = "";
      const attempt = () => {
        tried = input.value;
        tryAnswer(node.id, at, input);
      };
      // A card may be drawn anew while somebody types.
      input.addEventListener("input", () => typed.set(node.id, Object.assign([...(typed.get(node.id) ?? [])], { [at]: input.value })));
      // A field that is taken away while somebody types in it changes too: that is no answer yet.
      input.addEventListener("change", () => !drawing && input.value !== tried && attempt());
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation(); // the view zooms by keys, the player plays
        if (event.key === "Enter") attempt();
      });
      box.append(input);
    });
    for (const event of ["pointerdown", "mousedown", "touchstart", "click", "dblclick"]) box.addEventListener(event, (each) => each.stopPropagation());
    return box;
  }

  /** The fields where the cards are now; one that is as it was stays, with what is being typed in it. */
  function draw() {
    if (!payload) return;
    drawing = true;
    for (const [id, box] of fields) {
      if (order.includes(id)) continue;
      box.remove();
      fields.delete(id);
    }
    const places = new Map();
    const back = writing();
    for (const id of order) {
      const node = nodeOf(id);
      const half = halves(node)[what === "values" ? "value" : "gradient"];
      if (!half) continue;
      places.set(id, half);
      const shape = JSON.stringify([key, half, node.grid, found.get(id)]);
      if (fields.get(id)?.dataset.shape === shape) continue;
      const box = fieldsOf(node, half);
      box.dataset.shape = shape;
      fields.get(id)?.remove();
      fields.set(id, box);
    }
    stage.over((layer, centre) => {
      for (const [id, box] of fields) {
        if (box.parentNode !== layer) layer.append(box);
        const [x, y] = centre(id);
        const half = places.get(id);
        if (half) moveFace(box, x + half.x, y + half.y);
      }
    });
    drawing = false;
    back();
    count();
  }

  /** Where somebody writes now; what it gives goes back there, in a field that was made anew or put elsewhere. */
  function writing() {
    const input = document.activeElement;
    const [id, box] = [...fields].find(([, each]) => each.contains(input)) ?? [];
    if (id === undefined || !(input instanceof HTMLInputElement)) return () => {};
    const at = [...(box?.querySelectorAll("input") ?? [])].indexOf(input);
    const { selectionStart: from, selectionEnd: to } = input;
    return () => {
      const now = fields.get(id)?.querySelectorAll("input")[at];
      if (!now || now === document.activeElement) return;
      now.focus({ preventScroll: true });
      now.setSelectionRange(from, to);
    };
  }

  /** What the mistakes would give, for this graph and its values. @param {Payload} about */
  async function learn(about) {
    asking?.abort();
    asking = new AbortController();
    try {
      const { nodes } = await ask(asking.signal);
      if (about === payload) rows = new Map(nodes.map((row) => [row.node, row]));
    } catch {
      // Without the server an answer is still right or wrong; only the mistake has no name.
    }
  }

  say(t(what === "values" ? "predict.values" : "predict.gradients"), "");

  return {
    what,
    /** What may be seen of a graph. @param {Payload} next @returns {Payload} */
    mask(next) {
      if (next !== payload) {
        payload = next;
        order = asked(next, what);
        const inputs = next.nodes.filter((node) => node.kind === "input").map((node) => [node.name, node.value]);
        const now = signature(next.source, inputs, next.output, what);
        if (now !== key) {
          key = now;
          typed = new Map();
          rows = new Map();
          const known = recall("answers")[key] ?? {};
          found = new Map(order.flatMap((id) => (["found", "shown"].includes(known[id]) ? [[id, known[id]]] : [])));
        }
        learn(next);
      }
      return masked(next, what, new Set(open()), sayStep);
    },
    draw,
    /** @param {string} id of a card */
    reach: (id) => firstInput(id)?.focus({ preventScroll: true }),
    close() {
      asking?.abort();
      stage.over(null);
      bar.remove();
      place.classList.remove("predicting");
    },
  };
}
