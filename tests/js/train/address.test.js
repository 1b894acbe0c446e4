import assert from "node:assert/strict";
import { test } from "node:test";

import { readAddress, readNamed, writeAddress, writeNamed } from "../../../static/js/train/address.js";
import { EXAMPLES } from "../../../static/js/train/examples.js";
import { bodyOf, changed, columnsOf, dataOf, DEFAULTS } from "../../../static/js/train/question.js";

const LOOKS = { update: null, log: false, fit: null, beside: null, theme: null, part: null };
const read = (/** @type {string} */ written) => {
  const { search, hash } = new URL(written, "http://localhost/train");
  return readAddress({ search, hash });
};

test("every example comes back from its address as it is", () => {
  for (const { question } of EXAMPLES) assert.deepEqual(read(writeAddress(question, LOOKS)), { question, looks: LOOKS });
});

test("all that can be chosen comes back, with the moment and the second run", () => {
  const question = {
    source: "p = w x + b; L = (p - y)^2", output: "L", values: { w: -1.5, V: [[1, 2]] }, parameters: ["w"],
    data: null, generator: { name: "line", noise: 0, seed: 7 }, batch: 3, shuffle: true,
    optimizer: { name: "sgd", lr: 0.1, momentum: 0.9, nesterov: true },
    schedule: [{ name: "step", step_size: 5 }, { name: "exponential", gamma: 0.9, per: "update" }],
    clip: { norm: 2 }, epochs: 7, seed: 3,
  }; // prettier-ignore
  const looks = { update: 4, log: true, fit: "p", beside: { thing: "lr", to: 0.3 }, theme: /** @type {const} */ ("dark"), part: 3 };
  assert.deepEqual(read(writeAddress(question, looks, "zh-CN")), { question, looks });
  const other = { ...LOOKS, beside: { thing: "optimizer", to: "adam" } };
  assert.deepEqual(read(writeAddress(question, other)).looks, other);
  assert.equal(read("?lang=en#part=2").looks.part, 2);
});

test("data stand behind the hash, where no server sees how long they are", () => {
  const question = { ...DEFAULTS, source: "L = (w x - y)^2", data: { x: [[1, 2], [3, 4]], y: [0, 1] } }; // prettier-ignore
  const written = writeAddress(question, LOOKS);
  assert.ok(!written.split("#")[0].includes("[["));
  assert.deepEqual(read(written).question?.data, question.data);
});

test("an address without a source names no question, and what cannot be read is left at its default", () => {
  assert.equal(read("?epochs=5").question, null);
  const { question, looks } = read("?source=L=w^2&epochs=-3&batch=x&clip=&values=oops&optimizer=adam#update=1e9&data=[");
  assert.deepEqual(question, { ...DEFAULTS, source: "L=w^2", optimizer: { name: "adam" } });
  assert.deepEqual(looks, LOOKS);
});

test("a name and its options are one word", () => {
  assert.equal(writeNamed({ name: "adam" }), "adam");
  assert.deepEqual(readNamed("sgd,lr:0.1,nesterov:true"), { name: "sgd", lr: 0.1, nesterov: true });
  assert.equal(readNamed(undefined), null);
});

test("a body names only what was chosen, and one kind of data", () => {
  const body = bodyOf({ ...DEFAULTS, source: "L = w^2", data: { x: [1] }, generator: { name: "line" } });
  assert.deepEqual(body.generator, { name: "line" });
  assert.ok(!("data" in body) && !("output" in body) && !("clip" in body));
});

test("one thing is changed, and nothing else but what cannot go over to another optimiser", () => {
  const question = { ...DEFAULTS, source: "L = w^2", optimizer: { name: "sgd", lr: 0.1, momentum: 0.9 } };
  assert.deepEqual(changed(question, { thing: "lr", to: 1 }), { ...question, optimizer: { name: "sgd", lr: 1, momentum: 0.9 } });
  assert.deepEqual(changed(question, { thing: "optimizer", to: "adam" }), { ...question, optimizer: { name: "adam", lr: 0.1 } });
  assert.deepEqual(changed(question, { thing: "batch", to: "each" }), { ...question, batch: "each" });
});

test("columns of vectors become columns of numbers, and go back", () => {
  const data = { x: [[1, 2], [3, 4]], y: [0, 1] }; // prettier-ignore
  const columns = columnsOf(data);
  assert.deepEqual(columns.map(({ name, cells }) => [name, cells]), [["x[0]", [1, 3]], ["x[1]", [2, 4]], ["y", [0, 1]]]); // prettier-ignore
  assert.deepEqual(dataOf(columns), data);
});
