import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../static/css/tokens.css", import.meta.url), "utf8");

/** The rows of a block, light and dark. @param {string} body */
function rows(body) {
  const found = [...body.matchAll(/--([\w-]+):\s*(?:light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)|(#[0-9a-f]{6}));/g)];
  const side = (/** @type {number} */ i) => Object.fromEntries(found.map((match) => [match[1], match[i] ?? match[4]]));
  return { light: side(2), dark: side(3) };
}

/** @param {string} selector */
function block(selector) {
  const at = css.indexOf(`${selector} {`);
  return rows(css.slice(at, css.indexOf("}", at)));
}

const [usual, chosen, preferred] = [":root", ':root[data-theme="contrast"]', ":root:not([data-theme])"].map(block);
const THEMES = {
  light: usual.light,
  dark: usual.dark,
  more: { ...usual.light, ...chosen.light },
  "more, dark": { ...usual.dark, ...chosen.dark },
};

/** Text and the ground it stands on. */
const PAIRS = [
  ["ink", "paper"], ["ink", "card"], ["soft", "paper"], ["soft", "card"], ["soft", "chip"], ["faint", "paper"], ["ink", "chip"],
  ["forward", "paper"], ["forward", "card"], ["forward", "forward-wash"], ["backward", "card"],
  ["backward-text", "paper"], ["backward-text", "card"], ["backward-text", "backward-wash"], ["ink", "backward-wash"], ["ink", "forward-wash"],
  ["tangent", "paper"], ["tangent", "card"], ["tangent", "tangent-wash"], ["tangent", "tangent-pale"], ["ink", "tangent-wash"],
  ["soft", "backward-wash"], ...[1, 2, 3, 4, 5, 6].flatMap((hue) => [[`trace-${hue}`, "paper"], [`trace-${hue}`, "card"]]), ["agree", "paper"], ["on-strong", "strong"],
];

/** Relative luminance, WCAG 2. @param {string} colour */
function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test("high contrast is the same by choice and by the browser's preference", () => {
  assert.ok(Object.keys(chosen.light).length > 10);
  assert.deepEqual(chosen, preferred);
  assert.match(css, /@media \(prefers-contrast: more\) \{\s*:root:not\(\[data-theme\]\)/);
});

for (const [theme, tokens] of Object.entries(THEMES)) {
  test(`each text reaches AA on its ground: ${theme}`, () => {
    for (const [text, ground] of PAIRS) {
      const found = contrast(tokens[text], tokens[ground]);
      assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
    }
  });
}
