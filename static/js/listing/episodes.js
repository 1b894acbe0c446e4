/**
 * The episodes of one run and their graphs, as far as they are here. A drag asks for one after the other; those beside the
 * shown one are fetched before they are asked for.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("./run.js").Answer} Answer
 */

/** A run brings so many graphs beside the one that was asked for. */
export const NEAR = 6;

/** All that a slider goes through: the passes, and behind them one that torch refused. @param {Pick<Answer, "episodes" | "refused">} answer */
export const passesOf = ({ episodes, refused }) => (refused ? [...episodes, { ...refused, refused: true }] : episodes);

export class Episodes {
  constructor() {
    this.key = "";
    /** @type {Answer | null} */
    this.answer = null;
    /** @type {Map<number, Payload>} */
    this.graphs = new Map();
    /** What has been asked for and did not come: graphs that are too large for company. @type {Set<number>} */
    this.tried = new Set();
  }

  /** How many backward passes there were, with one that was refused. */
  get count() {
    return this.answer ? passesOf(this.answer).length : 0;
  }

  /** The index that is shown where `wanted` is asked for: the last, where there are fewer; null: the refused one, or the first. @param {number | null} wanted */
  at(wanted) {
    return Math.max(Math.min(wanted ?? (this.answer?.refused ? Infinity : 0), this.count - 1), 0);
  }

  /** @param {string} key all that the graphs depend on, but the episode @param {Answer} answer @param {number | null} wanted */
  keep(key, answer, wanted) {
    if (key !== this.key) {
      this.graphs.clear();
      this.tried.clear();
    }
    this.key = key;
    this.answer = answer;
    if (answer.graph) this.graphs.set(this.at(wanted), answer.graph);
    for (const { episode, graph } of answer.graphs) this.graphs.set(episode, graph);
  }

  /** @param {string} key @param {number | null} wanted @returns {Payload | null} */
  found(key, wanted) {
    return key === this.key ? (this.graphs.get(this.at(wanted)) ?? null) : null;
  }

  /**
   * The middle of what to fetch next: the nearest episode that is missing, and as many beyond it.
   * @param {number} shown
   * @returns {number | null} null where all that are near are here
   */
  missing(shown) {
    for (let away = 1; away <= NEAR; away++) {
      for (const [index, side] of [[shown + away, 1], [shown - away, -1]]) {
        const middle = this.at(Math.max(index + side * NEAR, 0));
        if (index < 0 || index >= this.count || this.graphs.has(index) || this.tried.has(middle)) continue;
        this.tried.add(middle);
        return middle;
      }
    }
    return null;
  }
}
