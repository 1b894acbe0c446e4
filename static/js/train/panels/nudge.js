/**
 * What the gradient promised of a change, gradient × change, as a ghost, beside what happened, solid: of one parameter that the
 * reader drags, or of all at once against the gradient, where the update's own step is marked.
 *
 * @typedef {{run: string, update: number, parameter?: string, change?: number, along?: string, from?: number, to?: number}} Asked
 * @typedef {{loss: number, gradient: number, promised: number, happened: number, changes: number[], losses: number[], at: number}} Nudge
 */

import { createAsker } from "../../api.js";
import { line as lineOf } from "../../../vendor/d3-shape.js";
import { pointer, select } from "../../../vendor/d3.js";
import { element } from "../../dom.js";
import { shortFigure } from "../../figures.js";
import { drawAxes } from "../axes.js";
import { entriesOf } from "../run.js";
import { extent, linear } from "../scale.js";
import { sized } from "../sized.js";

const FRAME = { left: 52, right: 16, top: 14, bottom: 36 };
const ALONG = "−g";
const OFFERED = 200;
/** Places of the slider to either side. */
const PLACES = 100;

/** @param {HTMLElement} place @param {import("../main.js").Desk} desk @returns {import("../main.js").Panel} */
export function createNudge(place, { t, get }) {
  const which = element("select", { autocomplete: "off", "aria-label": t("train.nudge.which"), onchange: () => restart() });
  const slider = element("input", { type: "range", min: String(-PLACES), max: String(PLACES), value: "50", autocomplete: "off", "aria-label": t("train.nudge.change"), oninput: () => move(Number(slider.value) / PLACES) });
  const said = element("p", { class: "nudge-said", role: "status" });
  const figure = element("figure", { class: "plot-card nudge" }, element("figcaption", {}, element("h2", { class: "label" }, t("train.nudge")), which));
  const frame = element("div", { class: "plot-frame" });
  figure.append(frame, element("label", { class: "nudge-slider" }, element("span", {}, t("train.nudge.change")), slider), said);
  place.append(figure);
  const svg = select(frame).append("svg").attr("class", "plot nudging").attr("role", "img").attr("aria-label", t("train.nothing"));
  const [axes, curves, gaps, marks] = ["axes", "curves", "gaps", "marks"].map((name) => svg.append("g").attr("class", name));

  /** @type {import("../main.js").Session | null} */
  let last = null;
  /** What the curve is drawn from. @type {{x: number[], losses: number[], promised: number[], taken: number | null, key: string} | null} */
  let curve = null;
  /** What was promised of the present change, and what happened. @type {{change: number, promised: number, happened: number, loss: number} | null} */
  let told = null;
  /** How far the picture goes to either side. */
  let span = 1;
  let seen = false;
  let asked = "";
  let [width, height] = [0, 0];
  let x = linear([-1, 1], [0, 1]);

  const curves_ = createAsker({
    ask: (/** @type {Asked & {key: string}} */ { key, ...asked }, signal) => get(asked.along ? "slice" : "nudge", asked, signal),
    onAnswer(/** @type {any} */ answer, { key, along }) {
      if (along) {
        curve = { x: answer.distances, losses: answer.losses.map(Number), promised: answer.promised.map(Number), taken: answer.taken, key };
        span = Math.abs(answer.distances.at(-1));
      } else {
        const { changes, gradient, loss } = answer;
        curve = { x: changes, losses: answer.losses.map(Number), promised: changes.map((/** @type {number} */ change) => Number(loss) + Number(gradient) * change), taken: null, key };
      }
      if (along) tell();
      draw();
    },
    onProblem() {
      curve = null;
      draw();
    },
  });
  const numbers = createAsker({
    ask: (/** @type {Asked} */ asked, signal) => get("nudge", asked, signal),
    onAnswer(/** @type {any} */ { change, promised, happened, loss }, { parameter }) {
      if (parameter !== which.value) return;
      told = { change, promised: Number(promised), happened: Number(happened), loss: Number(loss) };
      draw();
    },
    onProblem() {
      told = null;
      draw();
    },
  });

  const along = () => which.value === ALONG;
  const change = () => (Number(slider.value) / PLACES) * span;

  function restart() {
    curve = told = null;
    want();
  }

  /** @param {number} share of the span */
  function move(share) {
    slider.value = String(Math.round(Math.min(Math.max(share, -1), 1) * PLACES));
    if (along()) tell();
    else askNumbers();
    draw();
  }

  /** Against the gradient the picture itself has the numbers. */
  function tell() {
    if (!curve) return;
    const nearest = (/** @type {number} */ at) => curve?.x.reduce((best, value, i, all) => (Math.abs(value - at) < Math.abs(all[best] - at) ? i : best), 0) ?? 0;
    const [here, there] = [nearest(0), nearest(change())];
    told = { change: curve.x[there], promised: curve.promised[there] - curve.promised[here], happened: curve.losses[there] - curve.losses[here], loss: curve.losses[here] };
  }

  function askNumbers() {
    const start = last?.run.start;
    if (start && change()) numbers.slide({ run: start.run, update: (last?.time.k ?? 0) + 1, parameter: which.value, change: change() });
  }

  function want() {
    const { run, time } = last ?? {};
    const start = run?.start;
    if (!start || !run?.rows.length || !time) return;
    const names = [...entriesOf(start.parameters).slice(0, OFFERED).map(({ name }) => name), ALONG];
    if ([...which.options].map(({ value }) => value).join(";") !== names.join(";")) {
      which.replaceChildren(...names.map((name) => element("option", { value: name }, name === ALONG ? t("train.nudge.along") : name)));
    }
    if (!seen) return;
    const update = time.k + 1;
    const key = `${start.run} ${update} ${which.value}`;
    // What was asked last is shown last: back at the update before, the answer for this one is still on its way.
    if (asked === key && (curve || curves_.busy)) return;
    asked = key;
    if (along()) curves_.slide({ run: start.run, update, along: "gradient", key });
    else {
      span = 1;
      curves_.slide({ run: start.run, update, parameter: which.value, change: span / 2, key });
      askNumbers();
    }
  }

  function draw() {
    if (!width) return;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    if (!curve) return said.replaceChildren(t("train.nothing"));
    const { x: at, losses, promised, taken } = curve;
    x = linear([at[0], at[at.length - 1]], [FRAME.left, width - FRAME.right]);
    const y = linear(extent([...losses, ...promised.filter((value) => value > 0)].filter((value) => Math.abs(value) < 1e12), 0.08) ?? [0, 1], [height - FRAME.bottom, FRAME.top]);
    drawAxes(axes, { x, y, floor: height - FRAME.bottom, left: FRAME.left, xName: along() ? t("train.nudge.distance") : t("train.nudge.of", { name: which.value }), yName: t("train.loss") });
    const path = lineOf(
      (/** @type {[number, number]} */ [a]) => x.to(a),
      (/** @type {[number, number]} */ [, b]) => y.to(b),
    ).defined(([, b]) => Number.isFinite(b));
    const drawn = [
      { kind: "ghost", values: promised },
      { kind: "solid", values: losses },
    ];
    svg.selectAll("clipPath").data([0]).join("clipPath").attr("id", "nudge-frame").selectAll("rect").data([0]).join("rect").attr("x", FRAME.left).attr("y", 2).attr("width", Math.max(width - FRAME.left - FRAME.right, 0)).attr("height", Math.max(height - FRAME.bottom, 0));
    curves.attr("clip-path", "url(#nudge-frame)").selectAll("path").data(drawn).join("path").attr("class", ({ kind }) => kind).attr("d", ({ values }) => path(values.map((value, i) => [at[i], value])) ?? "");
    const floor = height - FRAME.bottom;
    gaps.attr("clip-path", "url(#nudge-frame)");
    gaps.selectAll("path.taken").data(taken === null ? [] : [taken]).join("path").attr("class", "taken").attr("d", (step) => `M${x.to(step)} ${floor}V${FRAME.top}`);
    gaps.selectAll("text.taken").data(taken === null ? [] : [taken]).join("text").attr("class", "taken").attr("x", (step) => x.to(step) + 5).attr("y", FRAME.top + 9).text(t("train.nudge.taken"));
    const shown = told && Math.abs(told.change) <= Math.abs(at[at.length - 1]) * 1.001 ? told : null;
    const ends = shown ? [{ kind: "ghost", at: shown.change, loss: shown.loss + shown.promised }, { kind: "solid", at: shown.change, loss: shown.loss + shown.happened }, { kind: "start", at: 0, loss: shown.loss }] : []; // prettier-ignore
    gaps.selectAll("path.gap").data(shown ? [ends] : []).join("path").attr("class", "gap").attr("d", ([ghost, solid]) => `M${x.to(ghost.at)} ${y.to(ghost.loss)}V${y.to(solid.loss)}`);
    marks.attr("clip-path", "url(#nudge-frame)").selectAll("circle").data(ends.filter(({ loss }) => Number.isFinite(loss))).join("circle").attr("class", ({ kind }) => kind).attr("r", ({ kind }) => (kind === "start" ? 3.5 : 5.5)).attr("cx", (end) => x.to(end.at)).attr("cy", (end) => y.to(end.loss));
    const facts = shown && { change: shortFigure(shown.change), promised: shortFigure(shown.promised), happened: shortFigure(shown.happened) };
    const words = facts ? t("train.nudge.said", facts) : "";
    if (said.textContent !== words) said.textContent = words;
    svg.attr("aria-label", words || t("train.nudge"));
  }

  let pressed = false;
  const drag = (/** @type {PointerEvent} */ event) => move(x.from(pointer(event, svg.node())[0]) / span);
  svg
    .on("pointerdown", (event) => {
      if (event.button !== 0 || !curve) return;
      pressed = true;
      svg.node()?.setPointerCapture(event.pointerId);
      drag(event);
    })
    .on("pointermove", (event) => pressed && drag(event))
    .on("pointerup pointercancel", () => (pressed = false));

  sized(frame, (wide, high) => {
    [width, height] = [wide, high];
    draw();
  });
  new IntersectionObserver((found) => {
    seen = found.some(({ isIntersecting }) => isIntersecting);
    want();
  }).observe(place);

  const follow = (/** @type {import("../main.js").Session} */ session) => {
    last = session;
    want();
    draw();
  };
  return { update: follow, show: follow };
}
