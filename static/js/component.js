/**
 * `<computational-graph source="J = 3(a+bc)" values="a:5,b:3,c:2">` for anybody's page, served as /embed.js: the graph in a frame
 * whose sandbox lets scripts run and nothing else. What stands inside the element (a picture) is shown until the frame has
 * answered, and stays where it cannot.
 *
 * Attributes, each a property too: those of the playground's address (`source values syntax output upstream engine seed collapsed
 * direction graph mode tangent theme show hide predict lang step episode`), or instead of a source `link` (/g/… or /s/…); `panels`,
 * `height` (else as high as the graph wants), `host` (else where this file came from). `step`, `episode` (numbers) and `values` (an
 * object) follow what the reader does. `play()`, `pause()`. Events, each with its facts in `detail`: `graph-ready graph-step graph-episode graph-values
 * graph-answer graph-problem`.
 *
 * One file without imports, so that it loads from everywhere.
 */

const script = /** @type {HTMLScriptElement | undefined} */ (
  document.currentScript ?? [...document.scripts].find(({ src }) => /\/embed\.js(\?|$)/.test(src))
);
const HOME = script ? new URL(script.src).origin : location.origin;

/** What makes another frame. */
const ASKED = [
  "source", "syntax", "output", "upstream", "engine", "seed", "collapsed", "direction", "graph", "mode", "tangent", "theme", "show", "hide",
  "predict", "lang", "panels",
]; // prettier-ignore
/** What the frame is told while it stands. */
const TOLD = ["values", "step", "episode"];
const OWN = ["height", "host", "link"];
const EVENTS = new Set(["ready", "step", "episode", "values", "answer", "problem"]);
/** What servers take of an address; sources and values that are longer stand behind `#`, which they are not sent. */
const LONGEST = 15_000;
/** A listing has no picture before it has run: its frame is seen from the start, and says how far the run is. */
const LISTING = /^[ \t]*(?:import|from)[ \t]+\w|\.backward\(/m;

const STYLE = `
  :host { display: block; position: relative; break-inside: avoid; }
  :host([hidden]) { display: none; }
  iframe { display: block; width: 100%; border: 0; }
  :host(:not([data-ready], [data-bare])) iframe { position: absolute; inset: 0; height: 100%; opacity: 0; pointer-events: none; }
  :host(:is([data-ready], [data-bare])) slot { display: none; }
  img, ::slotted(img) { display: block; max-width: 100%; height: auto; }
`;

class ComputationalGraph extends HTMLElement {
  static observedAttributes = [...ASKED, ...TOLD, ...OWN];

  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** What the frame has told of, or was told last: attribute -> text. @type {Map<string, string>} */
  #known = new Map();
  #waiting = false;

  connectedCallback() {
    if (!this.shadowRoot) {
      const shadow = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      shadow.adoptedStyleSheets = [sheet];
      const still = document.createElement("slot");
      still.append(document.createElement("img"));
      this.#frame = document.createElement("iframe");
      this.#frame.setAttribute("sandbox", "allow-scripts");
      this.#frame.setAttribute("loading", "lazy");
      shadow.append(still, this.#frame);
    }
    addEventListener("message", this.#hear);
    this.#load();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
    this.removeAttribute("data-ready");
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now || !this.isConnected || !this.#frame) return;
    if (name === "height") this.#resize(null);
    else if (!TOLD.includes(name)) this.#later();
    else if (this.#known.get(name) !== (now ?? "")) {
      this.#known.set(name, now ?? "");
      if (!this.hasAttribute("data-ready") || now === null) this.#later();
      else this.#tell(name, { [name]: name === "values" ? now : Number(now) });
    }
  }

  play() {
    this.#tell("play");
  }

  pause() {
    this.#tell("pause");
  }

  get #home() {
    return this.getAttribute("host") ? new URL(this.getAttribute("host") ?? "", location.href).origin : HOME;
  }

  /** What was asked for, as every surface takes it: path, query, and behind `#` what is too long for both. */
  get #asked() {
    const language = this.getAttribute("lang") ?? this.closest("[lang]")?.getAttribute("lang");
    const path = this.#link?.pathname ?? "";
    const named = [...ASKED, ...TOLD].filter((name) => name !== "lang" && !(path && name === "source")).map((name) => [name, this.getAttribute(name)]);
    const parts = [...named, ["lang", language]].flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
    const long = parts.join("&").length > LONGEST ? parts.filter((part) => /^(source|values)=/.test(part)) : [];
    const query = parts.filter((part) => !long.includes(part)).join("&");
    return { path, query: `?${query}`, behind: long.length ? `#${long.join("&")}` : "" };
  }

  /** The permanent or short link that is shown instead of a source. */
  get #link() {
    const written = this.getAttribute("link");
    const link = written && URL.canParse(written, this.#home) ? new URL(written, this.#home) : null;
    return link && /^\/[gs]\/[\w-]+$/.test(link.pathname) ? link : null;
  }

  /** Several attributes that are set together make one frame. */
  #later() {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.isConnected) this.#load();
    });
  }

  #load() {
    const frame = this.#frame;
    if (!frame) return;
    for (const name of TOLD) this.#known.set(name, this.getAttribute(name) ?? "");
    this.removeAttribute("data-ready");
    const source = this.getAttribute("source") ?? this.title;
    const { path, query, behind } = this.#asked;
    frame.title = source.replace(/\s*\n\s*/g, "; ").slice(0, 200);
    frame.src = `${this.#home}/embed${path}${query}${behind}`;
    const still = this.shadowRoot?.querySelector("img");
    const bare = !this.firstElementChild && (behind !== "" || LISTING.test(source));
    this.toggleAttribute("data-bare", bare);
    if (still && !bare && !this.firstElementChild) {
      still.alt = frame.title;
      still.src = `${this.#home}${path || "/graph"}.svg${query}`;
    }
    this.#resize(null);
  }

  /** @param {number | null} wanted */
  #resize(wanted) {
    const chosen = this.getAttribute("height");
    if (this.#frame && (chosen || wanted)) this.#frame.style.height = chosen ? (/^\d+$/.test(chosen) ? `${chosen}px` : chosen) : `${wanted}px`;
  }

  /** @param {string} type @param {object} [facts] */
  #tell(type, facts = {}) {
    this.#frame?.contentWindow?.postMessage({ type: `chainlight:${type}`, ...facts }, "*");
  }

  /** @param {string} name @param {string} value */
  #reflect(name, value) {
    this.#known.set(name, value);
    this.setAttribute(name, value);
  }

  /** @param {MessageEvent} event */
  #hear = ({ source, data }) => {
    if (!this.#frame || source !== this.#frame.contentWindow || typeof data?.type !== "string") return;
    const { type, ...facts } = data;
    const kind = type.replace(/^chainlight:/, "");
    if (kind === "ready" || kind === "problem") {
      this.setAttribute("data-ready", "");
      this.#tell("host");
    }
    if (kind === "height") this.#resize(facts.height);
    if (kind === "step" || kind === "episode") this.#reflect(kind, String(facts[kind]));
    if (kind === "values") {
      const entries = Object.entries(facts.values).map(([name, value]) => `${name}:${JSON.stringify(value)}`);
      this.#reflect("values", entries.join(","));
    }
    if (kind === "open" && String(facts.href).startsWith(`${this.#home}/`)) open(facts.href, "_blank", "noopener");
    if (EVENTS.has(kind)) this.dispatchEvent(new CustomEvent(`graph-${kind}`, { detail: facts, bubbles: true, composed: true }));
  };
}

