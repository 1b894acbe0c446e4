import assert from "node:assert/strict";
import { test } from "node:test";

import { bodyOf, EMBEDS, pictureAddress, unsaid } from "../../../static/js/share/surfaces.js";
import { readState } from "../../../static/js/state.js";

const FINISHED = { step: null, theme: null };
const PLACE = {
  origin: "https://graphs.example",
  base: "/g/1abc",
  query: "source=J%20=%203(a%2Bbc)&values=a:5",
  formula: "u = a[0]\nJ = \"3*u\" & <b>",
  language: "zh-CN",
  look: FINISHED,
  width: null,
};

test("a link holds what was chosen, typed, and nothing else", () => {
  const state = readState({
    search: "?source=J=a*b&values=a:5&upstream=[1,2]&collapsed=f,g&seed=7&present=1&theme=dark&show=gates&predict=values",
    hash: "#panel=code&part=3&step=2",
  });
  assert.deepEqual(bodyOf(state, { step: 4, theme: "light" }), {
    panel: "code", source: "J=a*b", values: { a: 5 }, show: ["gates"], predict: "values", upstream: [1, 2], collapsed: ["f", "g"], seed: 7,
    present: true, step: 4, theme: "light",
  }); // prettier-ignore
  assert.deepEqual(bodyOf(readState({ search: "?source=y", hash: "" }), FINISHED), { source: "y" });
});

test("a picture hangs on its link, and only pictures have a width", () => {
  assert.equal(pictureAddress(PLACE, "svg"), "https://graphs.example/g/1abc.svg?lang=zh-CN");
  assert.equal(pictureAddress({ ...PLACE, width: 640 }, "png"), "https://graphs.example/g/1abc.png?lang=zh-CN&width=640");
  assert.equal(pictureAddress({ ...PLACE, width: 640 }, "dot"), "https://graphs.example/g/1abc.dot?lang=zh-CN");
});

test("a frame has a sandbox that lets scripts run and nothing else, and no character of a formula leaves its attribute", () => {
  const code = EMBEDS.iframe.text(PLACE);
  assert.match(code, /^<iframe src="https:\/\/graphs\.example\/embed\?source=[^"]*&amp;lang=zh-CN" title="[^"]*" sandbox="allow-scripts" [^<>]*><\/iframe>$/);
  assert.match(code, /title="u = a\[0\]; J = &quot;3\*u&quot; &amp; &lt;b>"/);
  assert.equal(EMBEDS.iframe.text({ ...PLACE, query: "source=y&lang=en" }).match(/lang=/g)?.length, 1);
});

test("a component has what the readable link says as attributes, and a picture inside for where scripts do not run", () => {
  const query = "source=u%20=%20%22a%22%0AJ=3%2Bu&values=a:5&step=4&lang=en&present=1&panel=code";
  assert.equal(
    EMBEDS.element.text({ ...PLACE, query, formula: 'u = "a"\nJ=3+u' }),
    '<script type="module" src="https://graphs.example/embed.js"></script>\n' +
      '<computational-graph source="u = &quot;a&quot;&#10;J=3+u" values="a:5" step="4" lang="zh-CN">' +
      '<img src="https://graphs.example/g/1abc.svg?lang=zh-CN" alt="u = &quot;a&quot;; J=3+u"></computational-graph>',
  );
});

test("what is too long for an address stays behind its link", () => {
  const long = { ...PLACE, link: "/s/abc" };
  assert.match(EMBEDS.iframe.text(long), /src="https:\/\/graphs\.example\/embed\/s\/abc\?lang=zh-CN"/);
  assert.match(EMBEDS.element.text({ ...long, base: "" }), /<computational-graph link="\/s\/abc" lang="zh-CN"><\/computational-graph>$/);
});

test("a figure of a course page and a cell of a notebook say the same in their own words", () => {
  const state = readState({ search: "?source=y&values=a:5,x:[1,%22NaN%22]&predict=values&output=u&show=gates", hash: "" });
  const place = { ...PLACE, state, language: "en", look: { step: 4, theme: "dark" }, formula: "u = \\sin a\ny = u\n" };
  const options = ["values: a:5,x:[1,\"NaN\"]", "step: 4", "theme: dark", "lang: en", "show: gates", "predict: values"];
  assert.equal(EMBEDS.fence.text(place), ["```chainlight", ...options.map((each) => `:${each}`), "", "u = \\sin a", "y = u", "```"].join("\n"));
  assert.equal(EMBEDS.sphinx.text(place), [".. computational-graph::", ...options.map((each) => `   :${each}`), "", "   u = \\sin a", "   y = u"].join("\n"));
  const cell = 'from app.notebook import graph\n\ngraph("""\nu = \\\\sin a\ny = u\n""", values={"a":5,"x":[1,float("NaN")]}, step=4, theme="dark")';
  assert.equal(EMBEDS.notebook.text(place), cell);
  assert.equal(EMBEDS.notebook.text({ ...PLACE, formula: 'y = "x' }), 'from app.notebook import graph\n\ngraph("y = \\"x", lang="zh-CN")');
  assert.deepEqual([unsaid("iframe", state), unsaid("sphinx", state), unsaid("notebook", state)], [[], ["output"], ["output", "show", "predict"]]);
});

test("an image in Markdown is one line that leads to the page", () => {
  assert.equal(
    EMBEDS.markdown.text(PLACE),
    '[![u = a\\[0\\]; J = "3\\*u" & \\<b>](https://graphs.example/g/1abc.svg?lang=zh-CN)](https://graphs.example/g/1abc)',
  );
});

test("what goes into LaTeX names the file to compile, and escapes the address", () => {
  const code = EMBEDS.latex.text({ ...PLACE, base: "/s/a%b" });
  assert.match(code, /https:\/\/graphs\.example\/s\/a%b\.tex\?lang=zh-CN -> graph\.tex/);
  assert.match(code, /\\href\{https:\/\/graphs\.example\/s\/a\\%b\}/);
});
