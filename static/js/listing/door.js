/**
 * The door to listings: a source that looks like PyTorch is run, and not asked for as a graph. Everything else of this folder
 * is loaded with the first one.
 *
 * @typedef {import("../types.js").Payload} Payload
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("../api.js").Spec} Spec
 * @typedef {import("./room.js").Room} Room
 * @typedef {import("./room.js").House} House
 */

import { askGraph } from "../api.js";

/** As `app.language.recognised` has it: a test holds the two equal. */
const LISTING =
  /^[ \t]*(?:(?:import|from)[ \t]+\w|(?:def|class)[ \t]+\w+[^\n]*:|(?:for|while|with|if)\b[^\n]*:[ \t]*$|print\()|\b(?:torch|np|numpy|nn)\.\w|\.(?:backward|item|detach|grad)\b|\blambda\b[^\n:]*:/m;

/** @param {string} source */
export const isListing = (source) => LISTING.test(source);

/** @param {House} house */
export function createDoor(house) {
  /** @type {Promise<Room> | null} */
  let opening = null;
  /** @type {Room | null} */
  let room = null;

  const enter = async () => {
    opening ??= import("./room.js").then(({ createRoom }) => createRoom(house));
    room = await opening.catch((failure) => {
      opening = null;
      throw failure;
    });
    return room;
  };

  return {
    /** Instead of `askGraph`: the same for a formula, and for a listing the graph of its episode. @param {Spec} spec @param {AbortSignal} signal @returns {Promise<Payload>} */
    async ask(spec, signal) {
      if (!isListing(spec.source)) return askGraph(spec, signal);
      return (await enter()).ask(spec, signal);
    },
    /** @param {Payload} answer */
    update: (answer) => room?.update(answer),
    /** @param {import("../api.js").Problem | null} problem why what is written cannot be run, or drawn */
    refuse: (problem) => room?.refuse(problem),
    /** @param {Moment} moment */
    show: (moment) => room?.show(moment),
  };
}

/**
 * What the panels ask about: of a listing's episode the formula that says the same, where there is one.
 * @template {{source: string}} S
 * @param {Payload | null} payload
 * @param {S} own
 * @returns {S}
 */
export const spelled = (payload, own) => (payload?.formula ? { ...own, ...payload.formula, collapsed: null } : own);

/**
 * Asks about the shown graph; of an episode in the names of its formula, and the answer is in those of the listing.
 * @template {object} F
 * @param {Payload | null} payload
 * @param {F} fields
 * @param {(fields: F) => Promise<any>} ask
 */
export const spelledAsk = async (payload, fields, ask) =>
  payload?.spelling ? (await import("./spelling.js")).askedIn(payload.spelling, fields, /** @type {any} */ (ask)) : ask(fields);
