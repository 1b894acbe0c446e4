/**
 * The graph: a payload and a moment enter, the drawing leaves. Assembles cards, edges, formulas, pan and zoom.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 * @typedef {import("../types.js").PayloadEdge} PayloadEdge
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("../types.js").Target} Target
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").NodeScene} NodeScene
 * @typedef {import("../scene.js").EdgeScene} EdgeScene
 * @typedef {import("../curve.js").Measure} Measure
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

import { select, timer } from "../../vendor/d3.js";
import { measure } from "../curve.js";
import { equal } from "../equal.js";
import { around, BEAT, easeInOut, GLIDE, TRAVEL } from "../motion.js";
import { sceneAt } from "../scene.js";
import { cull } from "./culling.js";
import { growEdge, joinEdges, routeEdge, showEdge } from "./edge.js";
import { fitNodeFaces, joinEdgeFaces, joinNodeFaces, moveFace, sayEdge, writeEdgeFace, writeNodeFace } from "./faces.js";
import { drawGroups, groupBoxes, sharedDepth } from "./group.js";
import { createHands } from "./hands.js";
import { joinNodes, sayNode, showNode } from "./node.js";
import { boxOf } from "./near.js";
import { enter, leave } from "./passing.js";
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
/** What a dot carries is no part of its edge. */
const CARRIED = new Set(["product"]);

