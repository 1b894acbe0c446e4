/**
 * The one question of a lesson: choices to press, or a number to type. A wrong answer is explained where it can be; the answer
 * can be looked at once something was tried.
 *
 * @typedef {{number: import("../types.js").Figure, why: string}} Mistake
 *
 * @typedef {object} Question
 * @property {string} words
 * @property {string} hint
 * @property {{words: string, right: boolean, why: string}[]} choices
 * @property {import("../types.js").Figure | null} number
 * @property {Mistake[]} mistakes
 * @property {string | null} why
 */

import { judge, readNumber } from "../answers.js";
import { element } from "../dom.js";
import { shortFigure } from "../figures.js";
import { prose } from "../prose.js";

/**
 * @param {Question} question
 * @param {{t: import("../texts.js").Texts, answered: boolean, onAnswered: () => void}} options
 *   `answered`: it was answered before; `onAnswered`: found, or looked at
 * @returns {HTMLElement}
 */
export function createQuestion(question, { t, answered, onAnswered }) {
  const verdict = element("div", { class: "verdict", role: "status" });
  const show = element("button", { type: "button", class: "quiet-button", hidden: true, onclick: reveal }, t("lesson.show"));
  const body = question.choices.length ? choices() : number();
  const card = element("section", { class: "question", "aria-label": t("lesson.question") });
  card.append(...prose(question.words), body, verdict, show);
  if (answered) reveal();

  /** @param {boolean} right @param {string} word @param {string} why */
  function say(right, word, why) {
    verdict.className = `verdict ${right ? "right" : "wrong"}`;
    const [first, ...rest] = prose(why);
    if (first) first.prepend(element("b", {}, word), " ");
    verdict.replaceChildren(...(first ? [first, ...rest] : [element("b", {}, word)]));
    if (!right) show.hidden = false;
  }

  function finish() {
    card.classList.add("answered");
    show.hidden = true;
    onAnswered();
  }

  function reveal() {
    const right = question.choices.findIndex((choice) => choice.right);
    if (right >= 0) mark(right);
    const input = card.querySelector("input");
    if (input && question.number !== null) input.value = shortFigure(question.number);
    say(true, t("lesson.shown"), question.choices[right]?.why ?? question.why ?? "");
    finish();
  }

  /** @param {number} place */
  function mark(place) {
    const { right } = question.choices[place];
    for (const [i, button] of [...card.querySelectorAll(".choices button")].entries()) {
      if (i === place) button.className = right ? "right" : "wrong";
      button.setAttribute("aria-pressed", String(i === place));
    }
  }

  function choices() {
    const list = element("div", { class: "choices" });
    for (const [place, choice] of question.choices.entries()) {
      const button = element("button", { type: "button", "aria-pressed": "false" });
      button.append(...prose(choice.words).flatMap((paragraph) => [...paragraph.childNodes]));
      button.addEventListener("click", () => {
        mark(place);
        say(choice.right, t(choice.right ? "lesson.right" : "lesson.wrong"), choice.why);
        if (choice.right) finish();
      });
      list.append(button);
    }
    return list;
  }

  function number() {
    const input = element("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-label": t("lesson.answer") });
    const form = element("form", { class: "answer" }, input, element("button", { type: "submit", class: "button" }, t("lesson.check")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = readNumber(input.value);
      if (typed === null) return say(false, "", t("lesson.unread"));
      const { right, mistake } = judge(typed, question.number ?? 0, question.mistakes);
      say(right, t(right ? "lesson.right" : "lesson.wrong"), right ? (question.why ?? "") : (mistake?.why ?? question.hint));
      return right ? finish() : input.select();
    });
    return form;
  }

  return card;
}
