/** The tab of curves: the figures that the listing draws, and everything that it printed, appended or differentiated again and again. */

import { element } from "../dom.js";
import { shortFigure, toNumber } from "../figures.js";
import { drawFigure } from "./figure.js";
import { largeButton } from "./large.js";

/** @type {import("../panels/desk.js").PanelMaker} */
export function createPanel(place, { t, onEpisode }) {
  place.classList.add("curves");
  place.tabIndex = 0;
  let shown = "";
  /** @type {{kind: string, point: (x: number | null) => void}[]} */
  let cursors = [];

  /** @param {import("./run.js").Curve} curve @param {number} index */
  function row({ name, kind, line, xlabel, x, y }, index) {
    const title = name || t("listing.curve.unnamed", { number: index + 1 });
    const [first, last] = [shortFigure(y[0]), shortFigure(y[y.length - 1])];
    const along = xlabel || t(kind === "episode" ? "listing.curve.episode" : "listing.curve.counted");
    const label = t("listing.curve.label", { name: title, count: y.length, first, last });
    const low = Math.min(...y.map(toNumber).filter(Number.isFinite));
    const high = Math.max(...y.map(toNumber).filter(Number.isFinite));
    const steep = low > 0 && high / low > 1e3;
    const axes = {
      rows: 1, columns: 1, place: 1, title: "", xlabel: along, ylabel: "", xlim: null, ylim: null,
      xscale: "linear", yscale: steep ? "log" : "linear", legend: false, grid: true,
      marks: [{ kind: /** @type {const} */ ("line"), line, x: x.map(toNumber), y: y.map(toNumber), style: "-" }],
    };
    const plot = { figure: 0, width: 6, height: 3, title: "", axes: [axes] };
    const figure = drawFigure(
      plot,
      { label, ...(kind === "episode" ? { onPick: (/** @type {number} */ at) => onEpisode(Math.round(at)) } : {}) },
    );
    cursors.push({ kind, point: figure.point });
    const from = t(`listing.curve.${kind}.from`, { line: line ?? "" });
    const large = largeButton({ t, title, draw: () => drawFigure(plot, { label }).element });
    const head = element("figcaption", {}, element("b", {}, title), element("span", { class: "quiet" }, steep ? `${from} · ${t("listing.curve.log")}` : from), large);
    return element("figure", { class: "curve-figure" }, head, figure.element);
  }

  /** @param {import("./figure.js").Plot} plot */
  function drawn(plot) {
    const words = plot.axes.map(({ title, xlabel, ylabel, marks }) => [title, xlabel && ylabel ? `${ylabel} / ${xlabel}` : xlabel || ylabel, ...marks.map(({ label = "", kind }) => label || t(`listing.mark.${kind}`))].filter(Boolean).join(", "));
    const label = t("listing.plot.label", { number: plot.figure, words: [plot.title, ...words].filter(Boolean).join("; ") });
    const draw = () => drawFigure(plot, { label }).element;
    const title = t("listing.plot.name", { number: plot.figure });
    const head = element("figcaption", {}, element("b", {}, title), largeButton({ t, title, draw }));
    return element("figure", { class: "curve-figure plot" }, head, draw());
  }

  return {
    update({ listing }) {
      if (!listing) return;
      const next = JSON.stringify([listing.plots, listing.curves]);
      if (next !== shown) {
        shown = next;
        cursors = [];
        const parts = [...listing.plots.map(drawn), ...listing.curves.map(row)];
        place.replaceChildren(...(parts.length ? parts : [element("p", { class: "quiet" }, t("listing.curves.none"))]));
      }
      for (const { kind, point } of cursors) point(kind === "episode" ? listing.episode : null);
    },
  };
}
