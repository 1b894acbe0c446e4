/** Practice: what is to be found stays hidden until then. The student's part of the page is loaded where it is wanted. */

/**
 * @param {object} page
 * @param {() => "gradients" | "values" | null} page.wanted  what is to be hidden now
 * @param {HTMLElement} page.middle
 * @param {Omit<Parameters<typeof import("./panels/predict.js").createPredict>[1], "what" | "ask">} page.options
 * @param {(what: "gradients" | "values", signal: AbortSignal) => Promise<any>} page.ask  what wrong answers mean
 */
export function createPractice({ wanted, middle, options, ask }) {
  /** @type {ReturnType<typeof import("./panels/predict.js").createPredict> | null} */
  let predict = null;
  let turn = 0;

  return {
    /** Whether something is hidden. */
    hides: () => predict !== null,
    /** Hides what is wanted, or nothing. */
    async begin() {
      const what = wanted();
      if (predict?.what === what) return;
      predict?.close();
      predict = null;
      const mine = ++turn;
      const asks = what && (await import("./panels/predict.js").catch(() => null));
      if (asks && turn === mine && wanted() === what) predict = asks.createPredict(middle, { ...options, what, ask: (signal) => ask(what, signal) });
    },
    /** What may be seen of an answer. @param {import("./types.js").Payload} answer */
    mask: (answer) => predict?.mask(answer) ?? answer,
    draw: () => predict?.draw(),
    /** A card was pressed: its field is meant. @param {string} node */
    reach: (node) => predict?.reach(node),
  };
}
