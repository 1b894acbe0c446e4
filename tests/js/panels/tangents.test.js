import assert from "node:assert/strict";
import { test } from "node:test";

import { changing, filled } from "../../../static/js/panels/tangents.js";
import { introForward } from "../fixture_forward.js";

const inputs = () => introForward().nodes.filter((node) => node.kind === "input");

test("a value can be filled in any shape", () => {
  assert.equal(filled([], 1), 1);
  assert.deepEqual(filled([2, 3], 0), [[0, 0, 0], [0, 0, 0]]);
});

test("one input changes alone where its rate is 1 throughout and that of all others 0", () => {
  const [a, b, c] = inputs();
  assert.equal(changing([a, b, c]), null);
  assert.equal(changing([{ ...a, tangent: 0 }, b, c])?.name, "b");
  assert.equal(changing([{ ...a, tangent: null }, { ...b, tangent: 2 }, c]), null);
  assert.equal(changing([{ ...a, shape: [2], tangent: [1, 1] }, { ...b, tangent: null }])?.name, "a");
  assert.equal(changing([{ ...a, shape: [2], tangent: [1, 0] }, { ...b, tangent: null }]), null);
});
