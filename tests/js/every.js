// Runs every test in one process: `node --test-reporter=dot tests/js/every.js`. A process each would cost seven times as much.
import { readdirSync } from "node:fs";

const names = readdirSync(new URL(".", import.meta.url), { recursive: true }).map(String);
for (const name of names.filter((each) => each.endsWith(".test.js")).sort()) await import(`./${name}`);
