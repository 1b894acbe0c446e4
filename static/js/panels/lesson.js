/**
 * A lesson's path: its words part by part, the way back and on, the question before its answer. What the reader changes on the
 * page is free play; the place in the path stays, and one press brings its scene back.
 *
 * @typedef {import("../types.js").Figures} Figures
 *
 * @typedef {object} Scene  what a part sets
 * @property {string} source
 * @property {Record<string, Figures>} values
 * @property {Figures | null} upstream
 * @property {number} step
 * @property {string[]} lit
 * @property {string | null} panel
 *
 * @typedef {Scene & {words: string, query: string, question: import("./question.js").Question | null}} Part
 * @typedef {{id: string, title: string, parts: Part[], following: {id: string, title: string} | null}} Lesson
 */

import { element, takesKeys } from "../dom.js";
import { keep, recall } from "../kept.js";
import { prose } from "../prose.js";
import { createQuestion } from "./question.js";

const ARROWS = { back: "M10 3L5 8l5 5", next: "M6 3l5 5-5 5" };

/** @param {"back" | "next"} way @param {string} label @param {() => void} press */
function arrow(way, label, press) {
  const button = element("button", { type: "button", class: `lesson-${way}`, "aria-label": label, title: label, onclick: press });
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ARROWS[way]);
  icon.append(path);
  button.append(icon);
  return button;
}

/**
 * @param {HTMLElement} place holds the title
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {Lesson} options.lesson
 * @param {string} options.language
 * @param {number | null} options.part  counted from 1, as the address says
 * @param {boolean} options.exploring  the address sets something of its own: the scene waits until it is asked for
 * @param {(scene: Scene) => void} options.onGo
 * @param {(part: number) => void} options.onPart
 */
export function createLesson(place, { t, lesson, language, part, exploring, onGo, onPart }) {
  const { parts } = lesson;
  const known = recall("lessons")[lesson.id];
  let answered = known?.answered === true;
  let now = Math.min(Math.max(part ?? 1, 1), parts.length) - 1;

  const back = arrow("back", t("lesson.back"), () => go(now - 1));
  const next = arrow("next", t("lesson.next"), () => go(now + 1));
  const dots = element("span", { class: "lesson-dots", "aria-hidden": "true" }, ...parts.map(() => element("i")));
  const count = element("span", { class: "lesson-count" });
  const body = element("div", { class: "lesson-words", role: "status" });
  const asked = element("div", { class: "lesson-question" });
  const link = (/** @type {string} */ path, /** @type {string} */ words) => element("a", { href: `${path}lang=${language}` }, words);
  const ways = element("p", { class: "lesson-ways" }, link("/lessons?", t("lesson.all")));
  const again = element("button", { type: "button", class: "lesson-return", hidden: true, onclick: () => scene() }, t("lesson.return"));
  place.append(element("nav", { class: "lesson-nav", "aria-label": lesson.title }, back, dots, count, next), again, body, asked, ways);

  const locked = () => parts[now].question !== null && !answered;

  function paint() {
    const { words, question } = parts[now];
    back.disabled = now === 0;
    count.textContent = t("lesson.place", { part: now + 1, parts: parts.length });
    for (const [i, dot] of [...dots.children].entries()) {
      dot.className = `${i < now ? "done" : i === now ? "now" : ""}${parts[i].question ? " asks" : ""}`;
    }
    body.replaceChildren(...prose(words));
    asked.replaceChildren();
    if (question) asked.append(createQuestion(question, { t, answered, onAnswered }));
    const { following } = lesson;
    const onward = [
      ...(parts[0].query ? [link(`/?${parts[0].query}&predict=gradients&`, t("lesson.practise"))] : []),
      ...(following ? [link(`/lessons/${following.id}?`, t("lesson.following", { title: following.title }))] : []),
    ];
    ways.replaceChildren(...(now === parts.length - 1 ? onward : []), link("/lessons?", t("lesson.all")));
    lock();
  }

  function lock() {
    next.disabled = now === parts.length - 1 || locked();
    next.title = locked() ? t("lesson.locked") : t("lesson.next");
    const { done } = recall("lessons")[lesson.id] ?? {};
    keep("lessons", lesson.id, { part: now + 1, answered, done: done === true || now === parts.length - 1 });
  }

  function onAnswered() {
    answered = true;
    if (now < parts.length - 1 && !asked.querySelector(".lesson-onward")) {
      asked.append(element("button", { type: "button", class: "lesson-onward button strong", onclick: () => go(now + 1) }, t("lesson.onward")));
    }
    lock();
  }

  /** @param {number} to @returns {boolean} whether there is such a part, and nothing in front of it */
  function go(to) {
    if (to < 0 || to >= parts.length || (to > now && locked())) return false;
    const focused = place.contains(document.activeElement);
    now = to;
    paint();
    scene();
    onPart(now + 1);
    if (focused && (document.activeElement === document.body || !document.activeElement)) (next.disabled ? back : next).focus();
    place.scrollIntoView({ block: "nearest" });
    return true;
  }

  function scene() {
    again.hidden = true;
    onGo(parts[now]);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || takesKeys(event.target, event.key)) return;
    if (event.key === "n") go(now + 1);
    else if (event.key === "p") go(now - 1);
    else return;
    event.preventDefault();
  });

  // A presenter's remote has two keys: before an audience they go from part to part, over the answer.
  document.addEventListener(
    "keydown",
    (event) => {
      const way = { PageDown: 1, PageUp: -1 }[event.key];
      const busy = takesKeys(event.target, event.key) || document.querySelector("dialog[open]");
      if (!way || busy || event.ctrlKey || event.metaKey || event.altKey || !document.documentElement.hasAttribute("data-present")) return;
      const answer = way > 0 && locked() ? /** @type {HTMLElement | null} */ (asked.querySelector(".quiet-button")) : null;
      if (answer) answer.click();
      else if (!go(now + way)) return;
      event.preventDefault();
    },
    true,
  );

  paint();
  if (exploring) again.hidden = false;
  else scene();

  return {
    /** The page is no longer as the part set it, or is again. @param {boolean} away */
    stray(away) {
      again.hidden = !away;
    },
    /** @param {number | null} part as the address says now */
    choose(part) {
      if (part !== null && part - 1 !== now && parts[part - 1]) {
        now = part - 1;
        paint();
        scene();
      }
    },
    /** The step that the part set. */
    get step() {
      return parts[now].step;
    },
  };
}
