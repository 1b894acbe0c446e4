import assert from "node:assert/strict";
import test from "node:test";

import { themed } from "../../static/js/theme.js";

test("an address gets a theme, another one, or none, and keeps the rest to the letter", () => {
  assert.equal(themed("/lessons?lang=en", "dark"), "/lessons?lang=en&theme=dark");
  assert.equal(themed("/lessons?theme=dark&lang=en", "contrast"), "/lessons?lang=en&theme=contrast");
  assert.equal(themed("/?source=J=3(a%2Bbc)+1&theme=dark#step=4", null), "/?source=J=3(a%2Bbc)+1#step=4");
  assert.equal(themed("/help", null), "/help");
  assert.equal(themed("/graph.svg?a=1&space=340x162", "light"), "/graph.svg?a=1&space=340x162&theme=light");
});
