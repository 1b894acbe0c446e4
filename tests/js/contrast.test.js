import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../static/css/tokens.css", import.meta.url), "utf8");

/** The tokens of each theme: later blocks override the first, as the cascade does. */
const blocks = [...css.matchAll(/(?:@media ([^{]+)\{\s*)?:root \{([^}]*)\}/g)].map(([, media, body]) => ({
  media: media?.trim() ?? "",
  tokens: Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value])),
})).filter(({ tokens }) => Object.keys(tokens).length > 0);
const [light, dark, more, moreDark] = blocks.map((block) => block.tokens);
const THEMES = { light, dark: { ...light, ...dark }, more: { ...light, ...more }, "more, dark": { ...light, ...dark, ...more, ...moreDark } };

/** Text and the ground it stands on. */
const PAIRS = [
  ["ink", "paper"], ["ink", "card"], ["soft", "paper"], ["soft", "card"], ["soft", "chip"], ["faint", "paper"], ["ink", "chip"],
  ["forward", "paper"], ["forward", "card"], ["forward", "forward-wash"], ["backward", "card"],
  ["backward-text", "paper"], ["backward-text", "card"], ["backward-text", "backward-wash"], ["ink", "backward-wash"], ["ink", "forward-wash"],
  ["soft", "backward-wash"], ["agree", "paper"], ["on-strong", "strong"],
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

test("the sheet has the four themes this test reads", () => {
  assert.deepEqual(blocks.map((block) => block.media), [
    "",
    "(prefers-color-scheme: dark)",
    "(prefers-contrast: more)",
    "(prefers-contrast: more) and (prefers-color-scheme: dark)",
  ]);
});

for (const [theme, tokens] of Object.entries(THEMES)) {
  test(`each text reaches AA on its ground: ${theme}`, () => {
    for (const [text, ground] of PAIRS) {
      const found = contrast(tokens[text], tokens[ground]);
      assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
    }
  });
}
