/**
 * The data, and what the formula gives for them at the present moment: a curve over one number of a sample, regions over two.
 * Points can be drawn and taken away by hand.
 *
 * @typedef {import("../fitting.js").Drawable} Drawable
 * @typedef {{run: string, updates: number[], output: string, at: Record<string, any[]>}} Asked
 * @typedef {{at: number, before: any[] | null, values: any[]}} Fit  after `at` updates; `before`: before the last of them
 */

import { createAsker } from "../../api.js";
import { line as lineOf } from "../../../vendor/d3-shape.js";
import { pointer, select } from "../../../vendor/d3.js";
import { element } from "../../dom.js";
import { shortFigure } from "../../figures.js";
import { drawAxes } from "../axes.js";
import { alone, askedAt, spaced, unitsOf } from "../fitting.js";
import { columnsOf, dataOf } from "../question.js";
import { borderOf, shadesOf, switchesOf } from "../regions.js";
import { lengthOf } from "../run.js";
import { extent, linear } from "../scale.js";
import { tableOf } from "../table.js";
import { hueOf } from "./numbers.js";
import { sized } from "../sized.js";

const FRAME = { left: 52, right: 16, top: 12, bottom: 36 };
const CURVE = 121;
const GRID = 40;
/** Pixels between two points of a trail, and around a point where a press takes it away. */
const TRAIL = 16;
const NEAR = 12;
/** Batches with more samples are not marked one by one. */
const MOST_MARKED = 12;
const KEPT = 300;

