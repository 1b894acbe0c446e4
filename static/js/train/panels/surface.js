/**
 * The loss over any two numbers of the parameters, as contours, and the way that the run took over them. All other parameters are
 * as they are at the present moment, so with more than two the ground changes while one goes through the run.
 *
 * @typedef {{run: string, update: number, x: string, y: string, x_from: number, x_to: number, y_from: number, y_to: number, size: number}} Asked
 */

import { createAsker } from "../../api.js";
import { select } from "../../../vendor/d3.js";
import { element } from "../../dom.js";
import { shortFigure } from "../../figures.js";
import { drawAxes } from "../axes.js";
import { bandsOf, contourOf, levelsOf } from "../contours.js";
import { entriesOf, numberAt, parametersAt, pathOf } from "../run.js";
import { extent, linear } from "../scale.js";
import { sized } from "../sized.js";

const FRAME = { left: 52, right: 16, top: 12, bottom: 36 };
const SIZE = 61;
const LEVELS = 12;
/** A run that explodes leaves the picture: so many times the way of its first half is shown. */
const MOST = 1e6;
/** Beyond so many entries a choice is no help. */
const OFFERED = 200;

/** @param {HTMLElement} place @param {import("../main.js").Desk} desk @returns {import("../main.js").Panel} */
export function createSurface(place, { t, get }) {
  const choice = (/** @type {string} */ label) => element("select", { autocomplete: "off", "aria-label": t(label), onchange: () => last && panel.update(last) });
  const chosen = [choice("train.surface.x"), choice("train.surface.y")];
  const figure = element("figure", { class: "plot-card surface" }, element("figcaption", {}, element("h2", { class: "label" }, t("train.surface")), element("div", { class: "plot-choice" }, ...chosen)));
  const frame = element("div", { class: "plot-frame" });
  const empty = element("p", { class: "plot-empty", hidden: true }, t("train.surface.none"));
  figure.append(frame, empty);
  place.append(figure);
  const svg = select(frame).append("svg").attr("class", "plot").attr("role", "img").attr("aria-label", t("train.nothing"));
  const [ground, lines, axes, ways, marks] = ["ground", "contours", "axes", "ways", "marks"].map((name) => svg.append("g").attr("class", name));

  /** @type {import("../main.js").Session | null} */
  let last = null;
  /** @type {{asked: Asked, losses: number[]} | null} */
  let land = null;
  /** The ground that was asked for last. */
  let wanted = "";
  let [width, height] = [0, 0];
  let seen = false;

  const asker = createAsker({
    ask: (/** @type {Asked} */ asked, signal) => get("surface", asked, signal),
    onAnswer(/** @type {any} */ answer, asked) {
      land = { asked, losses: answer.losses.flat().map(Number) };
      draw();
    },
    onProblem() {
      land = null;
      draw();
    },
  });

  /** The two entries, as far as they are there. @param {import("../main.js").Session} session */
  function entries({ run }) {
    const all = entriesOf(run.start?.parameters ?? null).slice(0, OFFERED);
    const names = all.map(({ name }) => name);
    for (const [i, field] of chosen.entries()) {
      if ([...field.options].map(({ value }) => value).join(";") === names.join(";")) continue;
      const kept = field.value;
      field.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
      field.value = names.includes(kept) ? kept : (names[i] ?? "");
    }
    if (all.length > 1 && chosen[0].value === chosen[1].value) chosen[1].value = names.find((name) => name !== chosen[0].value) ?? "";
    return all.length > 1 ? chosen.map((field) => all.find(({ name }) => name === field.value) ?? all[0]) : null;
  }

  /** @param {import("../run.js").Run} run @param {import("../run.js").Entry[]} pair @returns {[number, number][]} */
  function wayOf(run, [first, second]) {
    const up = pathOf(run, second);
    return pathOf(run, first).map(([, x], i) => [x, up[i][1]]);
  }

  /** @param {readonly number[]} numbers @returns {[number, number]} */
  function bounds(numbers) {
    const tame = numbers.filter((value) => Math.abs(value) < MOST);
    const [low, high] = extent(tame, 0.3) ?? [-1, 1];
    return [low, high];
  }

  function want() {
    const session = last;
    const pair = session && entries(session);
    empty.hidden = pair !== null;
    for (const field of chosen) field.hidden = pair === null;
    frame.hidden = pair === null;
    if (!session || !pair || !seen || !session.run.start || !session.run.rows.length) return;
    const points = [session.run, session.beside].flatMap((run) => (run ? wayOf(run, pair) : []));
    const [x, y] = [0, 1].map((axis) => bounds(points.map((point) => point[axis])));
    const alone = entriesOf(session.run.start.parameters).length === 2;
    const asked = { run: session.run.start.run, update: alone ? 1 : session.time.k + 1, x: pair[0].name, y: pair[1].name, x_from: x[0], x_to: x[1], y_from: y[0], y_to: y[1], size: SIZE };
    const key = JSON.stringify(asked);
    if (wanted === key && (land || asker.busy)) return;
    wanted = key;
    asker.slide(asked);
  }

  function draw() {
    const session = last;
    if (!session || !width || !land) return;
    const { asked, losses } = land;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    const x = linear([asked.x_from, asked.x_to], [FRAME.left, width - FRAME.right]);
    const y = linear([asked.y_from, asked.y_to], [height - FRAME.bottom, FRAME.top]);
    const at = (/** @type {number} */ i, /** @type {number} */ from, /** @type {number} */ to) => from + (i / (SIZE - 1)) * (to - from);
    const place = { columns: SIZE, rows: SIZE, x: (/** @type {number} */ i) => x.to(at(i, asked.x_from, asked.x_to)), y: (/** @type {number} */ i) => y.to(at(i, asked.y_from, asked.y_to)) };
    const levels = levelsOf(losses, LEVELS);
    ground.selectAll("path").data(bandsOf(losses, levels, place)).join("path").attr("d", ({ path }) => path).style("fill-opacity", ({ band }) => 0.03 + (0.22 * band) / LEVELS);
    lines.selectAll("path").data(levels).join("path").attr("d", (level) => contourOf(losses, level, place));
    drawAxes(axes, { x, y, floor: height - FRAME.bottom, left: FRAME.left, xName: asked.x, yName: asked.y });
    drawWay(session, x, y);
  }

  /** @param {import("../main.js").Session} session @param {import("../scale.js").Scale} x @param {import("../scale.js").Scale} y */
  function drawWay(session, x, y) {
    const pair = entries(session);
    if (!pair) return;
    const { k } = session.time;
    const runs = [{ run: session.run, kind: "first" }, ...(session.beside ? [{ run: session.beside, kind: "second" }] : [])];
    const inside = (/** @type {[number, number]} */ [a, b]) => Math.abs(a) < MOST && Math.abs(b) < MOST;
    const path = (/** @type {[number, number][]} */ points) => points.filter(inside).map(([a, b], i) => `${i ? "L" : "M"}${x.to(a).toFixed(1)} ${y.to(b).toFixed(1)}`).join("");
    const drawn = runs.flatMap(({ run, kind }) => {
      const way = wayOf(run, pair);
      const done = run.rows.filter(({ update }) => update <= k).length;
      return [
        { kind: `${kind} coming`, d: path(way.slice(done)) },
        { kind: `${kind} done`, d: path(way.slice(0, done + 1)) },
      ];
    });
    const id = "surface-frame";
    svg.selectAll("clipPath").data([0]).join("clipPath").attr("id", id).selectAll("rect").data([0]).join("rect").attr("x", FRAME.left).attr("y", FRAME.top).attr("width", Math.max(width - FRAME.left - FRAME.right, 0)).attr("height", Math.max(height - FRAME.bottom - FRAME.top, 0));
    ways.attr("clip-path", `url(#${id})`).selectAll("path").data(drawn).join("path").attr("class", ({ kind }) => kind).attr("d", ({ d }) => d);
    const here = runs.map(({ run, kind }) => ({ kind, at: pair.map((entry) => numberAt(parametersAt(run, Math.min(k, run.done?.update ?? k)), entry)) })).filter(({ at }) => at.every(Number.isFinite));
    marks.attr("clip-path", `url(#${id})`).selectAll("circle").data(here).join("circle").attr("class", ({ kind }) => kind).attr("r", 5).attr("cx", ({ at }) => x.to(at[0])).attr("cy", ({ at }) => y.to(at[1]));
    const now = here[0]?.at ?? [NaN, NaN];
    svg.attr("aria-label", t("train.surface.summary", { x: pair[0].name, y: pair[1].name, at: `${shortFigure(now[0])}, ${shortFigure(now[1])}`, k }));
  }

  sized(frame, (wide, high) => {
    [width, height] = [wide, high];
    draw();
  });
  // The ground is asked for when it comes into view: it is the dearest picture of the page.
  new IntersectionObserver((found) => {
    seen = found.some(({ isIntersecting }) => isIntersecting);
    want();
  }).observe(place);

  /** @type {import("../main.js").Panel} */
  const panel = {
    update(session) {
      last = session;
      want();
      draw();
    },
    show(session) {
      last = session;
      want();
      draw();
    },
  };
  return panel;
}
