/** Whole questions to start from: each a formula, data that suit it, and a way to descend that works. */

import { DEFAULTS } from "./question.js";

/** @typedef {import("./question.js").Question} Question */

/** @param {Partial<Question>} given @returns {Question} */
const example = (given) => ({ ...DEFAULTS, ...given });

/** @type {readonly {name: string, question: Question}[]} the first is what the page opens with */
export const EXAMPLES = [
  { name: "line", question: example({ source: "p = w x + b\nL = (p - y)^2", values: { w: 0, b: 0 }, generator: { name: "line" }, batch: 10, optimizer: { name: "sgd", lr: 0.05 }, epochs: 12 }) },
  { name: "scalar", question: example({ source: "p = w x\nL = (p - y)^2", values: { w: 0 }, data: { x: [1, 2, 3], y: [2, 4, 6] }, batch: "each", optimizer: { name: "sgd", lr: 0.02 }, epochs: 10 }) },
  { name: "parabola", question: example({ source: "p = a x^2 + b x + c\nL = (p - y)^2", values: { a: 0, b: 0, c: 0 }, generator: { name: "parabola" }, optimizer: { name: "sgd", lr: 0.05, momentum: 0.8 }, epochs: 60 }) },
  { name: "sine", question: example({ source: "W = randn(8)\nc = randn(8)\nv = randn(8) / 3\nh = tanh(outer(x, W) + c)\np = h @ v\nL = mean((p - y)^2)", generator: { name: "sine", samples: 40 }, optimizer: { name: "adam", lr: 0.05 }, epochs: 200, seed: 1 }) },
  { name: "moons", question: example({ source: "W = randn(2, 8)\nc = zeros(8)\nv = randn(8) / 2\nd = 0\nh = tanh(x @ W + c)\np = sigmoid(h @ v + d)\nL = binary_cross_entropy(p, y)", generator: { name: "moons", samples: 100 }, batch: 20, shuffle: true, optimizer: { name: "adam", lr: 0.05 }, epochs: 40, seed: 1 }) },
  { name: "xor", question: example({ source: "h = tanh(x @ W + c)\np = sigmoid(h @ v + d)\nL = binary_cross_entropy(p, y)", values: { W: [[1, -1], [-1, 1]], c: [0.1, -0.2], v: [0.5, 0.6], d: 0 }, generator: { name: "xor", samples: 4 }, optimizer: { name: "adam", lr: 0.1 }, epochs: 100 }) },
  { name: "classes", question: example({ source: "W = 0.1 randn(2, 3)\nc = zeros(3)\nz = x @ W + c\nL = cross_entropy(z, y)", generator: { name: "classes", samples: 90 }, optimizer: { name: "sgd", lr: 0.5 }, epochs: 60 }) },
  { name: "ravine", question: example({ source: "L = (a^2 + 20 b^2) / 2", values: { a: 3, b: 1 }, optimizer: { name: "sgd", lr: 0.04, momentum: 0.8 }, epochs: 60 }) },
]; // prettier-ignore

/** Shapes that the same net can tell apart. */
const LIKE = { circles: "moons", spirals: "moons" };

/** The example whose formula suits a generator's samples. @param {string} generator @returns {Question | undefined} */
export function exampleFor(generator) {
  const name = LIKE[/** @type {keyof typeof LIKE} */ (generator)] ?? generator;
  return EXAMPLES.find(({ question }) => question.generator?.name === name)?.question;
}