/** @param {HTMLElement} element @param {StageOptions} options @returns {Stage} */
export function createStage(element, { texts, onSelect, onHover, interactive = true, wheel = true, zoom = () => 1, reducedMotion = prefersReducedMotion }) {
  const root = select(element).append("div").attr("class", "stage-root");
  const svg = root.append("svg").attr("class", "stage-drawing");
  hatch(svg.append("defs"));
  const drawing = svg.append("g").attr("class", "stage-view");
  const [groupLayer, edgeLayer, traceLayer, nodeLayer] = ["groups", "edges", "traces", "nodes"].map((name) => layer(drawing.append("g").attr("class", name)));
  const overlay = root.append("div").attr("class", "stage-faces");
  const [nodeFaces, edgeFaces, coverLayer, tagLayer] = ["node-faces", "edge-faces", "cover", "tags"].map((name) => htmlLayer(overlay.append("div").attr("class", name)));
  nodeLayer.setAttribute("role", "group");

  const scenery = new Scenery();
  const tags = createTags(tagLayer, scenery, () => view.seen());
  /** @type {Payload | null} */
  let payload = null;
  /** @type {Moment} */
  let moment = { k: Infinity, t: 0, playing: false };
  /** @type {Map<string, SVGGElement>} */
  const cards = new Map();
  /** @type {Map<string, SVGGElement>} */
  const lines = new Map();
  /** @type {Map<string, HTMLElement>} */
  const faces = new Map();
  /** @type {Map<string, HTMLElement>} */
  const locals = new Map();
  /** @type {Map<string, Measure>} */
  const curves = new Map();
  /** @type {Map<string, NodeScene>} */
  let drawnNodes = new Map();
  /** @type {Map<string, EdgeScene>} */
  let drawnEdges = new Map();
  /** @type {boolean | null} */
  let drawnFinished = null;
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
  /** @type {typeof import("./gates.js") | null} what says it: loaded when it is first asked for */
  let gates = null;
  /** @type {number | null} the step that was last brought into view */
  let followed = null;

  const view = createView(/** @type {HTMLElement} */ (root.node()), {
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
        tagLayer.style.setProperty("--grow", String(grow));
        for (const present of edgeLayer.querySelectorAll(".edge-present")) growEdge(present, grow);
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

  /** @type {ReturnType<typeof import("./beyond.js").createBeyond> | null} what a window needs that does not show all */
  let beyond = null;
  let large = false;
  async function loadBeyond() {
    if (large) return;
    large = true;
    const [{ createBeyond }, { createPaper }] = await Promise.all([import("./beyond.js"), import("./paper.js")]);
    beyond = createBeyond(/** @type {HTMLElement} */ (root.node()), { onGo: interactive ? (x, y) => view.centre(x, y) : null });
    createPaper(element, {
      partly: view.held,
      drawing: () => around(shownBoxes()),
      show: turnTo,
      restore() {
        turnTo(view.now().view);
        cullFaces();
      },
    });
    takeBeyond();
    cullFaces();
  }

  /** The map has the cards where they stand, and the present one marked. */
  function takeBeyond() {
    beyond?.take((payload?.nodes ?? []).map((node) => ({ id: node.id, box: scenery.home(node) })));
    beyond?.mark(payload && typeof followed === "number" ? payload.steps[followed] : null);
  }

  /** @param {import("../motion.js").View} to  @param {boolean} [whole] nothing is left out that the window does not show */
  function turnTo({ x, y, scale }, whole = false) {
    drawing.attr("transform", `translate(${x},${y}) scale(${scale})`);
    overlay.style("transform", `translate(${x}px,${y}px) scale(${scale})`);
    if (!whole) return;
    root.classed("far", false);
    for (const face of [...faces.values(), ...locals.values()]) face.classList.remove("culled");
    fitNodeFaces(faces.values());
  }

  /** Labels keep inside what is seen: a fitted view finds their places again. */
  function replaceTags() {
    tags.forget();
    if (drawnFinished !== null) tags.redraw(); // the view is made before the first drawing
  }

  function cullFaces() {
    culling = null;
    const { view: now, screen } = view.now();
    root.classed("far", now.scale < FAR);
    if (view.held()) loadBeyond().catch(() => {}); // the server went away: there is no map
    beyond?.see({ x: -now.x / now.scale, y: -now.y / now.scale, width: screen.width / now.scale, height: screen.height / now.scale }, now);
    cull(now, screen, scenery, faces, locals);
    fitNodeFaces(faces.values());
  }

  /** What there is to be seen: cards where they are going to stand, and the frames around them. */
  function shownBoxes() {
    if (!payload) return [];
    const home = (/** @type {PayloadNode} */ node) => scenery.home(node);
    return [...payload.nodes.map(home), ...groupBoxes(openGroups(), payload.nodes, home).values()];
  }

  const openGroups = () => (payload?.groups ?? []).filter((group) => !group.collapsed);

  /** Puts cards, edges and labels where they stand now. @param {((id: string) => boolean)} [touches] which cards moved */
  function place(touches = () => true) {
    if (!payload) return;
    for (const node of payload.nodes) {
      if (!touches(node.id)) continue;
      const [x, y] = scenery.centre(node.id);
      cards.get(node.id)?.setAttribute("transform", `translate(${x.toFixed(2)},${y.toFixed(2)})`);
      const face = faces.get(node.id);
      if (face) moveFace(face, x, y);
    }
    for (const edge of payload.edges) {
      if (!touches(edge.source) && !touches(edge.target)) continue;
      const line = lines.get(edge.id);
      if (line) curves.set(edge.id, routeEdge(line, scenery.route(edge.id)));
      drawnEdges.delete(edge.id);
      const local = locals.get(edge.id);
      if (local) moveFace(local, ...scenery.label(edge.id));
    }
    traced?.(traceLayer, (id) => scenery.route(id));
    covered?.(coverLayer, (id) => scenery.centre(id));
    const groups = openGroups();
    drawGroups(groupLayer, groups, groupBoxes(groups, payload.nodes, (node) => scenery.box(node))).each(function (group) {
      hands.fold(this, { kind: "group", id: group.id }, texts("stage.fold", { name: group.label }));
    });
  }

  /** Draws what differs from what is drawn. */
  function draw() {
    if (!payload) return;
    const scene = sceneAt(payload, moment.k, moment.t);
    for (const node of payload.nodes) {
      const next = /** @type {NodeScene} */ (scene.nodes.get(node.id));
      const before = drawnNodes.get(node.id) ?? null;
      if (equal(before, next) && scene.finished === drawnFinished) continue;
      const card = cards.get(node.id);
      if (!card) continue;
      showNode(card, node, next, before, scene.finished, texts);
      if (!before || !["value", "gradient", "tangent"].every((part) => equal(before[/** @type {"value"} */ (part)], next[/** @type {"value"} */ (part)]))) {
        card.setAttribute("aria-label", say(node, next));
      }
    }
    for (const edge of payload.edges) {
      const next = /** @type {EdgeScene} */ (scene.edges.get(edge.id));
      if (equal(drawnEdges.get(edge.id), next, CARRIED)) continue;
      const line = lines.get(edge.id);
      const curve = curves.get(edge.id) ?? measure([]);
      if (line) showEdge(line, next, curve, tags.grow);
      // The product says what the local derivative says, and more: one of them at a time.
      locals.get(edge.id)?.classList.toggle("said", next.emphasis > 0.5);
    }
    tags.draw(payload, scene, curves);
    drawnNodes = scene.nodes;
    drawnEdges = new Map(scene.edges);
    drawnFinished = scene.finished;
  }

  /** @param {PayloadNode} node @param {NodeScene} scene */
  const say = (node, scene) => [sayNode(node, scene, texts), ...((badged && gates?.sayGates(node, texts)) || [])].join(texts("stage.comma"));

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
    beyond?.mark(narration === null ? null : payload.steps[narration]);
    if (view.held() && view.follow(reducedMotion() ? 0 : moment.playing ? BEAT * TRAVEL : GLIDE)) tags.forget();
  }

  /** Writes other numbers into the drawing as it stands. @param {Payload} next */
  function renew(next) {
    payload = next;
    scenery.renew(next);
    for (const node of next.nodes) writeNodeFace(/** @type {HTMLElement} */ (faces.get(node.id)), node);
    for (const edge of next.edges) {
      const local = /** @type {HTMLElement} */ (locals.get(edge.id));
      writeEdgeFace(local, edge);
      const words = sayEdge(edge, texts);
      if (local.getAttribute("aria-label") !== words) local.setAttribute("aria-label", words);
    }
    draw();
  }

  /** @param {Payload} next */
  function update(next, settled = false) {
    if (payload && sameDrawing(payload, next)) return renew(next);
    glide?.stop();
    const first = payload === null;
    const folding = foldedOf(document.activeElement);
    const known = new Set(scenery.nodes.keys());
    const same = next.nodes.length === known.size && next.nodes.every((node) => known.has(node.id));
    const related = next.nodes.some((node) => known.has(node.id));
    const moves = scenery.take(next);
    home.attr("hidden", scenery.dragged.size > 0 ? null : "");
    payload = next;
    join(next);
    forget();
    tags.forget();
    const still = settled || reducedMotion();
    scenery.advance(moves && !still ? 0 : 1);
    place();
    draw();
    if (folding !== null) focusFolded(folding);
    followed = null;
    takeBeyond();
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

  /** The group that an element in focus is the frame of, or the card. @param {Element | null} item @returns {string | null} */
  function foldedOf(item) {
    const id = item instanceof SVGElement && root.node()?.contains(item) ? item.dataset.id : undefined;
    if (id === undefined) return null;
    return item?.classList.contains("group") ? id : (scenery.nodes.get(id)?.collapses ?? null);
  }

  /** A frame in focus that has become a card, or a card that has become a frame, is still in focus. @param {string} group */
  function focusFolded(group) {
    const node = payload?.nodes.find(({ collapses }) => collapses === group);
    const frames = [...groupLayer.querySelectorAll("g.group")].filter((frame) => frame instanceof SVGElement && frame.dataset.id === group);
    const next = node ? cards.get(node.id) : /** @type {SVGElement | undefined} */ (frames[0]);
    if (next && next !== document.activeElement) next.focus({ preventScroll: true });
  }

  function forget() {
    drawnNodes = new Map();
    drawnEdges = new Map();
    drawnFinished = null;
  }

  /** Whether a card of a backward graph is a gradient. @param {string} id */
  const isGradient = (id) => Boolean(scenery.nodes.get(id)?.gradient_of);

  /** @param {Payload} next */
  function join(next) {
    for (const map of [cards, lines, faces, locals, curves]) map.clear();
    const nodes = joinNodes(nodeLayer, next.nodes);
    nodes.each(function (node) {
      cards.set(node.id, this);
    });
    joinEdges(edgeLayer, next.edges).each(function (edge) {
      lines.set(edge.id, this);
      this.toggleAttribute("data-gradient", isGradient(edge.source));
    });
    joinNodeFaces(nodeFaces, next.nodes).each(function (node) {
      faces.set(node.id, this);
    });
    joinEdgeFaces(edgeFaces, next.edges).each(function (edge) {
      locals.set(edge.id, this);
      this.setAttribute("aria-label", sayEdge(edge, texts));
      this.style.setProperty("--depth", String(sharedDepth(openGroups(), scenery.nodes.get(edge.source), scenery.nodes.get(edge.target))));
    });
    for (const [id, card] of cards) {
      gates?.drawGates(card, /** @type {PayloadNode} */ (scenery.nodes.get(id)), badged ? texts : null);
      hands.reach(card, { kind: "node", id });
      const folded = scenery.nodes.get(id)?.collapses;
      if (folded) card.setAttribute("aria-expanded", "false");
      else card.removeAttribute("aria-expanded");
    }
    for (const [id, face] of locals) hands.reach(face, { kind: "edge", id });
    for (const [id, line] of lines) hands.point(line, { kind: "edge", id });
    hands.move(nodes);
  }

  function rebadge(drawer = gates) {
    for (const [id, card] of cards) drawer?.drawGates(card, /** @type {PayloadNode} */ (scenery.nodes.get(id)), badged ? texts : null);
    forget();
    draw();
  }

  const hands = createHands({
    interactive,
    onSelect,
    onHover,
    frame: /** @type {SVGGElement} */ (drawing.node()),
    centre: (id) => scenery.centre(id),
    reveal(target) {
      const node = scenery.nodes.get(target.id);
      const [x, y] = target.kind === "node" ? scenery.centre(target.id) : scenery.label(target.id);
      const [width, height] = target.kind === "node" && node ? [node.width, node.height] : [40, 40];
      view.reveal({ x: x - width / 2, y: y - height / 2, width, height }, 0);
    },
    onDrag: drag,
  });

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

  svg.on("click", () => onSelect?.(null));

  return {
    update,
    show(next) {
      moment = next;
      follow();
      draw();
    },
    trace(draw) {
      if (traced && !draw) traceLayer.replaceChildren();
      traced = draw;
      traced?.(traceLayer, (id) => scenery.route(id));
    },
    over(draw) {
      if (covered && !draw) coverLayer.replaceChildren();
      covered = draw;
      covered?.(coverLayer, (id) => scenery.centre(id));
    },
    light(targets) {
      const lit = (/** @type {string} */ kind) => new Set(targets.filter((target) => target.kind === kind).map(({ id }) => id));
      const [nodes, edges] = [lit("node"), lit("edge")];
      for (const [id, card] of cards) card.classList.toggle("lit", nodes.has(id));
      for (const [id, line] of lines) line.classList.toggle("lit", edges.has(id));
    },
    badge(wanted) {
      if (wanted === badged) return;
      badged = wanted;
      if (gates) rebadge();
      else import("./gates.js").then((loaded) => rebadge((gates = loaded)), () => {}); // the server went away: there are none
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

/** The ground of tangents; stage.css colours it. @param {import("d3-selection").Selection<any, any, any, any>} defs */
function hatch(defs) {
  const ground = defs.append("pattern").attr("id", "tangent-ground").attr("patternUnits", "userSpaceOnUse");
  ground.attr("width", 7).attr("height", 7).attr("patternTransform", "rotate(45)");
  ground.append("rect").attr("width", 7).attr("height", 7);
  ground.append("path").attr("d", "M1 0v7");
}

function prefersReducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** @param {any} selection @returns {SVGGElement} */
const layer = (selection) => selection.node();

/** @param {any} selection @returns {HTMLElement} */
const htmlLayer = (selection) => selection.node();