/** What an attribute says, as a property. @type {Record<string, (text: string) => unknown>} */
const READ = { step: Number, episode: Number, values: readValues };

/** `a:5,b:[1,2]` or JSON. @param {string} text @returns {Record<string, unknown>} */
function readValues(text) {
  try {
    if (text.trimStart().startsWith("{")) return JSON.parse(text);
    /** @type {Record<string, unknown>} */
    const found = {};
    let depth = 0;
    let start = 0;
    for (let i = 0; i <= text.length; i++) {
      depth += text[i] === "[" ? 1 : text[i] === "]" ? -1 : 0;
      if (i < text.length && (text[i] !== "," || depth)) continue;
      const [name, value] = text.slice(start, i).split(":", 2).map((part) => part.trim());
      if (value) found[name] = value.startsWith("[") ? JSON.parse(value) : Number.isFinite(+value) ? +value : value;
      start = i + 1;
    }
    return found;
  } catch {
    return {};
  }
}

/** What a field of a form holds is a text, although it is a number. @param {string} _ @param {unknown} value */
const numbered = (_, value) => (typeof value === "string" && value.trim() && Number.isFinite(+value) ? +value : value);

for (const name of [...ASKED, ...TOLD, ...OWN].filter((each) => each !== "lang")) {
  Object.defineProperty(ComputationalGraph.prototype, name, {
    configurable: true,
    enumerable: true,
    /** @this {ComputationalGraph} */
    get() {
      const written = this.getAttribute(name);
      return written !== null && name in READ ? READ[name](written) : written;
    },
    /** @this {ComputationalGraph} @param {unknown} value null takes it away; an object of values is written as JSON */
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, typeof value === "object" ? JSON.stringify(value, numbered) : String(value));
    },
  });
}

if (!customElements.get("computational-graph")) customElements.define("computational-graph", ComputationalGraph);
