/**
 * The samples of a run, and what of its formula can be drawn over them: found once for a formula, asked for again where they
 * are generated anew.
 */

import { drawablesOf } from "./fitting.js";
import { foundIn, NOTHING } from "./found.js";

/**
 * @param {object} page
 * @param {import("./main.js").Session} page.session
 * @param {(path: string, query: Record<string, any>) => Promise<any>} page.get
 * @param {() => void} page.onFound
 */
export function createSamples({ session, get, onFound }) {
  /** @type {string} what the samples and the drawables were found for */
  let prepared = "";
  let found = NOTHING;

  return {
    /** What the formula's names are. */
    found: () => found,
    /** @param {import("./run.js").Run} run */
    async prepare(run) {
      const { question, start } = run;
      const { generator, data, source, parameters, output, values } = question;
      const key = JSON.stringify([source, output, parameters, data && Object.keys(data), generator, Object.keys(values), start?.reading]);
      // What is drawn of one formula cannot be asked of another.
      if (prepared !== key) session.drawables = [];
      if (data || !generator) session.data = data;
      const [samples, payload] = await Promise.all([
        generator && (prepared !== key || !session.data) ? get("datasets", { ...generator }) : null,
        prepared !== key ? get("train/graph", { run: start?.run, update: 1 }) : null,
      ]);
      if (session.run !== run) return;
      // Points that were drawn meanwhile are the next run's.
      if (samples && session.question.data === data) session.data = samples.columns;
      if (payload) {
        const known = session.data ?? {};
        const trained = Object.keys(start?.parameters ?? {});
        found = foundIn(payload, source, known, trained);
        session.drawables = drawablesOf(payload, known, trained);
        prepared = key;
      }
      onFound();
    },
  };
}
