/** Names as LaTeX. */

/** The name on a card, without what defines it. @param {{latex: string}} node */
export function symbolOf(node) {
  return node.latex.split("=")[0].trim();
}
