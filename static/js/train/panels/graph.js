/** The graph of the present update, on the playground's own stage with its player. Loaded when it first comes into sight. */

import { createAsker } from "../../api.js";
import { element } from "../../dom.js";
import { LONGEST } from "../../share/surfaces.js";
import { readState, writeState } from "../../state.js";

/** @typedef {{run: string, update: number, sample?: number, direction: string}} Asked */

/** The same graph in the playground, where it can be shared; null where its numbers are too many for an address. @param {import("../../types.js").Payload} payload */
function addressOf({ source, nodes, output }) {
  const values = Object.fromEntries(nodes.filter(({ kind }) => kind === "input").map(({ name, value }) => [name, value]));
  // What arrives at a loss of many samples: its part of their mean.
  const { value, gradient } = nodes.find(({ id }) => id === output) ?? {};
  const upstream = Array.isArray(value) ? JSON.stringify(gradient) : null;
  const language = document.documentElement.lang;
  const address = `/${writeState({ ...readState({ search: "", hash: "" }), source, values, upstream, language })}`;
  return address.length < LONGEST ? address : null;
}

/** @param {HTMLElement} place @param {import("../main.js").Desk} desk @returns {import("../main.js").Panel} */
export function createGraph(place, { t, get, reducedMotion }) {
  const title = element("h2", { class: "label" }, t("train.graph"));
  const samples = element("select", { autocomplete: "off", "aria-label": t("train.sample"), hidden: true, onchange: show });
  const open = element("a", { class: "graph-open", hidden: true, target: "_blank", rel: "noopener" }, t("train.graph.open"));
  const narration = element("p", { class: "graph-narration" });
  const notice = element("p", { class: "graph-notice", role: "status" });
  const stageAt = element("div", { class: "stage" });
  const playerAt = element("div", { class: "time", "aria-label": t("player.label"), role: "group" });
  place.append(element("div", { class: "graph-head" }, title, samples, open), narration, notice, stageAt, playerAt);

  /** @type {import("../main.js").Session | null} */
  let last = null;
  let seen = false;
  /** What was asked for last. */
  let asked = "";
  /** @type {Promise<{update: (payload: import("../../types.js").Payload) => void}> | null} */
  let stage = null;

  async function build() {
    const [{ createStage }, { createTimeline }, { createPlayer }, { createNarration }, { phaseEnds }] = await Promise.all([
      import("../../draw/stage.js"),
      import("../../draw/timeline.js"),
      import("../../player.js"),
      import("../../panels/narration.js"),
      import("../../scene.js"),
    ]);
    const player = createPlayer({ length: 0, reducedMotion });
    const parts = [createStage(stageAt, { texts: t }), createTimeline(playerAt, { texts: t, player }), createNarration(narration, null, { t })];
    player.subscribe((moment) => parts.forEach((part) => part.show(moment)));
    return {
      update(/** @type {import("../../types.js").Payload} */ payload) {
        for (const part of parts) part.update(payload, true);
        player.setLength(payload.steps.length, phaseEnds(payload));
        player.seek(player.k);
      },
    };
  }

  const asker = createAsker({
    ask: (/** @type {Asked} */ question, signal) => get("graph", question, signal),
    async onAnswer(/** @type {any} */ payload, { update }) {
      stage ??= build();
      const drawn = await stage;
      title.textContent = t("train.graph.of", { k: update });
      notice.textContent = "";
      place.classList.remove("stale");
      drawn.update(payload);
      const address = addressOf(payload);
      open.hidden = address === null;
      open.href = address ?? "";
    },
    onProblem(problem) {
      notice.textContent = problem?.detail ?? t("stage.unreachable");
      place.classList.add("stale");
    },
  });

  function show() {
    const start = last?.run.start;
    if (!last || !start || !seen || !last.run.rows.length) return;
    const update = Math.max(last.time.k, 1);
    const row = last.rowAt(update);
    const batch = start.reading === "sample" && row && row.samples.length > 1 ? row.samples : [];
    samples.hidden = batch.length === 0;
    if (batch.length) {
      const kept = samples.value;
      samples.replaceChildren(...batch.slice(0, 100).map((sample) => element("option", { value: sample }, t("train.sample.of", { n: sample + 1 }))));
      if (batch.includes(Number(kept))) samples.value = kept;
    }
    const question = {
      run: start.run,
      update,
      direction: place.clientWidth < 600 ? "down" : "right",
      ...(batch.length && row?.update === update ? { sample: Number(samples.value) } : {}),
    };
    if (JSON.stringify(question) === asked) return;
    asked = JSON.stringify(question);
    asker.slide(question);
  }

  new IntersectionObserver(
    (entries) => {
      seen = entries.some(({ isIntersecting }) => isIntersecting);
      if (seen) show();
    },
    { rootMargin: "200px" },
  ).observe(place);

  return {
    update(session) {
      last = session;
      show();
    },
    show(session) {
      last = session;
      show();
    },
  };
}
