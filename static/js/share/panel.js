/**
 * The Share panel: links, pictures with a preview, and what puts the graph into another page. Whatever is chosen at its top holds
 * for all of them.
 *
 * @typedef {import("./surfaces.js").Shared} Shared
 * @typedef {{code: string, permanent: string, readable: string, short?: string}} Links
 */

import { ask, Refusal } from "../api.js";
import { copy } from "../copy.js";
import { element, withCode } from "../dom.js";
import { panelWords } from "../panels/desk.js";
import { bodyOf, EMBEDS, LONGEST, pictureAddress, unsaid } from "./surfaces.js";
import { THEMES } from "../state.js";

const SAID = 1600;
const WIDTHS = [480, 640, 960, 1280, 1920];
/** What hangs on a link, in the order in which it is wanted, and what it asks beside its form. */
const FILES = /** @type {const} */ ([
  { name: "svg", form: "svg", more: {} },
  { name: "animated", form: "svg", more: { animate: "1" } },
  { name: "png", form: "png", more: {} },
  { name: "html", form: "html", more: {} },
  { name: "tex", form: "tex", more: {} },
  { name: "dot", form: "dot", more: {} },
  { name: "json", form: "json", more: {} },
]);

/** The sheet comes with the first opening. */
async function styled() {
  if (document.querySelector("link[href='/static/css/share.css']")) return;
  const sheet = element("link", { rel: "stylesheet", href: "/static/css/share.css" });
  const loaded = new Promise((resolve) => {
    sheet.onload = sheet.onerror = resolve;
  });
  document.head.append(sheet);
  await loaded;
}

/**
 * @typedef {object} Options
 * @property {import("../texts.js").Texts} t
 * @property {string} language
 * @property {() => Shared} shared what the page shows now
 * @property {string} forms of pictures, as this server draws them, split by spaces
 */

