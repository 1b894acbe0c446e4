/**
 * Which way derivatives are found: gradients backward, or tangents forward; and whether the graph that is drawn is the
 * formula's or its backward pass. What forward mode needs beside is loaded when it is first chosen.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Figures} Figures
 * @typedef {Pick<import("../state.js").State, "graph" | "mode" | "tangent">} Way
 *
 * @typedef {object} Places
 * @property {HTMLElement} choice  takes the switch
 * @property {HTMLElement} tangents  takes what forward mode needs
 * @property {HTMLElement} graph  takes what draws the backward pass
 * @property {HTMLElement} banner  says over the stage that it is drawn, and leads back
 */

import { element } from "../dom.js";
import { createChoice } from "./choice.js";

/**
 * @param {Places} places
 * @param {{t: import("../texts.js").Texts, onChoose: (way: Partial<Way>, sliding?: boolean) => void}} options
 */
export function createWays(places, { t, onChoose }) {
  const choice = createChoice(t("ways.title"), (value) => onChoose(value === "forward" ? { graph: null, mode: "forward" } : { mode: null, tangent: null }));
  places.choice.replaceChildren(choice.element);
  choice.offer(["reverse", "forward"].map((value) => ({ value, label: t(`ways.${value}`) })));
  const draw = element("button", { type: "button", class: "quiet-link", onclick: () => onChoose({ graph: "backward" }) }, t("ways.draw"));
  places.graph.replaceChildren(draw);
  const name = element("span");
  const back = element("button", { type: "button", class: "quiet-link", onclick: () => onChoose({ graph: null }) }, t("ways.back"));
  places.banner.replaceChildren(name, back);

  /** @type {ReturnType<typeof import("./tangents.js").createTangents> | null} */
  let tangents = null;
  /** @type {Payload | null} */
  let payload = null;

  async function loadTangents() {
    const { createTangents } = await import("./tangents.js");
    tangents ??= createTangents(places.tangents, { t, onChoose: (tangent, sliding) => onChoose({ tangent }, sliding) });
    if (payload) tangents.update(payload);
  }

  return {
    /** What was asked for is refused: the last graph stays, and so does the way back. @param {Pick<Way, "graph" | "mode">} asked */
    refused({ graph, mode }) {
      choice.show(mode === "forward" ? "forward" : "reverse");
      if (graph !== "backward" || payload?.graph === "backward") return;
      name.textContent = payload ? t("ways.drawn", { output: payload.output }) : "";
      places.graph.hidden = true;
      places.banner.hidden = false;
    },
    /** @param {Payload} next */
    update(next) {
      payload = next;
      const [forward, backward] = [next.mode === "forward", next.graph === "backward"];
      const able = backward || forward || next.nodes.some((node) => node.kind === "input" && node.requires_grad);
      choice.show(forward ? "forward" : "reverse");
      places.choice.hidden = backward || !able;
      places.tangents.hidden = !forward;
      places.graph.hidden = backward || forward || !able;
      places.banner.hidden = !backward;
      const output = next.nodes.find((node) => node.kind === "input" && node.gradient_of)?.gradient_of ?? next.output;
      if (backward) name.textContent = t("ways.drawn", { output });
      if (!forward) return;
      if (tangents) tangents.update(next);
      else loadTangents().catch(() => {}); // the server went away: the next answer tries again
    },
  };
}
