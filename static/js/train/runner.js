/**
 * Runs the page's question, one at a time: from the start or on from where it was stopped, alone or with a second run beside
 * it in which one thing is changed.
 *
 * @typedef {import("./run.js").Run} Run
 */

import { Refusal } from "../api.js";
import { bodyOf, changed } from "./question.js";
import { createRun, take } from "./run.js";
import { listen } from "./stream.js";

/**
 * @param {object} page
 * @param {import("./main.js").Session} page.session
 * @param {string} page.language
 * @param {(run: Run, beside: Run | null, at: number | null) => void} page.onGrown  events have come; at: the moment that is kept
 * @param {(problem: import("../api.js").Problem | null, ofSecond: boolean) => void} page.onProblem  null: the server cannot be reached
 * @param {() => void} page.onState
 */
export function createRunner({ session, language, onGrown, onProblem, onState }) {
  /** @type {AbortController | null} of what goes on */
  let controller = null;
  let waiting = false;

  return {
    working: () => controller !== null,
    /** Whether the connection is broken. */
    waiting: () => waiting,
    stop() {
      controller?.abort();
      controller = null;
      waiting = false;
    },
    /** @param {boolean} [again] from the start */
    async run(again = true) {
      controller?.abort();
      const own = new AbortController();
      controller = own;
      waiting = false;
      const { question, looks } = session;
      const run = again ? createRun(question) : session.run;
      const change = looks.beside;
      const second = !change ? null : again || !session.beside ? createRun(changed(question, change)) : session.beside;
      const keeps = looks.update;
      /** @type {Set<unknown>} what went wrong with the second run alone */
      const ofSecond = new Set();
      /** @param {Run} of @param {() => void} grown */
      const heard = (of, grown) =>
        of.done
          ? null
          : listen(bodyOf(of.question), {
              language,
              signal: own.signal,
              after: of.last,
              onWaiting(now) {
                if (own.signal.aborted) return;
                waiting = now;
                onState();
              },
              onEvents(events) {
                if (own.signal.aborted) return;
                for (const event of events) take(of, event);
                grown();
                onState();
              },
            });
      try {
        await Promise.all([
          heard(run, () => onGrown(run, second, keeps)),
          second &&
            heard(second, () => {})?.catch((error) => {
              ofSecond.add(error);
              throw error;
            }),
        ]);
        if (run.done?.problem) onProblem(run.done.problem, false);
      } catch (error) {
        if (own.signal.aborted) return;
        own.abort(); // of two runs the other one too
        if (!(error instanceof Refusal) && !(error instanceof TypeError)) throw error;
        if (error instanceof Refusal) onProblem(error.problem, ofSecond.has(error));
        else onProblem(null, false);
      } finally {
        if (controller === own) {
          controller = null;
          waiting = false;
        }
        onState();
      }
    },
  };
}
