/**
 * A lesson's scenes on the page: each part sets formula, values, step and panel, and lights what it speaks of, as soon as its
 * graph has come.
 *
 * @typedef {import("./panels/lesson.js").Scene} Scene
 * @typedef {import("./types.js").Target} Target
 * @typedef {import("./api.js").Spec} Spec
 */

import { createLesson } from "./panels/lesson.js";

/** What two questions must share to have the same numbers. @param {Spec & Record<string, any>} question */
const sceneOf = ({ source: text, values: given, upstream = null, graph = null, mode = null, collapsed = null }) =>
  JSON.stringify([text, Object.entries(given ?? {}).sort(), upstream, graph, mode, collapsed]);

/**
 * @param {HTMLElement} place  takes the lesson's words
 * @param {Omit<Parameters<typeof createLesson>[1], "onGo">} options
 * @param {object} page
 * @param {HTMLElement} page.main
 * @param {import("./state.js").State} page.choices
 * @param {import("./values.js").Values} page.values
 * @param {import("./types.js").Shown} page.shown
 * @param {import("./panels/source.js").Source} page.source
 * @param {import("./player.js").Player} page.player
 * @param {Pick<import("./draw/stage.js").Stage, "light">} page.stage
 * @param {(panel: string) => void} page.choose  a panel
 * @param {() => Spec} page.spec  what would be asked now
 * @param {() => void} page.ask
 * @param {() => void} page.onSet  the page is the lesson's again
 * @param {(scene: Scene) => void} page.onArrive
 */
export function createWalkthrough(place, options, { main, choices, values, shown, source, player, stage, choose, spec, ask, onSet, onArrive }) {
  /** @type {ReturnType<typeof createLesson> | null} */
  let lesson = null;
  /** @type {Scene | null} set, but its graph has not come yet */
  let awaited = null;
  /** @type {Target[]} what the lesson speaks of */
  let lit = [];

  const isShown = () => shown.question !== null && sceneOf(spec()) === sceneOf(shown.question);

  /** A part takes the page over: what the reader changed gives way. @param {Scene} scene */
  function set(scene) {
    if (source.text !== scene.source) source.change({ from: 0, to: source.text.length, insert: scene.source });
    values.replace(scene.values);
    const upstream = scene.upstream === null ? null : JSON.stringify(scene.upstream);
    Object.assign(choices, { upstream, graph: null, mode: null, tangent: null, collapsed: null });
    onSet();
    awaited = scene;
    main.classList.toggle("with-panel", scene.panel !== null);
    if (scene.panel) choose(scene.panel);
    if (shown.payload && !shown.problem && isShown()) arrive(scene);
    else ask();
  }

  /** @param {Scene} scene whose graph is shown */
  function arrive(scene) {
    awaited = null;
    lit = scene.lit.map((id) => ({ kind: shown.payload?.edges.some((edge) => edge.id === id) ? "edge" : "node", id }));
    if (scene.step === player.k + 1) player.stepForward();
    else player.seek(scene.step);
    stage.light(lit);
    lesson?.stray(false);
    onArrive(scene);
  }

  lesson = createLesson(place, { ...options, onGo: set });

  return {
    choose: lesson.choose,
    lit: () => lit,
    awaits: () => awaited !== null,
    /** The graph has come. */
    answered() {
      if (awaited && isShown()) arrive(awaited);
    },
    /** The reader takes the page over. */
    leave() {
      awaited = null;
    },
    /** The run stands elsewhere now. @param {number} k @param {boolean} touched  whether the reader has changed something */
    follow: (k, touched) => lesson?.stray(touched || (!awaited && k !== lesson.step)),
  };
}
