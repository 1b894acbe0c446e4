/**
 * The three witnesses as a table, and under it what the third is worth: the error of a central difference for every step h.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {import("../types.js").Figure} Figure
 * @typedef {import("../texts.js").Texts} Texts
 */

import { createAsker } from "../api.js";
import { element } from "../dom.js";
import { isFigure, isSummary, shapeText, shortFigure, toNumber } from "../figures.js";
import { typeset } from "../math.js";
import { createChoice } from "./choice.js";
import { agreeing, best, differences, pointsAround, regime, STEPS } from "./differences.js";
import { createErrorPlot } from "./errors.js";
import { norm, symbolOf } from "./gradients.js";
import { errorText } from "./verdict.js";

/** The slider opens here: where the error of the usual functions is least. */
const FIRST = STEPS.findIndex((h) => h < 1.1e-5);

/** A number; of a tensor its norm. @param {Figures | null} value @param {string} missing what stands where there is none */
const figureText = (value, missing) => (value === null ? missing : shortFigure(isFigure(value) ? value : norm(value)));

/** @param {Figures | null} value @returns {(Figure | null)[]} */
const entriesOf = (value) => (Array.isArray(value) ? value.flatMap(entriesOf) : [/** @type {Figure | null} */ (value)]);

/** What a difference says: of a tensor its norm, where every entry was tried. @param {Figures | null} value @param {Texts} t */
function differenceText(value, t) {
  const entries = entriesOf(value);
  const tried = entries.filter((entry) => entry !== null).length;
  if (!tried) return t("check.untried");
  return tried < entries.length ? t("check.sampled", { tried, all: entries.length }) : figureText(value, "");
}

/** An input by its name, a tensor with its shape. @param {string} name @param {Figures | null} value */
function inputHead(name, value) {
  /** @type {number[]} */
  const shape = value !== null && isSummary(value) ? [...value.shape] : [];
  for (let part = value; Array.isArray(part); part = part[0]) shape.push(part.length);
  return element("th", { scope: "row" }, name, ...(shape.length ? [element("span", { class: "shape" }, shapeText(shape))] : []));
}

/** @param {NonNullable<Payload["check"]>} check @param {Texts} t @returns {HTMLElement[]} */
function tableOf(check, t) {
  const { rows } = check;
  // Where nobody was asked, as a listing's inputs are by no difference, no column stands.
  const differing = rows.some((row) => entriesOf(row.finite_difference).some((entry) => entry !== null));
  const installed = rows.some((row) => row.torch !== null);
  const columns = ["check.name", "check.tape", "check.torch", ...(differing ? ["check.difference"] : []), "check.error"];
  const head = element("tr", {}, ...columns.map((key) => element("th", { scope: "col" }, t(key))));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      inputHead(row.name, row.tape ?? row.torch),
      element("td", {}, figureText(row.tape, t("check.absent"))),
      element("td", {}, figureText(row.torch, t(installed ? "check.absent" : "check.missing"))),
      ...(differing ? [element("td", {}, differenceText(row.finite_difference, t))] : []),
      element("td", {}, errorText(toNumber(row.relative_error))),
    ),
  );
  const scalar = rows.every((row) => isFigure(row.tape ?? row.torch));
  const table = element(
    "table",
    { class: "check", "aria-labelledby": "check-caption" },
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
  /** @type {Map<string, string[]>} */
  const excuses = new Map();
  for (const { name, notes = [] } of rows) for (const { code, text } of notes) if (code !== "sampled") excuses.set(text, [...(excuses.get(text) ?? []), name]);
  return [
    element("p", { class: "check-caption", id: "check-caption" }, t(scalar ? "check.caption" : "check.caption.tensors")),
    element("div", { class: "check-frame", tabindex: 0, role: "group", "aria-labelledby": "check-caption" }, table),
    ...[...excuses].map(([text, names]) => element("p", { class: "quiet check-note" }, t("check.note", { names: names.join(", "), text }))),
  ];
}

/** A power of ten as a reader writes it, `3.2·10⁻⁶`. @param {number} x */
const written = (x) => shortFigure(x, 2);

/** Inputs that are one number and receive a gradient of an output that is one number. @param {Payload} payload @returns {PayloadNode[]} */
function candidates(payload) {
  const output = payload.nodes.find((node) => node.name === payload.output);
  if (!isFigure(payload.value) || !output) return [];
  const reached = (/** @type {PayloadNode} */ node) => (payload.mode === "forward" ? node.requires_grad : node.gradient !== null);
  return payload.nodes.filter((node) => node.kind === "input" && isFigure(node.value) && reached(node));
}

