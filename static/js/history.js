/**
 * Undo across everything that the reader chose: source, values, choices. A state of the page is a plain value; what changes in
 * one sweep (typing on, pulling one slider) is one step. Pure: what restores a state is somebody else's.
 *
 * @template State
 * @typedef {object} History
 * @property {(state: State, kind: string) => void} record  a state that the reader has made; `kind`: by what
 * @property {() => State | null} undo  null where there is nothing to go back to
 * @property {() => State | null} redo
 * @property {() => [number, number]} depth  how many steps lie behind and ahead
 */

/** Changes of one kind that follow each other within so many milliseconds are one step. */
const SWEEP = 700;
const MOST = 200;

/**
 * @template State
 * @param {State} first
 * @param {() => number} [now]
 * @returns {History<State>}
 */
export function createHistory(first, now = () => performance.now()) {
  /** @type {{state: State, key: string}[]} */
  const steps = [{ state: first, key: JSON.stringify(first) }];
  let at = 0;
  let last = { kind: "", time: -Infinity };

  return {
    record(state, kind) {
      const key = JSON.stringify(state);
      if (key === steps[at].key) return;
      const sweep = kind === last.kind && now() - last.time < SWEEP && at > 0;
      last = { kind, time: now() };
      steps.length = at + 1;
      if (!sweep) steps.push({ state, key });
      else if (key === steps[at - 1].key) steps.pop(); // there and back again is no step
      else steps[at] = { state, key };
      if (steps.length > MOST) steps.shift();
      at = steps.length - 1;
    },
    undo() {
      last = { kind: "", time: -Infinity };
      return at > 0 ? steps[--at].state : null;
    },
    redo() {
      last = { kind: "", time: -Infinity };
      return at < steps.length - 1 ? steps[++at].state : null;
    },
    depth: () => [at, steps.length - 1 - at],
  };
}