/** @param {Options} options */
export async function openShare({ t: page, language, shared, forms }) {
  const [t] = await Promise.all([panelWords(page, language), styled()]);
  // A second press while the first one was loading.
  if (document.querySelector("dialog[open]")) return;
  const { state, formula, drawn, k, length } = shared();
  const { origin, host } = location;
  /** @type {Links | null} */
  let links = null;
  let asked = 0;

  const choose = (/** @type {string} */ label, /** @type {[string, string][]} */ offered, /** @type {string} */ chosen) => {
    const options = offered.map(([value, words]) => element("option", { value, selected: value === chosen }, words));
    const select = element("select", { autocomplete: "off", onchange: () => renew() }, ...options);
    return { select, label: element("label", {}, element("span", { class: "label" }, label), select) };
  };
  const moments = /** @type {[string, string][]} */ ([["end", t("share.moment.end")]]);
  if (k < length && k > 0) moments.push([String(k), t("share.moment.now", { k, n: length })]);
  moments.push(["0", t("share.moment.start")]);
  const moment = choose(t("share.moment"), moments, k < length ? String(k) : "end");
  const theme = choose(t("view.theme"), [["", t("view.theme.auto")], ...THEMES.map((each) => /** @type {[string, string]} */ ([each, t(`view.theme.${each}`)]))], state.theme ?? "");
  const width = choose(t("share.width"), [["", t("share.width.own")], ...WIDTHS.map((each) => /** @type {[string, string]} */ ([String(each), `${each} px`]))], "");

  const look = () => ({ step: moment.select.value === "end" ? null : Number(moment.select.value), theme: theme.select.value || null });
  /** An address for it: the permanent one, or where it is too long the short one, once it is made. */
  const held = () => (!links ? null : links.permanent.length < LONGEST ? links.permanent : (links.short ?? null));
  /** What pictures hang on. */
  const base = () => (drawn ? held() : null);
  /** Whether what is written is not what a course page takes. */
  const other = formula?.source !== state.source;
  const place = (spells = false) => ({
    origin,
    base: base() ?? "",
    query: links?.readable.slice(2) ?? "",
    // A query that is too long for an address stays behind a link.
    ...(links && links.readable.length >= LONGEST ? { link: held() ?? "" } : {}),
    formula: (spells ? formula : state)?.source ?? "",
    state: (spells && formula) || state,
    language,
    // The steps of a listing's graph are not those of its formula.
    look: spells && other ? { ...look(), step: null } : look(),
    width: width.select.value ? Number(width.select.value) : null,
  });

  const readable = row(t, { name: t("share.readable"), note: t("share.readable.note") });
  const permanent = row(t, { name: t("share.permanent"), note: t("share.permanent.note") });
  const short = row(t, { name: t("share.short"), note: t("share.short.note", { host }) });
  const make = element("button", { type: "button", class: "button", onclick: keep }, t("share.make"));
  short.element.insertBefore(make, short.said);

  const offered = FILES.filter(({ form }) => forms.split(" ").includes(form));
  const files = offered.map(({ name, form, more }) => {
    const open = element("a", { class: "share-file", target: "_blank", rel: "noopener" }, t(`share.file.${name}`));
    const button = copyButton(t, () => open.href, t("share.copy.address", { name: t(`share.file.${name}`) }));
    return { element: element("li", {}, open, button.element, button.said), open, form, more };
  });

  const unpictured = element("p", { class: "share-said", hidden: true }, ...withCode(t("share.unpictured")));

  const kinds = element("div", { class: "share-kinds", role: "radiogroup", "aria-label": t("share.embed") });
  for (const kind of Object.keys(EMBEDS)) {
    const radio = element("input", { type: "radio", name: "share-kind", value: kind, autocomplete: "off", checked: kind === "iframe", onchange: () => write() });
    kinds.append(element("label", {}, radio, t(`share.kind.${kind}`)));
  }
  const code = element("textarea", { class: "share-code", readonly: true, rows: 7, spellcheck: "false", "aria-label": t("share.embed") });
  const take = copyButton(t, () => code.value, t("share.copy.code"));
  const why = element("p", { class: "share-said", role: "status" });

  const preview = element("img", { class: "share-preview", alt: t("share.preview"), onerror: () => figure.classList.add("failed") });
  const figure = element("figure", { class: "share-figure" }, preview);
  const problem = element("p", { class: "share-problem", role: "alert" });

  const title = element("h2", { id: "share-title" }, t("share.button"));
  const close = element("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("detail.close"));
  const section = (/** @type {string} */ name, /** @type {Node[]} */ ...parts) => element("section", {}, element("h3", {}, name), ...parts);
  const dialog = element(
    "dialog",
    { class: "detail share", "aria-labelledby": "share-title" },
    element("header", {}, title, close),
    element(
      "div",
      { class: "share-body" },
      element("div", { class: "share-looks" }, moment.label, theme.label, width.label, problem),
      figure,
      section(t("share.links"), readable.element, permanent.element, short.element),
      section(t("share.files"), element("ul", { class: "share-files" }, ...files.map((each) => each.element)), unpictured),
      section(t("share.embed"), kinds, element("div", { class: "share-take" }, code, take.element, take.said), why),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // Keys that the dialog does not take are the player's elsewhere.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());

  /** What the server says of a refusal, as a sentence. @param {unknown} error */
  const words = (error) => (error instanceof Refusal ? [error.problem.detail, error.problem.hint].filter(Boolean).join(" ") : t("share.unreachable"));

  /** Something else was chosen: other links. */
  async function renew() {
    asked += 1;
    const number = asked;
    problem.textContent = "";
    try {
      /** @type {Links} */
      const answer = await ask("permalink", bodyOf(state, look()));
      if (number !== asked) return;
      // The width is the pictures' alone: with it chosen anew a short link is still the same graph's.
      links = answer.permanent === links?.permanent ? { ...links, ...answer } : answer;
      write();
    } catch (error) {
      if (number === asked) problem.textContent = words(error);
    }
  }

  /** What a text leaves out, or what stands there in the place of the listing. @param {string} kind */
  function reason(kind) {
    const { spells = false } = EMBEDS[kind];
    const left = unsaid(kind, place(spells).state);
    if (left.length) return t("share.left", { names: left.join(", ") });
    return spells && other ? t("share.spelled") : "";
  }

  /** Keeps the graph on the server. */
  async function keep() {
    make.disabled = true;
    short.say("");
    const number = asked;
    try {
      /** @type {Links} */
      const kept = await ask("links", bodyOf(state, look()));
      make.disabled = false;
      if (number !== asked) return; // of what was chosen before
      links = kept;
      write();
      short.field.focus();
    } catch (error) {
      make.disabled = false;
      if (number === asked) short.say(words(error), true);
    }
  }

  function write() {
    if (!links) return;
    const long = links.permanent.length >= LONGEST;
    readable.set(long ? null : origin + links.readable);
    permanent.set(long ? null : origin + links.permanent);
    short.set(links.short ? origin + links.short : null);
    make.hidden = Boolean(links.short);
    problem.textContent = long && !links.short ? t("share.long") : "";
    unpictured.hidden = drawn;
    const hangs = base() !== null;
    for (const { element: item, open, form, more } of files) {
      item.hidden = !hangs;
      open.href = pictureAddress(place(), form, more);
    }
    const kind = /** @type {HTMLInputElement | null} */ (kinds.querySelector(":checked"))?.value ?? "iframe";
    const { text, runs = false, spells = false } = EMBEDS[kind];
    const known = spells ? formula !== null : runs ? links.readable.length < LONGEST || held() !== null : hangs;
    code.value = known ? text(place(spells)) : "";
    code.hidden = take.element.hidden = !known;
    why.textContent = known ? reason(kind) : t(spells ? "share.unspelled" : drawn ? "share.long" : "share.undrawn");
    figure.classList.remove("failed");
    const address = hangs ? pictureAddress(place(), "svg") : "";
    if (address && preview.getAttribute("src") !== address) preview.src = address;
    figure.hidden = !hangs;
  }

  document.body.append(dialog);
  dialog.showModal();
  await renew();
}

/** A button that copies, and says so to everybody. @param {import("../texts.js").Texts} t @param {() => string} text @param {string} label */
function copyButton(t, text, label) {
  const said = element("span", { class: "visually-hidden", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const button = element("button", { type: "button", class: "button", "aria-label": label, onclick: take }, t("share.copy"));
  async function take() {
    await copy(text());
    button.textContent = said.textContent = t("share.copied");
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = t("share.copy");
      said.textContent = "";
    }, SAID);
  }
  return { element: button, said };
}

/** A link with what it is, its address, and its button. @param {import("../texts.js").Texts} t @param {{name: string, note: string}} options */
function row(t, { name, note }) {
  const id = `share-${Math.random().toString(36).slice(2)}`;
  const field = element("input", { id, type: "text", readonly: true, spellcheck: "false", onfocus: () => field.select() });
  const button = copyButton(t, () => field.value, t("share.copy.address", { name }));
  const said = element("p", { class: "share-said", role: "status" }, note);
  const place = element("div", { class: "share-row" }, element("label", { for: id }, name), field, button.element, button.said, said);
  field.hidden = button.element.hidden = true;
  return {
    element: place,
    field,
    said,
    /** @param {string | null} address */
    set(address) {
      field.value = address ?? "";
      field.hidden = button.element.hidden = address === null;
    },
    /** @param {string} words @param {boolean} [wrong] */
    say(words, wrong = false) {
      said.textContent = words || note;
      said.classList.toggle("wrong", wrong);
    },
  };
}
