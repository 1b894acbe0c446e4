/** What went wrong in a run, named when and where it happened; each leads to its update. */

import { element } from "../../dom.js";

/** @param {HTMLElement} place @param {import("../main.js").Desk} desk @returns {import("../main.js").Panel} */
export function createNotes(place, { t, seek }) {
  let shown = "";
  return {
    update({ run, beside, names }) {
      const all = [
        ...run.notes.map((note) => ({ note, whose: beside ? names[0] : "" })),
        ...(beside?.notes ?? []).map((note) => ({ note, whose: names[1] })),
      ];
      const key = JSON.stringify(all);
      if (key === shown) return;
      shown = key;
      place.hidden = all.length === 0;
      place.querySelector("ul")?.replaceChildren(
        ...all.map(({ note, whose }) =>
          element(
            "li",
            { "data-code": note.code },
            element("button", { type: "button", onclick: () => seek(note.update) }, t("train.at", { k: note.update })),
            element("span", {}, whose ? t("train.whose", { whose, text: note.text }) : note.text),
          ),
        ),
      );
    },
  };
}
