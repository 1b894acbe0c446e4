/**
 * The graph: a payload and a moment enter, the drawing leaves. Assembles the drawing, what hands do to it, pan and zoom,
 * and the way from one graph to the next.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("../types.js").Target} Target
 *
 * @typedef {(layer: SVGGElement, route: (edge: string) => readonly import("../types.js").Point[]) => void} Trace
 *
 * @typedef {(layer: HTMLElement, centre: (id: string) => import("../types.js").Point) => void} Cover
 *
 * @typedef {object} StageOptions
 * @property {import("../texts.js").Texts} texts
 * @property {(target: Target | null) => void} [onSelect]
 * @property {(target: Target | null) => void} [onHover]
 * @property {boolean} [interactive]  false: a picture that plays, without pan, zoom and focus
 * @property {boolean} [wheel]  false: the wheel scrolls the page around, and does not zoom
 * @property {() => number} [zoom]  how many times its usual size everything has, as before an audience
 * @property {() => boolean} [reducedMotion]
 *
 * @typedef {object} Stage
 * @property {(payload: Payload, still?: boolean) => void} update  still: nothing glides to its new place
 * @property {(moment: Moment) => void} show
 * @property {(draw: Trace | null) => void} trace  lets a panel draw over the edges: at once, and whenever they move
 * @property {(draw: Cover | null) => void} over  lets a panel lay elements over the cards: at once, and whenever those move
 * @property {(targets: readonly Target[]) => void} light  marks what something elsewhere on the page is about
 * @property {(gates: boolean) => void} badge  whether cards say what they do with gradients
 * @property {() => void} fit
 * @property {() => [number, number]} space  in units of the drawing: width and height that there are for the drawing
 * @property {() => void} destroy
 */

import { timer } from "../../vendor/d3.js";
import { around, BEAT, easeInOut, GLIDE, TRAVEL } from "../motion.js";
import { sceneAt } from "../scene.js";
import { cull } from "./culling.js";
import { createDrawing, openGroups } from "./drawing.js";
import { fitNodeFaces } from "./faces.js";
import { createHands } from "./hands.js";
import { createLayers } from "./layers.js";
import { boxOf } from "./near.js";
import { missing, parts } from "./parts.js";
import { enter, leave } from "./passing.js";
import { focusedGroup, focusGroup } from "./refocus.js";
import { sameDrawing } from "./same.js";
import { Scenery } from "./scenery.js";
import { createTags } from "./tags.js";
import { createView } from "./view.js";

/** Cards are not shown smaller than this unless the reader asks for it, and those with grids of small numbers not than that. */
const READABLE = 0.62;
const READABLE_GRIDS = 0.75;
/** Under this scale the present step's label and dot grow against it, up to so many times their size. */
const LEGIBLE = 0.8;
const MOST_GROWN = 3;
/** Under this scale numbers are specks: the washes alone tell how far the run is. */
const FAR = 0.2;