/** @type {import("./desk.js").PanelMaker} */
export function createPanel(place, { t, ask }) {
  const table = element("div");
  const choice = createChoice(t("check.input"), () => question());
  const plot = element("div");
  const slider = element("input", { type: "range", min: 0, max: STEPS.length - 1, step: 1, "aria-label": t("check.step") });
  const present = element("output", { class: "step-size" });
  const facts = element("dl", { class: "facts" });
  const sentence = element("p", { class: "quiet" });
  const experiment = element(
    "section",
    { class: "experiment" },
    element("h3", {}, t("check.experiment")),
    element("p", { class: "quiet" }, t("check.experiment.text")),
    choice.element,
    plot,
    element("div", { class: "step-slider" }, slider, present),
    facts,
    sentence,
  );
  const none = element("p", { class: "quiet" }, t("check.none"));
  place.replaceChildren(table, experiment, none);

  const picture = createErrorPlot(plot, {
    words: { h: t("check.axis.step"), error: t("check.axis.error") },
    onPoint(i) {
      slider.value = String(STEPS.length - 1 - i);
      point();
    },
  });
  slider.value = String(STEPS.length - 1 - FIRST);
  slider.addEventListener("input", point);

  /** @type {Payload | null} */
  let payload = null;
  /** @type {import("./differences.js").Difference[]} */
  let found = [];
  let exact = NaN;

  const asker = createAsker({
    /** @param {{name: string, x: number}} wanted @param {AbortSignal} signal */
    ask: ({ name, x }, signal) => ask("gradients", { points: { [name]: pointsAround(x) } }, signal),
    onAnswer(answer, { name }) {
      exact = toNumber(answer.gradients[name][0]);
      found = differences(answer.value, answer.gradients[name][0]);
      const least = best(found);
      const words = least ? t("check.plot", { name, h: written(least.h), error: written(least.error) }) : t("check.undefined");
      picture.update(found, words);
      experiment.classList.remove("waiting");
      point();
    },
    onProblem(problem) {
      found = [];
      picture.update([], "");
      facts.replaceChildren();
      sentence.textContent = problem?.detail ?? t("stage.unreachable");
    },
  });

  function question() {
    const input = payload && candidates(payload).find((node) => node.name === choice.value);
    if (input) asker.slide({ name: input.name, x: toNumber(/** @type {Figure} */ (input.value)) });
  }

  /** Shows the slider's step. */
  function point() {
    // The slider runs as the axis does: large steps at the right.
    const i = STEPS.length - 1 - Number(slider.value);
    slider.style.setProperty("--done", `${(100 * Number(slider.value)) / (STEPS.length - 1)}%`);
    present.textContent = `h = ${written(STEPS[i])}`;
    const at = found[i];
    const input = payload?.nodes.find((node) => node.name === choice.value);
    const output = payload?.nodes.find((node) => node.name === payload?.output);
    if (!at || !input || !output) return;
    const kind = regime(found, i);
    picture.point(at, kind === "good");
    const [name, top] = [symbolOf(input), symbolOf(output)];
    const [same, rest] = agreeing(at.estimate, exact);
    facts.replaceChildren(
      ...fact(`\\dfrac{${top}(${name}+h)-${top}(${name}-h)}{2h}`, element("b", {}, same), element("span", {}, rest)),
      ...fact(`\\dfrac{\\partial ${top}}{\\partial ${name}}`, String(exact).replace("-", "−")),
      ...fact(null, written(at.error)),
    );
    slider.setAttribute("aria-valuetext", `h = ${written(at.h)}, ${t("check.error")} ${written(at.error)}`);
    sentence.textContent = t(`check.regime.${kind}`);
  }

  /** @param {string | null} latex @param {...(Node | string)} value */
  function fact(latex, ...value) {
    const term = element("dt", {}, latex === null ? t("check.error") : "");
    if (latex !== null) typeset(term, latex);
    return [term, element("dd", {}, ...value)];
  }

  return {
    update(next) {
      payload = next;
      const inputs = candidates(next);
      experiment.hidden = !inputs.length;
      // A backward graph shows only some of the inputs, and says nothing of the others.
      none.hidden = inputs.length > 0 || next.graph === "backward";
      choice.offer(inputs.map((node) => ({ value: node.name, label: node.name, latex: node.latex })));
      experiment.classList.add("waiting");
      question();
    },
    heard(check) {
      table.replaceChildren(...(check ? tableOf(check, t) : [element("p", { class: "quiet" }, t("check.empty"))]));
    },
  };
}
