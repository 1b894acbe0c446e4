/** Time and transforms as values: nothing here touches a page. */

/** One step at 1×, in milliseconds. */
export const BEAT = 450;
/** How long cards take to their new places. */
export const GLIDE = 250;
/** A beat's parts, as fractions of it: travel, then arrive, then rest. */
export const TRAVEL = 0.6;
export const ARRIVE = 0.25;
/** The present step's mark is gone after this part of the next beat. */
export const LEAVE = 0.2;

/** Speeds offered, as factors. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** @param {number} x @param {number} [low] @param {number} [high] */
export const clamp = (x, low = 0, high = 1) => Math.min(Math.max(x, low), high);

/** @param {number} a @param {number} b @param {number} t */
export const mix = (a, b, t) => a + (b - a) * t;

/** Cubic, slow at both ends. @param {number} t */
export const easeInOut = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

/** Cubic, slow at the end. @param {number} t */
export const easeOut = (t) => 1 - (1 - t) ** 3;

/**
 * Where the parts of a beat stand.
 * @param {number} t 0 to 1 within the beat
 * @returns {{travel: number, arrive: number, leave: number}} each 0 to 1, eased; leave falls from 1
 */
export function beat(t) {
  return {
    travel: easeInOut(clamp(t / TRAVEL)),
    arrive: easeOut(clamp((t - TRAVEL) / ARRIVE)),
    leave: 1 - easeOut(clamp(t / LEAVE)),
  };
}

/**
 * A view on the drawing: screen = drawing × scale + (x, y).
 * @typedef {{x: number, y: number, scale: number}} View
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

/**
 * The view that shows a box whole and centred.
 * @param {Box} box in the drawing
 * @param {{width: number, height: number}} screen
 * @param {{margin?: number, most?: number}} [options] margin in pixels of the screen; `most` bounds the scale
 * @returns {View}
 */
export function fitView(box, screen, { margin = 28, most = 1.25 } = {}) {
  const room = (/** @type {number} */ size) => Math.max(size - 2 * margin, size * 0.5, 1);
  const scale = Math.min(room(screen.width) / Math.max(box.width, 1), room(screen.height) / Math.max(box.height, 1), most);
  return {
    x: screen.width / 2 - (box.x + box.width / 2) * scale,
    y: screen.height / 2 - (box.y + box.height / 2) * scale,
    scale,
  };
}

/**
 * A view near enough to read, of a box that is too large to be read whole: as much of it as the scale allows, around a focus.
 * @param {Box} box in the drawing
 * @param {{width: number, height: number}} screen
 * @param {Box} focus in the drawing
 * @param {{margin?: number, least: number, most?: number}} options bounds of the scale
 * @returns {View}
 */
export function closeView(box, screen, focus, { margin = 28, least, most = 1 }) {
  const room = { x: Math.max(screen.width - 2 * margin, 1), y: Math.max(screen.height - 2 * margin, 1) };
  const scale = clamp(Math.max(room.x / Math.max(box.width, 1), room.y / Math.max(box.height, 1)), least, most);
  /** @param {number} size @param {number} from @param {number} length @param {number} middle */
  const place = (size, from, length, middle) => {
    if (length * scale <= size - 2 * margin) return size / 2 - (from + length / 2) * scale;
    return clamp(size / 2 - middle * scale, size - margin - (from + length) * scale, margin - from * scale);
  };
  return {
    x: place(screen.width, box.x, box.width, focus.x + focus.width / 2),
    y: place(screen.height, box.y, box.height, focus.y + focus.height / 2),
    scale,
  };
}

/**
 * A label's centre, moved as little as shows the label whole in a window.
 * @param {{x: number, y: number}} centre @param {{width: number, height: number}} size @param {Box} window @param {number} [margin]
 */
export function inside({ x, y }, { width, height }, window, margin = 0) {
  const held = (/** @type {number} */ at, /** @type {number} */ size, /** @type {number} */ low, /** @type {number} */ room) =>
    size + 2 * margin > room ? low + room / 2 : clamp(at, low + margin + size / 2, low + room - margin - size / 2);
  return { x: held(x, width, window.x, window.width), y: held(y, height, window.y, window.height) };
}

/**
 * The smallest box around boxes; an empty one at the origin for none.
 * @param {Iterable<Box>} boxes
 * @returns {Box}
 */
export function around(boxes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return left > right ? { x: 0, y: 0, width: 0, height: 0 } : { x: left, y: top, width: right - left, height: bottom - top };
}

/** How much two boxes share, in square units. @param {Box} a @param {Box} b */
export function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

const RINGS = [22, 30, 40, 52, 66, 84, 106, 132];
const DIRECTIONS = 24;
const OUTSIDE = 2; // a part that is not seen weighs as much as two cards hidden

/**
 * A place for a label near a point that hides as little as may be: rings of candidates, the cheapest wins,
 * the one above the point where all are free.
 * @param {{x: number, y: number}} anchor
 * @param {{width: number, height: number}} size
 * @param {readonly {box: Box, weight: number}[]} obstacles
 * @param {Box | null} [window] what can be seen; the label should lie in it
 * @returns {{x: number, y: number}} the label's centre
 */
export function placeLabel(anchor, size, obstacles, window = null) {
  let best = { x: anchor.x, y: anchor.y - RINGS[0], cost: Infinity };
  for (const ring of RINGS) {
    for (let i = 0; i < DIRECTIONS; i++) {
      const angle = -Math.PI / 2 + (i / DIRECTIONS) * 2 * Math.PI;
      // The ring is where the label's edge is, not its centre: wide labels stand farther out to the sides.
      const x = anchor.x + Math.cos(angle) * (ring + size.width / 2 - size.height / 2);
      const y = anchor.y + Math.sin(angle) * ring;
      const box = { x: x - size.width / 2, y: y - size.height / 2, width: size.width, height: size.height };
      let cost = ring * 4 + (1 + Math.sin(angle)) * 20;
      if (window) cost += (size.width * size.height - overlap(box, window)) * OUTSIDE;
      for (const obstacle of obstacles) {
        if (cost >= best.cost) break;
        cost += overlap(box, obstacle.box) * obstacle.weight;
      }
      if (cost < best.cost) best = { x, y, cost };
    }
  }
  return { x: best.x, y: best.y };
}
