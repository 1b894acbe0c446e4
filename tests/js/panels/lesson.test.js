import assert from "node:assert/strict";
import { test } from "node:test";

import { stepsNamed } from "../../../static/js/panels/lesson.js";

test("the steps that a text names are found in both languages", () => {
  assert.deepEqual(stepsNamed("At step 5 it is 3. Step 12 ends it.").filter((part) => part.step), [
    { text: "step 5", step: 5 },
    { text: "Step 12", step: 12 },
  ]);
  assert.deepEqual(stepsNamed("第 5 步得到 3，第12步结束。").filter((part) => part.step).map((part) => part.step), [5, 12]);
});

test("the parts of a text are the text", () => {
  const text = "step 1, steps, a step 20 back";
  assert.equal(stepsNamed(text).map((part) => part.text).join(""), text);
});
