/**
 * The values of the inputs that the reader set: those that no literal of the source says. Kept while a name is away from the
 * source, so that it comes back with its value.
 *
 * @typedef {import("./types.js").Figures} Figures
 * @typedef {ReturnType<typeof createValues>} Values
 */

import { literalEdit } from "./edits.js";
import { isListing } from "./listing/door.js";

/**
 * @param {object} page
 * @param {Record<string, Figures>} page.given  what the address says
 * @param {() => import("./panels/source.js").Source} page.source
 * @param {import("./types.js").Shown} page.shown
 */
export function createValues({ given, source, shown }) {
  const values = new Map(Object.entries(given));

  return {
    /** All of them. @returns {Record<string, Figures>} */
    all: () => Object.fromEntries(values),
    /** Those whose names occur in a source; a listing sets its own. @param {string} text @returns {Record<string, Figures>} */
    used: (text) => (isListing(text) ? {} : Object.fromEntries([...values].filter(([name]) => text.includes(name)))),
    /** Others instead. @param {Record<string, Figures>} others */
    replace(others) {
      values.clear();
      for (const [name, value] of Object.entries(others)) values.set(name, value);
    },
    /** Written into the source where it stands there, else beside it. @param {string} name @param {Figures} value */
    assign(name, value) {
      const edit = literalEdit(source().text, name, value);
      if (edit) {
        source().change(edit);
        values.delete(name);
      } else values.set(name, value);
    },
    /** An address may spell a name otherwise than the source does (`lambda`, λ): the answer tells which input has its value. */
    respell() {
      const { payload } = shown;
      const inputs = payload?.nodes.filter((node) => node.kind === "input" && !payload.assumed.includes(node.name)) ?? [];
      for (const [name, value] of [...values]) {
        if (inputs.some((node) => node.name === name)) continue;
        values.delete(name);
        const node = inputs.find((each) => !values.has(each.name) && JSON.stringify(each.value) === JSON.stringify(value));
        if (node) values.set(node.name, /** @type {Figures} */ (node.value));
      }
    },
    /** Where the source gives a name its value, what is written there counts from the first change of it on. */
    forgetWritten() {
      for (const name of [...values.keys()]) if (literalEdit(source().text, name, 0)) values.delete(name);
    },
  };
}
