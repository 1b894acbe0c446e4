/**
 * Where a run stands -> what has been said and found. Pure.
 *
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").PayloadNode} PayloadNode
 * @typedef {import("./types.js").Figures} Figures
 * @typedef {import("./types.js").Phase} Phase
 */

/**
 * The index of the present step: the last finished one at rest, the one under way while t > 0.
 * @param {Payload} payload
 * @param {{k: number, t: number}} moment
 * @returns {number | null} null before the first
 */
export function presentStep(payload, { k, t }) {
  if (t > 0 && k < payload.steps.length) return k;
  return k > 0 ? Math.min(k, payload.steps.length) - 1 : null;
}

/** The colour of a step: what goes forward through a backward graph are gradients. @param {Pick<Payload, "graph">} payload @param {Phase} phase */
export const hueOf = ({ graph }, phase) => (graph === "backward" && phase === "forward" ? "backward" : phase);

/**
 * What in the source is at work in a step: of a backward step the operation that the gradient passes.
 * @param {Payload} payload
 * @param {number | null} index
 * @returns {{span: [number, number], phase: Phase} | null}
 */
export function spokenSpan(payload, index) {
  if (index === null) return null;
  const step = payload.steps[index];
  const edge = payload.edges.find((each) => each.id === step.edge);
  const node = payload.nodes.find((each) => each.id === (edge ? edge.target : step.node));
  return node?.span ? { span: node.span, phase: hueOf(payload, step.phase) } : null;
}

/**
 * The nodes whose derivatives are looked for, and the phase that finds them: the inputs' gradients; in a backward graph the
 * values that are those; in forward mode the tangent of the output.
 * @param {Payload} payload
 * @returns {{nodes: PayloadNode[], phase: Phase}}
 */
export function wanted({ nodes, mode, graph, gradients, output }) {
  if (mode === "forward") return { nodes: nodes.filter((node) => node.id === output), phase: "tangent" };
  if (graph === "backward") return { nodes: Object.keys(gradients).flatMap((name) => nodes.find((node) => node.gradient_of === name) ?? []), phase: "forward" };
  return { nodes: nodes.filter((node) => node.kind === "input" && node.requires_grad), phase: "backward" };
}

/**
 * Each derivative that is looked for after k steps. Not yet computed is null, never 0.
 * @param {Payload} payload
 * @param {number} k
 * @returns {{node: PayloadNode, value: Figures | null, index: number | null, coming: boolean}[]} `index`: the last step
 *   that added to it; `coming`: whether a further step will
 */
export function gradientsAt(payload, k) {
  const { nodes, phase } = wanted(payload);
  return nodes
    .map((node) => {
      let value = phase === "forward" && node.kind === "input" ? node.value : null;
      let index = null;
      let coming = false;
      for (const [i, step] of payload.steps.entries()) {
        if (step.phase !== phase || step.node !== node.id) continue;
        if (i < k) [value, index] = [step.value, i];
        else coming = true;
      }
      return { node, value, index, coming };
    });
}

/**
 * A sentence in its parts, so that numbers may have the colour of their phase. `c = 2` stays together; the digits of `w1`,
 * `x_2`, `x^2` and `ws[0]` are no numbers.
 * @param {string} sentence
 * @returns {{text: string, number: boolean}[]}
 */
export function sentenceParts(sentence) {
  const number = /(?<![A-Za-zͰ-Ͽ0-9_.^₀-₉]|[\w\]]\[)(?:[A-Za-zͰ-Ͽ][A-Za-zͰ-Ͽ0-9_₀-₉]* = )?[-−]?(?:\d+(?:\.\d+)?(?:e[-+−]?\d+)?|∞)(?![A-Za-zͰ-Ͽ0-9_])/gu;
  const parts = [];
  let end = 0;
  for (const match of sentence.matchAll(number)) {
    if (match.index > end) parts.push({ text: sentence.slice(end, match.index), number: false });
    parts.push({ text: match[0], number: true });
    end = match.index + match[0].length;
  }
  if (end < sentence.length) parts.push({ text: sentence.slice(end), number: false });
  return parts;
}

/**
 * A line of the derivation before its numbers are known: its first equation.
 * @param {string} bar LaTeX
 */
export function withoutNumbers(bar) {
  return bar.split(" = ").slice(0, 2).join(" = ");
}
