/** A run in a file that stands alone: its plots and one slider over its moments. Everything is in the file; it asks nobody anything. */

import { byId } from "../dom.js";
import { createTexts, embedded } from "../texts.js";
import { createFit } from "./panels/fit.js";
import { createLoss } from "./panels/loss.js";
import { createNotes } from "./panels/notes.js";
import { createNumbers } from "./panels/numbers.js";
import { createTimeBar } from "./panels/time.js";
import { lengthOf, rowAt } from "./run.js";
import { createTime } from "./time.js";

/** @type {import("./filming.js").Film} */
const film = embedded("film");
const t = createTexts(embedded("texts"));
for (const run of [film.run, film.beside]) if (run) run.asked = new Map();

/** The last moment of the film that is not after k. @param {number} k */
const momentAt = (k) => film.moments.findLast((moment) => moment <= k) ?? 0;
const time = createTime({ onChange: () => draw() });

/** What panels read: between two moments of the film the earlier one. */
const shown = Object.create(time, { k: { get: () => momentAt(time.k) } });

/** @type {import("./main.js").Session} */
const session = {
  question: film.run.question,
  looks: { update: null, log: film.log, fit: null, beside: null, theme: null, part: null },
  run: film.run,
  beside: film.beside,
  names: film.names,
  length: Math.max(...[film.run, film.beside].flatMap((run) => (run ? [lengthOf(run)] : []))),
  data: film.data,
  drawables: film.drawable ? [film.drawable] : [],
  drawable: film.drawable,
  time: shown,
  rowAt: (k) => rowAt(film.run, k),
  problem: null,
};

/** @type {import("./main.js").Desk} */
const desk = {
  t,
  language: document.documentElement.lang,
  seek: (k) => time.seek(k),
  look(looks) {
    Object.assign(session.looks, looks);
    for (const panel of panels) panel.update(session);
    draw();
  },
  get: () => Promise.reject(new TypeError("a film asks nobody")),
  async fit({ run, updates }) {
    return { fits: updates.map((/** @type {number} */ update) => ({ update, values: film.fits[run]?.[momentAt(update - 1)] ?? [] })) };
  },
  drawData() {},
  reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
};

const bar = createTimeBar(byId("time"), { ...desk, time });
const panels = [
  createFit(byId("fit"), desk),
  createLoss(byId("loss"), desk),
  createNumbers(byId("parameters"), desk, "parameters"),
  createNumbers(byId("gradients"), desk, "gradients"),
  createNotes(byId("notes"), desk),
];

function draw() {
  bar.show?.({ ...session, time });
  for (const panel of panels) panel.show?.(session);
}

byId("live").hidden = false;
for (const panel of panels) panel.update(session);
time.setLength(lengthOf(film.run));
draw();