/** @param {HTMLElement} place @param {import("../main.js").Desk} desk @returns {import("../main.js").Panel & {asks: {output: string, at: Record<string, any[]>} | null}} */
export function createFit(place, { t, drawData, look, fit: askFit }) {
  const which = element("select", { autocomplete: "off", "aria-label": t("train.fit.which"), onchange: () => look({ fit: which.value }) });
  const tools = element("div", { class: "plot-choice tools", role: "group", "aria-label": t("train.draw.label") });
  const figure = element("figure", { class: "plot-card fit" }, element("figcaption", {}, element("h2", { class: "label" }, t("train.fit")), tools));
  const frame = element("div", { class: "plot-frame" });
  const table = tableOf(figure, { t });
  const empty = element("p", { class: "plot-empty" });
  figure.append(frame, empty, table.node);
  place.append(figure);
  const svg = select(frame).append("svg").attr("class", "plot").attr("role", "img").attr("aria-label", t("train.nothing"));
  const [regions, axes, levels, curves, gaps, dots, rings, names] = ["regions", "axes", "levels", "curves", "gaps", "dots", "rings", "names"].map((name) => svg.append("g").attr("class", name));

  /** @type {"none" | "add" | "erase"} */
  let tool = "none";
  const pressed = { add: element("button", { type: "button", "aria-pressed": "false", onclick: () => choose("add") }, t("train.draw.add")), erase: element("button", { type: "button", "aria-pressed": "false", onclick: () => choose("erase") }, t("train.draw.erase")) };
  const kind = element("select", { autocomplete: "off", "aria-label": t("train.draw.class") });
  tools.append(which, pressed.add, pressed.erase, kind);
  /** @param {"add" | "erase"} next */
  function choose(next) {
    tool = tool === next ? "none" : next;
    for (const [name, button] of Object.entries(pressed)) button.setAttribute("aria-pressed", String(name === tool));
    svg.classed("drawing", tool !== "none");
  }

  /** @type {import("../main.js").Session | null} */
  let last = null;
  /** @type {[Fit | null, Fit | null]} of the run and of the second one */
  const fits = [null, null];
  /** @type {Map<string, Fit>} */
  const kept = new Map();
  const wanted = ["", ""];
  let [width, height] = [0, 0];
  let [x, y] = [linear([0, 1], [0, 1]), linear([0, 1], [0, 1])];
  /** While a trail is drawn the frame stays. */
  let drawing = false;

  /** One for each of two runs. @param {0 | 1} which */
  const askerOf = (which) =>
    createAsker({
      ask: (/** @type {Asked} */ question, signal) => askFit(question, signal),
      onAnswer(/** @type {any} */ { fits: found }, question) {
        const fit = { at: found.at(-1).update - 1, before: found.length > 1 ? found[0].values : null, values: found.at(-1).values };
        if (kept.size >= KEPT) kept.clear();
        kept.set(keyOf(question), fit);
        // Meanwhile a moment may be wanted that was known.
        fits[which] = kept.get(wanted[which]) ?? fit;
        drawFit();
      },
      onProblem() {
        fits[which] = kept.get(wanted[which]) ?? null;
        drawFit();
      },
    });
  const askers = [askerOf(0), askerOf(1)];

  /** @param {Asked} question */
  const keyOf = ({ run, output, updates, at }) => JSON.stringify([run, output, updates, Object.values(at).map((column) => [column[0], column.at(-1)])]);

  /** The columns of a drawable: one or two to be drawn over, and the one to be met. @param {import("../main.js").Session} session */
  function drawnColumns({ data, drawable }) {
    const columns = columnsOf(data ?? {});
    const named = (/** @type {{of: string, place: number | null}} */ axis) => columns.find(({ of, place }) => of === axis.of && place === axis.place);
    return { axes: (drawable?.axes ?? []).flatMap((axis) => named(axis) ?? []), target: columns.find(({ of }) => of === drawable?.target) ?? null };
  }

  /** The classes that a target has; none where it is a number to be fitted. @param {number[]} cells */
  function classesOf(cells) {
    const found = [...new Set(cells)].sort((a, b) => a - b);
    return found.length <= 6 && found.every((value) => Number.isInteger(value) && value >= 0) ? Array.from({ length: Math.max(2, (found.at(-1) ?? 0) + 1) }, (_, i) => i) : [];
  }

  function scales() {
    const session = last;
    if (!session?.drawable || drawing) return;
    const { axes: drawn, target } = drawnColumns(session);
    if (!drawn.length) return;
    const across = /** @type {const} */ ([FRAME.left, width - FRAME.right]);
    const up = /** @type {const} */ ([height - FRAME.bottom, FRAME.top]);
    x = linear(extent(drawn[0].cells, 0.08) ?? [0, 1], across, 5);
    const cells = (drawn[1] ?? target)?.cells ?? alone(fits[0]?.values ?? [0, 1]);
    y = linear(extent(drawn[1] ? cells : withZero(cells), drawn[1] ? 0.08 : 0.15) ?? [0, 1], up, 5);
  }

  function draw() {
    const session = last;
    if (!session || !width) return;
    const { drawable, data } = session;
    const shown = drawable !== null && data !== null;
    empty.hidden = shown;
    frame.hidden = tools.hidden = table.node.hidden = !shown;
    empty.textContent = shown ? "" : t(data && Object.keys(data).length ? "train.fit.none" : "train.fit.nodata");
    if (!shown) return;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    scales();
    const { axes: drawn, target } = drawnColumns(session);
    const columns = drawn.map(({ name }) => name);
    const curve = drawable.kind === "curve";
    drawAxes(axes, { x, y, floor: height - FRAME.bottom, left: FRAME.left, xName: columns[0], yName: curve ? [...(target ? [`• ${target.name}`] : []), `— ${drawable.output}`].join("\u2003") : columns[1] });
    const classes = curve ? [] : classesOf(target?.cells ?? []);
    offer(session);
    kind.hidden = classes.length === 0;
    if (kind.options.length !== classes.length) kind.replaceChildren(...classes.map((each) => element("option", { value: each }, t("train.draw.class.of", { n: each }))));
    drawPoints(drawn, target, classes);
    drawFit();
    table.update(columns[0], [
      ...(target ? [{ name: target.name, label: "", hue: "", points: drawn[0].cells.map((cell, i) => /** @type {[number, number]} */ ([cell, target.cells[i]])) }] : []),
    ]);
  }

  /** The definitions that can be drawn. @param {import("../main.js").Session} session */
  function offer({ drawables, drawable }) {
    const names = drawables.map(({ output }) => output);
    which.hidden = names.length < 2;
    if ([...which.options].map(({ value }) => value).join() !== names.join()) which.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
    which.value = drawable?.output ?? "";
  }

  /** Points as strokes of no length with round ends: one path a class, however many there are. @param {ReturnType<typeof columnsOf>} drawn @param {ReturnType<typeof columnsOf>[number] | null} target @param {number[]} classes */
  function drawPoints(drawn, target, classes) {
    const upward = drawn[1] ?? target;
    const all = drawn[0].cells.map((cell, i) => ({ at: `M${x.to(cell).toFixed(1)} ${y.to(upward?.cells[i] ?? 0).toFixed(1)}h0`, of: target?.cells[i] ?? 0 }));
    const groups = classes.length ? classes : [-1];
    const joined = dots.selectAll("path").data(groups).join("path");
    joined
      .attr("class", (group) => (group < 0 ? "dot" : `dot class-${group % 6}`))
      .attr("d", (group) => all.filter(({ of }) => group < 0 || of === group).map(({ at }) => at).join(""));
  }

  function drawFit() {
    const session = last;
    if (!session?.drawable || !width) return;
    const [found, second] = session.beside ? fits : [fits[0], null];
    svg.classed("waiting", found?.at !== session.time.k);
    if (session.drawable.kind === "curve") drawCurve(session, found, second);
    else drawRegions(session, found, second);
    const legend = session.beside ? session.names : [];
    names
      .selectAll("text")
      .data(legend)
      .join("text")
      .attr("class", (_, i) => (i ? "second" : "first"))
      .attr("x", width - FRAME.right - 4)
      .attr("y", (_, i) => height - FRAME.bottom - 8 - (legend.length - 1 - i) * 15)
      .text((name, i) => `${i ? "┄" : "─"} ${name}`);
    svg.attr("aria-label", say(session));
  }

  /** @param {import("../main.js").Session} session @param {Fit | null} found @param {Fit | null} second */
  function drawCurve(session, found, second) {
    regions.selectAll("*").remove();
    levels.selectAll("*").remove();
    const xs = spaced(x.domain[0], x.domain[1], CURVE);
    const path = lineOf(
      (/** @type {[number, number]} */ place) => x.to(place[0]),
      (/** @type {[number, number]} */ place) => near(y.to(place[1])),
    ).defined(([, value]) => Number.isFinite(value));
    const stages = [["before", found?.before], ["now", found?.values], ["second", second?.values]]; // prettier-ignore
    const lines = stages.flatMap(([kind, values]) => (values ? unitsOf(/** @type {any[]} */ (values)).map((unit, i, all) => ({ kind, values: unit, hue: all.length > 1 ? hueOf(i) : null })) : []));
    curves.attr("clip-path", "url(#fit-frame)").selectAll("path").data(lines).join("path").attr("class", ({ kind }) => /** @type {string} */ (kind)).style("stroke", ({ hue }) => hue).attr("d", ({ values }) => path(values.map((value, i) => [xs[i], value])) ?? "");
    clip();
    // The samples of this update, and how far the formula was from them when it was made.
    const row = session.time.k > 0 ? session.rowAt(session.time.k) : null;
    const { axes: drawn, target } = drawnColumns(session);
    const { question } = session;
    const its = session.run.question;
    // Samples that were drawn or taken away since are not those of the run.
    const same = its.data === question.data && JSON.stringify(its.generator) === JSON.stringify(question.generator);
    const few = row !== null && row.samples.length <= MOST_MARKED && row.samples.length < drawn[0].cells.length;
    const marked = row && few && same && target && row.update === session.time.k ? row.samples.filter((i) => i < drawn[0].cells.length) : [];
    const before = found?.before && found.at === session.time.k ? alone(found.before) : null;
    const ends = marked.map((i) => ({ x: x.to(drawn[0].cells[i]), y: y.to(target?.cells[i] ?? 0), to: before ? near(y.to(between(xs, before, drawn[0].cells[i]))) : NaN }));
    rings.selectAll("circle").data(ends).join("circle").attr("r", 6.5).attr("cx", (end) => end.x).attr("cy", (end) => end.y);
    gaps.attr("clip-path", "url(#fit-frame)").selectAll("path").data(ends.filter(({ to }) => Number.isFinite(to))).join("path").attr("d", (end) => `M${end.x} ${end.y}V${end.to}`);
  }

  /** Where nothing of the curve is drawn: outside the axes. */
  function clip() {
    const definition = svg.selectAll("clipPath").data([0]).join("clipPath").attr("id", "fit-frame");
    definition.selectAll("rect").data([0]).join("rect").attr("x", FRAME.left).attr("y", 2).attr("width", Math.max(width - FRAME.left - FRAME.right, 0)).attr("height", Math.max(height - FRAME.bottom, 0));
  }

  /** @param {import("../main.js").Session} session @param {Fit | null} found @param {Fit | null} second */
  function drawRegions(session, found, second) {
    for (const layer of [curves, gaps, rings]) layer.selectAll("*").remove();
    const { target } = drawnColumns(session);
    const values = found?.values ?? [];
    const [least, most] = extent(target?.cells ?? [0, 1], 0) ?? [0, 1];
    const grid = { size: GRID, x, y };
    // Several numbers a point are scores of classes, or the units of a layer.
    const layer = Array.isArray(values[0]) && values[0].length > 1 && session.drawable !== session.drawables[0];
    const shades = layer ? [] : shadesOf(values, grid, { least, most });
    regions.selectAll("path").data(shades).join("path").attr("class", ({ kind }) => kind).attr("d", ({ path }) => path);
    /** @type {{kind: string, hue: string | null, path: string}[]} */
    const lines = [];
    for (const [i, fit] of [found, second].entries()) {
      const kind = i ? "second" : "first";
      if (fit && layer) switchesOf(fit.values, grid).forEach((path, unit) => lines.push({ kind: `${kind} unit`, hue: hueOf(unit), path }));
      else if (fit) lines.push({ kind, hue: null, path: borderOf(fit.values, grid, { least, most }) });
    }
    levels.selectAll("path").data(lines).join("path").attr("class", ({ kind }) => kind).style("stroke", ({ hue }) => hue).attr("d", ({ path }) => path);
  }

  /** @param {import("../main.js").Session} session */
  function say({ drawable, time, data }) {
    const samples = Object.values(data ?? {})[0]?.length ?? 0;
    const facts = { output: drawable?.output ?? "", k: time.k, n: samples };
    if (drawable?.kind !== "curve" || !fits[0]) return t("train.fit.summary.regions", facts);
    const values = alone(fits[0].values);
    return t("train.fit.summary", { ...facts, left: shortFigure(values[0]), right: shortFigure(values[values.length - 1]) });
  }

  /** The data at which the present picture asks. @param {Drawable} drawable */
  function places(drawable) {
    const curve = drawable.kind === "curve";
    const xs = spaced(x.domain[0], x.domain[1], curve ? CURVE : GRID);
    return curve ? askedAt(drawable, xs) : askedAt(drawable, xs, spaced(y.domain[0], y.domain[1], GRID));
  }

  /** Asks for the present moment of each run, unless it is known. */
  function wish() {
    const session = last;
    if (!session?.drawable || !width || drawing) return;
    const { drawable, time, run, beside } = session;
    const curve = drawable.kind === "curve";
    const at = places(drawable);
    for (const [which, each] of [run, beside].entries()) {
      const id = each?.start?.run;
      if (!each || !id) continue;
      const k = Math.min(time.k, lengthOf(each));
      const question = { run: id, updates: curve && k > 0 && which === 0 ? [k, k + 1] : [k + 1], output: drawable.output, at };
      wanted[which] = keyOf(question);
      const known = kept.get(wanted[which]);
      if (known) fits[which] = known;
      else askers[which].slide(question);
    }
    drawFit();
  }

  // ── points by hand ────────────────────────────────────────────────────────────────────────────────────────────────

  /** @type {[number, number] | null} in pixels: the end of the trail */
  let trail = null;

  /** @param {PointerEvent} event */
  function point(event) {
    const session = last;
    if (!session?.data || !session.drawable) return;
    const [px, py] = pointer(event, svg.node());
    if (trail && Math.hypot(px - trail[0], py - trail[1]) < (tool === "add" ? TRAIL : 2)) return;
    trail = [px, py];
    const columns = columnsOf(session.data);
    const { axes: drawn, target } = drawnColumns(session);
    const upward = drawn[1] ?? target;
    if (!upward) return;
    const inside = px >= FRAME.left && px <= width - FRAME.right && py >= FRAME.top - 8 && py <= height - FRAME.bottom;
    const digits = (/** @type {number} */ value) => Number(value.toPrecision(4));
    if (tool === "add" && inside) {
      for (const column of columns) {
        const mean = column.cells.reduce((a, b) => a + b, 0) / column.cells.length;
        const own = column.name === drawn[0].name ? digits(x.from(px)) : column.name === upward.name ? digits(y.from(py)) : column.name === target?.name ? Number(kind.value || 0) : digits(mean);
        column.cells = [...column.cells, own];
      }
    } else if (tool === "erase") {
      const distance = (/** @type {number} */ i) => Math.hypot(x.to(drawn[0].cells[i]) - px, y.to(upward.cells[i]) - py);
      const gone = new Set(drawn[0].cells.map((_, i) => i).filter((i) => distance(i) < NEAR));
      if (!gone.size || gone.size === drawn[0].cells.length) return;
      for (const column of columns) column.cells = column.cells.filter((_, i) => !gone.has(i));
    } else return;
    session.data = dataOf(columns);
    draw();
    drawData(session.data, false);
  }

  svg
    .on("pointerdown", (event) => {
      if (event.button !== 0 || tool === "none") return;
      event.preventDefault();
      svg.node()?.setPointerCapture(event.pointerId);
      drawing = true;
      trail = null;
      point(event);
    })
    .on("pointermove", (event) => drawing && point(event))
    .on("pointerup pointercancel", () => {
      if (!drawing) return;
      drawing = false;
      if (last?.data && trail) drawData(last.data, true);
    });

  sized(frame, (wide, high) => {
    if (!wide) return;
    [width, height] = [wide, high];
    draw();
    wish();
  });

  return {
    update(session) {
      if (last?.drawable?.output !== session.drawable?.output || session.drawable === null) fits.fill(null);
      last = session;
      // A frame that was hidden has no size until it is shown.
      if (!width) [width, height] = [frame.clientWidth || 500, frame.clientHeight || 260];
      draw();
      wish();
    },
    show(session) {
      last = session;
      wish();
    },
    /** What is asked for at every moment, for whoever wants all of them at once; null where nothing is drawn. */
    get asks() {
      return last?.drawable && width ? { output: last.drawable.output, at: places(last.drawable) } : null;
    },
  };
}

/** With 0, where it is not far: a prediction starts near it. @param {readonly number[]} cells */
function withZero(cells) {
  const [low, high] = extent(cells, 0) ?? [0, 0];
  return Math.min(Math.abs(low), Math.abs(high)) < high - low ? [...cells, 0] : cells;
}

/** A place far outside, near enough for a drawing. @param {number} pixels */
const near = (pixels) => Math.min(Math.max(pixels, -1e4), 1e4);

/** The value between two of a row of points. @param {readonly number[]} xs evenly spaced @param {readonly number[]} values @param {number} at */
function between(xs, values, at) {
  const part = ((at - xs[0]) / (xs[xs.length - 1] - xs[0])) * (xs.length - 1);
  const i = Math.min(Math.max(Math.floor(part), 0), xs.length - 2);
  return values[i] + (values[i + 1] - values[i]) * (part - i);
}
