/** A plot of the page as a picture that stands alone: its styles written into it, on the ground of its card. */

/** What of the page's styles a plot is drawn with. */
const STYLES = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "visibility"]; // prettier-ignore
const SVG = "http://www.w3.org/2000/svg";
/** Pixels of a PNG for each of the screen's. */
const FINE = 2;
const ROOM = 12;

/**
 * @param {SVGSVGElement} plot  as it stands on the page
 * @param {string} title
 * @returns {{text: string, width: number, height: number}}
 */
export function pictureOf(plot, title) {
  const copy = /** @type {SVGSVGElement} */ (plot.cloneNode(true));
  const [from, to] = [[plot, ...plot.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
  for (const [i, node] of from.entries()) {
    const style = getComputedStyle(node);
    to[i].removeAttribute("class");
    to[i].setAttribute("style", STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  }
  const { width, height } = plot.getBoundingClientRect();
  const card = getComputedStyle(plot.closest(".plot-card") ?? plot);
  const head = 26;
  const whole = { width: Math.ceil(width) + 2 * ROOM, height: Math.ceil(height) + 2 * ROOM + head };
  const out = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ xmlns: SVG, width: whole.width, height: whole.height, viewBox: `0 0 ${whole.width} ${whole.height}` })) out.setAttribute(name, String(value));
  const named = document.createElementNS(SVG, "title");
  named.textContent = plot.getAttribute("aria-label") ?? title;
  const ground = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: card.backgroundColor })) ground.setAttribute(name, value);
  const heading = document.createElementNS(SVG, "text");
  for (const [name, value] of Object.entries({ x: ROOM, y: ROOM + 12, fill: card.color, "font-family": card.fontFamily, "font-size": "14", "font-weight": "600" })) heading.setAttribute(name, String(value));
  heading.textContent = title;
  for (const [name, value] of Object.entries({ x: ROOM, y: ROOM + head, width, height })) copy.setAttribute(name, String(value));
  out.append(named, ground, heading, copy);
  return { text: new XMLSerializer().serializeToString(out), ...whole };
}

/** @param {{text: string, width: number, height: number}} picture @returns {Promise<Blob>} */
export async function pngOf({ text, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * FINE, height: height * FINE });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no PNG"))), "image/png"));
}

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
