/**
 * What of a formula can be drawn over its data: found in the graph of an update, by what leads where. Pure.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").PayloadNode} PayloadNode
 *
 * @typedef {object} Drawable
 * @property {"curve" | "regions"} kind  over one number of a sample, or over two
 * @property {string} output  the definition that is drawn
 * @property {{of: string, place: number | null}[]} axes  one column of the data, or two
 * @property {string | null} target  the column that it should meet
 */

/** The nodes from which each node can be reached, itself among them. @param {Payload} payload @returns {Map<string, Set<string>>} */
function sources({ nodes, edges }) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map(nodes.map(({ id }) => [id, new Set([id])]));
  // Nodes come in an order in which operands stand before what uses them.
  for (const { id } of nodes) for (const { source } of edges.filter(({ target }) => target === id)) for (const each of found.get(source) ?? []) found.get(id)?.add(each);
  return found;
}

/**
 * The definitions that could be a prediction: they depend on parameters and on some of the data, not on all; the last one first.
 * @param {Payload} payload @param {readonly string[]} data names of columns @param {readonly string[]} parameters
 * @returns {{name: string, uses: string[]}[]}
 */
export function predictions(payload, data, parameters) {
  const from = sources(payload);
  const inputs = new Map(payload.nodes.filter(({ kind }) => kind === "input").map(({ id, name }) => [name, id]));
  const used = data.filter((name) => inputs.has(name));
  return payload.nodes
    .filter((node) => node.kind === "operation" && node.named)
    .map((node) => {
      const reached = from.get(node.id) ?? new Set();
      const leads = (/** @type {string} */ name) => reached.has(inputs.get(name) ?? "");
      return { name: node.name, uses: used.filter(leads), learns: parameters.some(leads) };
    })
    .filter(({ uses, learns, name }) => learns && uses.length > 0 && (uses.length < used.length || (used.length === 1 && name !== payload.output)))
    .map(({ name, uses }) => ({ name, uses }))
    .reverse();
}

/**
 * What can be drawn, the last definition first.
 * @param {Payload} payload @param {Record<string, import("../types.js").Figures[]>} data @param {readonly string[]} parameters
 * @returns {Drawable[]}
 */
export function drawablesOf(payload, data, parameters) {
  return predictions(payload, Object.keys(data), parameters).flatMap(({ name, uses }) => {
    const axes = uses.flatMap((of) => {
      const first = data[of]?.[0];
      if (!Array.isArray(first)) return [{ of, place: /** @type {number | null} */ (null) }];
      return first.map((_, place) => ({ of, place: /** @type {number | null} */ (place) }));
    });
    if (axes.length < 1 || axes.length > 2) return [];
    const target = Object.keys(data).find((each) => !uses.includes(each) && payload.nodes.some((node) => node.name === each)) ?? null;
    return [{ kind: axes.length === 1 ? /** @type {const} */ ("curve") : /** @type {const} */ ("regions"), output: name, axes, target }];
  });
}

/** Points in a row, ends included. @param {number} low @param {number} high @param {number} count */
export const spaced = (low, high, count) => Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

/** The data at which a drawable is asked for: points along one axis, or rows of a grid. @param {Drawable} drawable @param {readonly number[]} xs @param {readonly number[]} [ys] */
export function askedAt({ axes }, xs, ys = []) {
  const grid = axes.length === 1 ? xs.map((x) => [x]) : ys.flatMap((y) => xs.map((x) => [x, y]));
  /** @type {Record<string, any[]>} */
  const at = {};
  for (const [axis, { of, place }] of axes.entries()) {
    if (place === null) at[of] = grid.map((point) => point[axis]);
    else at[of] = grid.map((point, i) => [...(at[of]?.[i] ?? []), point[axis]]);
  }
  return at;
}

/** What a formula gives, as rows of one number a point: a row for each unit of a layer. @param {any[]} values @returns {number[][]} */
export function unitsOf(values) {
  const first = values[0];
  if (!Array.isArray(first) || first.length < 2) return [alone(values)];
  return first.map((_, unit) => values.map((value) => Number(Array.isArray(value[unit]) ? NaN : value[unit])));
}

/** What a formula gives, as one number a point: a list of one is its entry. @param {any[]} values @returns {number[]} */
export const alone = (values) => values.map((value) => (Array.isArray(value) ? (value.length === 1 ? Number(alone(value)[0]) : NaN) : Number(value)));

/**
 * Which class a point belongs to, and how surely: by the largest of several scores, or by one number.
 * @param {any} value @param {{least: number, most: number}} bounds of one number
 * @returns {{place: number, share: number}} share: 0 (no surer than chance) to 1
 */
export function classOf(value, { least, most }) {
  if (Array.isArray(value) && value.length > 1) {
    const scores = value.map(Number);
    const best = Math.max(...scores);
    const sizes = scores.map((score) => Math.exp(score - best));
    const sum = sizes.reduce((a, b) => a + b, 0);
    const chance = 1 / scores.length;
    return { place: scores.indexOf(best), share: (1 / sum - chance) / (1 - chance) };
  }
  const part = (Number(Array.isArray(value) ? value[0] : value) - least) / (most - least);
  const side = Math.min(Math.max(part, 0), 1);
  return { place: side >= 0.5 ? 1 : 0, share: Math.abs(side - 0.5) * 2 };
}

/** The line on which a grid of numbers is `level`, as a path: marching squares with straight pieces. @param {readonly number[]} values row by row @param {number} columns @param {number} rows @param {number} level @returns {[number, number, number, number][]} pieces, in cells */
export function levelLine(values, columns, rows, level) {
  /** @type {[number, number, number, number][]} */
  const pieces = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      const corners = [values[at], values[at + 1], values[at + columns + 1], values[at + columns]].map((value) => value - level);
      /** @type {[number, number][]} */
      const cuts = [];
      const places = [[0, 0], [1, 0], [1, 1], [0, 1]]; // prettier-ignore
      for (let side = 0; side < 4; side++) {
        const [a, b] = [corners[side], corners[(side + 1) % 4]];
        if (!(a < 0 !== b < 0) || !Number.isFinite(a) || !Number.isFinite(b)) continue;
        const part = a / (a - b);
        const [from, to] = [places[side], places[(side + 1) % 4]];
        cuts.push([column + from[0] + part * (to[0] - from[0]), row + from[1] + part * (to[1] - from[1])]);
      }
      for (let i = 0; i + 1 < cuts.length; i += 2) pieces.push([...cuts[i], ...cuts[i + 1]]);
    }
  }
  return pieces;
}