/** @param {HTMLElement} element @param {StageOptions} options @returns {Stage} */
export function createStage(element, { texts, onSelect, onHover, interactive = true, wheel = true, zoom = () => 1, reducedMotion = prefersReducedMotion }) {
  const layers = createLayers(element);
  const { root } = layers;
  const frame = /** @type {HTMLElement} */ (root.node());
  const scenery = new Scenery();
  const tags = createTags(layers.tags, scenery, () => view.seen());
  const hands = createHands({
    interactive,
    onSelect,
    onHover,
    frame: /** @type {SVGGElement} */ (layers.drawing.node()),
    centre: (id) => scenery.centre(id),
    reveal(target) {
      const node = scenery.nodes.get(target.id);
      const [x, y] = target.kind === "node" ? scenery.centre(target.id) : scenery.label(target.id);
      const [width, height] = target.kind === "node" && node ? [node.width, node.height] : [40, 40];
      view.reveal({ x: x - width / 2, y: y - height / 2, width, height }, 0);
    },
    onDrag: drag,
  });
  const drawing = createDrawing(layers, { texts, scenery, hands });
  /** @type {Payload | null} */
  let payload = null;
  /** @type {Payload | null} the next, while what it needs is loaded */
  let awaited = null;
  /** @type {Moment} */
  let moment = { k: Infinity, t: 0, playing: false };
  /** @type {{stop: () => void} | null} */
  let glide = null;
  /** @type {Trace | null} */
  let traced = null;
  /** @type {Cover | null} */
  let covered = null;
  /** @type {number | null} */
  let culling = null;
  /** Whether cards say what they do with gradients. */
  let badged = false;
  /** @type {number | null} the step that was last brought into view */
  let followed = null;

  const view = createView(frame, {
    interactive,
    wheel,
    labels: { whole: texts("stage.fit"), near: texts("stage.near") },
    boxes: shownBoxes,
    zoom,
    least: () => (payload?.nodes.some((node) => node.grid) ? READABLE_GRIDS : READABLE),
    focus: () => present(),
    onChange: ({ x, y, scale }) => {
      const grow = Math.min(Math.max(LEGIBLE / scale, 1), MOST_GROWN);
      if (grow !== tags.grow) {
        tags.grow = grow;
        // Only where it is used: a property on the root would make the browser style every formula anew.
        layers.tags.style.setProperty("--grow", String(grow));
        drawing.grow(grow);
        replaceTags();
      } else if (!view.held()) replaceTags();
      turnTo({ x, y, scale });
      if (culling === null) culling = requestAnimationFrame(cullFaces);
    },
  });

  const home = root
    .append("button")
    .attr("class", "stage-fit stage-home")
    .attr("type", "button")
    .attr("hidden", "")
    .attr("aria-label", texts("stage.home"))
    .attr("title", texts("stage.home"))
    .on("click", () => {
      for (const id of [...scenery.dragged.keys()]) drag(id, null);
    });
  home.append("svg").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true").append("path").attr("d", "M2.5 8a5.5 5.5 0 1 0 1.8-4.1M4.6 1.2v3h3");

  /** @type {ReturnType<typeof import("./overview.js").createOverview> | null} loaded with the first window that does not show all */
  let overview = null;
  let loading = false;
  async function loadOverview() {
    if (loading) return;
    loading = true;
    const { createOverview } = await import("./overview.js");
    overview = createOverview(frame, element, {
      onGo: interactive ? (x, y) => view.centre(x, y) : null,
      partly: view.held,
      drawing: () => around(shownBoxes()),
      show: turnTo,
      restore() {
        turnTo(view.now().view);
        cullFaces();
      },
    });
    mapCards();
    cullFaces();
  }

  /** The map has the cards where they stand, and the present one marked. */
  function mapCards() {
    overview?.take((payload?.nodes ?? []).map((node) => ({ id: node.id, box: scenery.home(node) })));
    overview?.mark(payload && typeof followed === "number" ? payload.steps[followed] : null);
  }

  /** @param {import("../motion.js").View} to  @param {boolean} [whole] nothing is left out that the window does not show */
  function turnTo({ x, y, scale }, whole = false) {
    layers.drawing.attr("transform", `translate(${x},${y}) scale(${scale})`);
    layers.overlay.style("transform", `translate(${x}px,${y}px) scale(${scale})`);
    if (!whole) return;
    root.classed("far", false);
    for (const face of [...drawing.faces.values(), ...drawing.locals.values()]) face.classList.remove("culled");
    fitNodeFaces(drawing.faces.values());
  }

  /** Labels keep inside what is seen: a fitted view finds their places again. */
  function replaceTags() {
    tags.forget();
    if (drawing.painted()) tags.redraw(); // the view is made before the first drawing
  }

  function cullFaces() {
    culling = null;
    const { view: now, screen } = view.now();
    root.classed("far", now.scale < FAR);
    if (view.held()) loadOverview().catch(() => {}); // the server went away: there is no map
    overview?.see({ x: -now.x / now.scale, y: -now.y / now.scale, width: screen.width / now.scale, height: screen.height / now.scale }, now);
    cull(now, screen, scenery, drawing.faces, drawing.locals);
    fitNodeFaces(drawing.faces.values());
  }

  /** What there is to be seen: cards where they are going to stand, and the frames around them. */
  function shownBoxes() {
    if (!payload) return [];
    const home = (/** @type {PayloadNode} */ node) => scenery.home(node);
    const frames = parts.group?.groupBoxes(openGroups(payload), payload.nodes, home).values() ?? [];
    return [...payload.nodes.map(home), ...frames];
  }

  /** Puts everything where it stands now. @param {((id: string) => boolean)} [touches] which cards moved */
  function place(touches) {
    drawing.place(touches);
    traced?.(layers.traces, (id) => scenery.route(id));
    covered?.(layers.cover, (id) => scenery.centre(id));
  }

  /** Draws what differs from what is drawn. */
  function draw() {
    if (!payload) return;
    const scene = sceneAt(payload, moment.k, moment.t);
    drawing.paint(scene, tags.grow);
    tags.draw(payload, scene, drawing.curves);
  }

  /** Around the cards of the present step; before the first step, of what it starts from. */
  function present() {
    if (!payload || payload.steps.length === 0) return null;
    return boxOf(payload, payload.steps[sceneAt(payload, moment.k, moment.t).narration ?? 0], scenery, view.seen());
  }

  /** Keeps the present step in a view that does not show all. */
  function follow() {
    if (!payload) return;
    const { narration } = sceneAt(payload, moment.k, moment.t);
    if (narration === followed) return;
    followed = narration;
    overview?.mark(narration === null ? null : payload.steps[narration]);
    if (view.held() && view.follow(reducedMotion() ? 0 : moment.playing ? BEAT * TRAVEL : GLIDE)) tags.forget();
  }

  /** Writes other numbers into the drawing as it stands. @param {Payload} next */
  function renew(next) {
    payload = next;
    scenery.renew(next);
    drawing.renew(next);
    draw();
  }

  /** @param {Payload} next */
  function update(next, settled = false) {
    const loading = missing(next);
    awaited = loading && next;
    // Where the server went away, the last graph stays.
    if (loading) return void loading.then(() => awaited === next && update(next, settled), () => {});
    if (payload && sameDrawing(payload, next)) return renew(next);
    glide?.stop();
    const first = payload === null;
    const folding = focusedGroup(frame, scenery.nodes);
    const known = new Set(scenery.nodes.keys());
    const same = next.nodes.length === known.size && next.nodes.every((node) => known.has(node.id));
    const related = next.nodes.some((node) => known.has(node.id));
    const moves = scenery.take(next);
    home.attr("hidden", scenery.dragged.size > 0 ? null : "");
    payload = next;
    drawing.join(next);
    tags.forget();
    const still = settled || reducedMotion();
    scenery.advance(moves && !still ? 0 : 1);
    place();
    draw();
    if (folding !== null) focusGroup(folding, next.nodes, drawing.cards, layers.groups);
    followed = null;
    mapCards();
    if (first || !related) {
      view.forget();
      view.fit(0);
    } else if (!same || moves) view.refit(still ? 0 : GLIDE);
    cullFaces();
    for (const gone of element.querySelectorAll(".leaving")) leave(gone, first || still ? 0 : GLIDE);
    for (const come of element.querySelectorAll(".entering")) enter(come, first || still ? 0 : GLIDE);
    if (!moves || still) return undefined;
    glide = timer((elapsed) => {
      scenery.advance(easeInOut(Math.min(elapsed / GLIDE, 1)));
      if (elapsed >= GLIDE) glide?.stop();
      place();
      cullFaces();
      tags.forget();
      draw();
    });
    return undefined;
  }

  /** @param {string} id @param {import("../types.js").Point | null} offset how far a card is from its place; null: at home again */
  function drag(id, offset) {
    glide?.stop();
    scenery.advance(1);
    if (offset) scenery.dragged.set(id, offset);
    else scenery.dragged.delete(id);
    home.attr("hidden", scenery.dragged.size > 0 ? null : "");
    place((other) => other === id);
    tags.forget();
    draw();
  }

  layers.svg.on("click", () => onSelect?.(null));

  return {
    update,
    show(next) {
      moment = next;
      follow();
      draw();
    },
    trace(draw) {
      if (traced && !draw) layers.traces.replaceChildren();
      traced = draw;
      traced?.(layers.traces, (id) => scenery.route(id));
    },
    over(draw) {
      if (covered && !draw) layers.cover.replaceChildren();
      covered = draw;
      covered?.(layers.cover, (id) => scenery.centre(id));
    },
    light: drawing.light,
    async badge(wanted) {
      if (wanted === badged) return;
      badged = wanted;
      const gates = await import("./gates.js").catch(() => null); // the server went away: there are none
      drawing.badge(badged ? gates : null);
      draw();
    },
    fit: () => view.fit(reducedMotion() ? 0 : GLIDE),
    space() {
      const { width, height } = view.now().screen;
      return [width / zoom(), height / zoom()];
    },
    destroy() {
      glide?.stop();
      if (culling !== null) cancelAnimationFrame(culling);
      view.destroy();
      root.remove();
    },
  };
}

function prefersReducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
