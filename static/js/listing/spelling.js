/**
 * An episode's own names (`self.fc1.weight`) beside those of the formula that says the same (`fc1_weight`): panels ask about the
 * formula, and show what they hear under the names of the listing.
 */

/**
 * A value with each text that is exactly one of the names put into its other spelling, keys too.
 * @template T
 * @param {T} value
 * @param {ReadonlyMap<string, string>} names
 * @returns {T}
 */
export function respelled(value, names) {
  if (typeof value === "string") return /** @type {any} */ (names.get(value) ?? value);
  if (Array.isArray(value)) return /** @type {any} */ (value.map((each) => respelled(each, names)));
  if (value === null || typeof value !== "object") return value;
  return /** @type {any} */ (Object.fromEntries(Object.entries(value).map(([key, each]) => [names.get(key) ?? key, respelled(each, names)])));
}

/**
 * Asks about the formula in its names and answers in those of the listing.
 * @param {Record<string, string>} spelling  name of the listing -> name of the formula
 * @param {object} fields
 * @param {(fields: object) => Promise<any>} ask
 */
export async function askedIn(spelling, fields, ask) {
  const there = new Map(Object.entries(spelling));
  const back = new Map([...there].map(([own, formula]) => [formula, own]));
  return respelled(await ask(respelled(fields, there)), back);
}
