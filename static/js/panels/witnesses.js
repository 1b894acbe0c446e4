/**
 * What the witnesses say: every gradient by our own engine, by PyTorch and by a central difference. Asked for after the run,
 * so that loading PyTorch never delays a graph.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../texts.js").Texts} Texts
 */

/** How long a graph must stand before its witnesses are heard. */
const REST = 500;
const PATIENCE = 300;

/**
 * @param {HTMLElement} line
 * @param {object} options
 * @param {Texts} options.t
 * @param {(signal: AbortSignal) => Promise<Payload>} options.ask the graph as it stands, checked
 * @param {(check: NonNullable<Payload["check"]>) => void} options.onHeard
 */
export function createWitnesses(line, { t, ask, onHeard }) {
  /** @type {AbortController | null} */
  let under = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Payload["check"]} */
  let heard = null;

  /** @param {string} text @param {string} [state] */
  function say(text, state = "") {
    if (line.textContent === text) return;
    line.className = `witnesses ${state}`.trim();
    line.textContent = text;
  }

  function silence() {
    clearTimeout(timer);
    under?.abort();
    under = null;
    heard = null;
    say("");
  }

  async function hear() {
    const controller = new AbortController();
    under = controller;
    const patience = setTimeout(() => say(t("witnesses.asking")), PATIENCE);
    // A refusal here is no news: the graph itself has been answered. The line stays empty.
    const payload = await ask(controller.signal).catch(() => null);
    clearTimeout(patience);
    if (controller.signal.aborted) return;
    under = null;
    tell(payload?.check ?? null);
  }

  /** @param {Payload["check"]} check */
  async function tell(check) {
    if (!check || !check.rows.length) return say("");
    heard = check;
    const words = await import("./verdict.js").catch(() => null);
    if (!words || heard !== check) return undefined; // the graph has changed meanwhile
    const said = words.verdict(check, t);
    say(said && (check.agrees ? "✓ " : "✗ ") + said, check.agrees ? "agree" : "differ");
    return onHeard(check);
  }

  return {
    silence,
    /** The graph has changed; `heard`: it comes with what its witnesses say. @param {Pick<Payload, "check">} [heard] */
    update(heard) {
      silence();
      if (heard) tell(heard.check);
      else timer = setTimeout(hear, REST);
    },
  };
}
