/** Which groups of a graph are folded into one card: `collapsed` of the page's choices. */

/** @param {Pick<import("./state.js").State, "collapsed">} choices */
export function createFolding(choices) {
  /** Whether the graph is so large that its groups fold where nothing is chosen. */
  let foldsItself = choices.collapsed === "-";

  return {
    /**
     * A frame folds, a card that stands for a group unfolds.
     * @param {import("./types.js").Payload} payload
     * @param {import("./types.js").Target} target
     * @returns {boolean} whether the target is one of the two
     */
    turn({ nodes, groups }, { kind, id }) {
      const folded = kind === "node" ? nodes.find((node) => node.id === id)?.collapses : null;
      if (kind !== "group" && !folded) return false;
      const now = new Set(groups.filter(({ collapsed }) => collapsed).map((group) => group.id));
      if (folded) now.delete(folded);
      else now.add(id);
      // Not chosen is not the same as none: a large graph, which folds by itself, would fold again.
      foldsItself ||= choices.collapsed === null && groups.some(({ collapsed }) => collapsed);
      choices.collapsed = now.size > 0 ? [...now].join(",") : foldsItself ? "-" : null;
      return true;
    },
  };
}
