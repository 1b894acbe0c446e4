/**
 * A lesson on training, above the plots: each part sets the run, the moment and what of the page its words are about.
 *
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./address.js").Looks} Looks
 *
 * @typedef {object} Scene  what a part sets
 * @property {Partial<Question>} run
 * @property {number | null} update
 * @property {import("./question.js").Change | null} beside
 * @property {boolean} log
 * @property {string[]} lit  ids of places on the page
 */

import { byId } from "../dom.js";
import { createLesson } from "../panels/lesson.js";
import { bodyOf, DEFAULTS } from "./question.js";

const PLACES = ["fit", "loss", "parameters", "gradients", "surface", "nudge", "notes", "rule", "graph"];

/** What is lit stands first. @param {string} id */
const placeOf = (id) => /** @type {HTMLElement} */ (id === "rule" ? byId(id).parentElement : byId(id));

/** @param {Scene} scene @returns {Question} */
const questionOf = ({ run }) => ({ ...DEFAULTS, ...run });

/** @param {Question | null} question @param {Scene | undefined} scene */
const differs = (question, scene) => question !== null && (!scene || JSON.stringify(bodyOf(question)) !== JSON.stringify(bodyOf(questionOf(scene))));

/**
 * @param {any} lesson  the row of the catalogue
 * @param {object} options
 * @param {import("../texts.js").Texts} options.t
 * @param {string} options.language
 * @param {{question: Question | null, looks: Looks}} options.opened  what the address says
 * @param {(question: Question, looks: Partial<Looks>) => void} options.onScene
 * @param {(part: number) => void} options.onPart
 */
export function createTrainingLesson(lesson, { t, language, opened, onScene, onPart }) {
  const part = opened.looks.part ?? 1;
  /** @param {any} given */
  const set = (given) => {
    const scene = /** @type {Scene} */ (given);
    for (const id of PLACES) placeOf(id).classList.toggle("lit", scene.lit.includes(id));
    onScene(questionOf(scene), { update: scene.update, beside: scene.beside, log: scene.log, fit: null });
  };
  return createLesson(byId("lesson"), { t, lesson, language, part, exploring: differs(opened.question, lesson.parts[part - 1]), onGo: set, onPart });
}
