/** What a browser keeps for its reader: answers and places. A browser that keeps nothing is no mistake. */

/** @param {string} name @returns {Record<string, any>} */
export function recall(name) {
  try {
    const found = JSON.parse(localStorage.getItem(`chainlight.${name}`) ?? "{}");
    return found !== null && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch {
    return {};
  }
}

/**
 * @param {string} name @param {string} key @param {unknown} value
 * @param {number} [most] the oldest go where there are more
 */
export function keep(name, key, value, most = 100) {
  const { [key]: _, ...rest } = recall(name);
  const entries = [...Object.entries(rest), [key, value]].slice(-most);
  try {
    localStorage.setItem(`chainlight.${name}`, JSON.stringify(Object.fromEntries(entries)));
  } catch {
    // Private windows and full disks: the page goes on without a memory.
  }
}
