/**
 * Questions to the server, so that an older answer never overwrites a newer one.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").Figures} Figures
 *
 * @typedef {object} Problem  RFC 9457, as every refusal is answered
 * @property {string} code
 * @property {string} title
 * @property {string} detail
 * @property {string | null} hint
 * @property {number | null} offset  in code points
 * @property {number | null} length
 * @property {number | null} [line]  from 1
 * @property {number} status
 *
 * @typedef {object} Spec  the body of POST /api/v1/graph
 * @property {string} source
 * @property {Record<string, Figures>} [values]
 * @property {string} [language]
 * @property {boolean} [check]
 * @property {number} [episode]  of a listing
 * @property {[number, number]} [space]  the window that the drawing is for
 *
 * @typedef {object} Timing  where time comes from; a test gives its own
 * @property {(callback: () => void, milliseconds: number) => unknown} set
 * @property {(handle: any) => void} clear
 * @property {() => number} now
 */

/** How long typing must rest: less than between two keys of a fast writer. */
export const TYPING_REST = 40;
/** Sliders ask at most every so many milliseconds: half of what one address may ask of a server. */
export const SLIDING_GAP = 1000 / 50;

/** A refusal, with its problem document. */
export class Refusal extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/**
 * @param {string} path under /api/v1
 * @param {object} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} rejects with a Refusal where the server refuses, with a TypeError where it cannot be reached
 */
export async function ask(path, body, signal) {
  const response = await fetch(`/api/v1/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
  const answer = await response.json();
  if (response.ok) return answer;
  throw new Refusal(answer);
}

/** @param {Spec} spec @param {AbortSignal} [signal] @returns {Promise<Payload>} */
export const askGraph = (spec, signal) => ask("graph", spec, signal);

/** @type {Timing} */
const clock = {
  set: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clear: (handle) => clearTimeout(handle),
  now: () => performance.now(),
};

/**
 * Asks about the newest question only. Typing waits for a rest, then gives up what is under way; sliding has one question under
 * way at a time, so that answers keep coming, and skips what was passed over meanwhile.
 * @template [Question=Spec]
 * @template [Answer=Payload]
 * @param {object} options
 * @param {(question: Question, signal: AbortSignal) => Promise<Answer>} options.ask
 * @param {(answer: Answer, question: Question) => void} options.onAnswer
 * @param {(problem: Problem | null, question: Question) => void} options.onProblem null: the server cannot be reached
 * @param {(working: boolean) => void} [options.onWorking]
 * @param {Timing} [options.timing]
 */
export function createAsker({ ask, onAnswer, onProblem, onWorking = () => {}, timing = clock }) {
  let asked = 0;
  let shown = 0;
  let askedAt = -Infinity;
  /** @type {AbortController | null} */
  let under = null;
  /** @type {Question | null} */
  let waiting = null;
  /** @type {unknown} */
  let timer = null;

  /** @param {number} milliseconds */
  function later(milliseconds) {
    timing.clear(timer);
    timer = timing.set(send, milliseconds);
  }

  async function send() {
    timing.clear(timer);
    timer = null;
    if (!waiting) return;
    const question = waiting;
    waiting = null;
    under?.abort();
    const controller = new AbortController();
    under = controller;
    asked += 1;
    const number = asked;
    askedAt = timing.now();
    onWorking(true);
    const outcome = await ask(question, controller.signal).then(
      (answer) => ({ answer }),
      (/** @type {unknown} */ error) => ({ error }),
    );
    const newest = number > shown && !controller.signal.aborted;
    if (under === controller) {
      under = null;
      if (!waiting) onWorking(false);
      else if (timer === null) {
        const rest = askedAt + SLIDING_GAP - timing.now();
        // At once where it may: the server then works on the next answer while this one is drawn.
        if (rest > 0) later(rest);
        else send();
      }
    }
    if (!newest) return;
    shown = number;
    if ("answer" in outcome) onAnswer(outcome.answer, question);
    else onProblem(outcome.error instanceof Refusal ? outcome.error.problem : null, question);
  }

  return {
    /** After a rest. @param {Question} question */
    type(question) {
      waiting = question;
      later(TYPING_REST);
    },
    /** As soon as the gap allows, after what is under way. @param {Question} question */
    slide(question) {
      waiting = question;
      if (under) {
        timing.clear(timer);
        timer = null;
      } else later(Math.max(0, askedAt + SLIDING_GAP - timing.now()));
    },
    /** At once, in the place of what is under way: the answer to that is wanted by nobody any more. @param {Question} question */
    instead(question) {
      waiting = question;
      send();
    },
    get busy() {
      return under !== null || waiting !== null;
    },
  };
}
