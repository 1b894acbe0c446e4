// Boxes and wires with their sizes -> positions, by dagre (https://github.com/dagrejs/dagre). Runs in V8 inside the server.
//
// Dagre's own order of the cards in a rank is blind to how a formula reads. Here several orders compete, each is improved by
// swapping neighbours, and the one with the least cost wins: crossings, inputs that stand against the order of the source,
// operands that stand against the order of the formula, cards that stand against the order that they had before.
//
// Only the order and the places across the flow are kept of it: how far ranks are apart is measured afterwards, from the texts
// that really stand between them.

globalThis.structuredClone ??= (value) => JSON.parse(JSON.stringify(value));

const CROSSING = 2;
const INPUT = 1;
const OPERAND = 1;
const MOVED = 2;

/** Ranks need only be told apart. */
const RANKS = 100;

/** Times that all neighbours are tried: enough in practice, since each swap lowers the cost. */
const ROUNDS = 8;

/** A picture of more boxes than this is laid out once, as dagre would: each trial takes half a second. */
const LARGE = 80;
/** A picture this many times as wide (across the flow) as its fullest rank needs is tried aligned to one side as well ... */
const WASTEFUL = 1.3;
/** ... which is taken where it is no wider than this part of it. */
const MUCH_LESS = 0.8;

/** How often wires cross between two neighbouring ranks. */
function crossings(graph, upper, lower) {
  const place = new Map(lower.map((v, i) => [v, i]));
  const ends = [];
  for (const v of upper) {
    const targets = graph.successors(v).filter((w) => place.has(w)).map((w) => place.get(w));
    ends.push(...targets.sort((a, b) => a - b));
  }
  // Fenwick tree: for each wire, the wires before it that end behind it.
  const tree = new Array(lower.length + 1).fill(0);
  let seen = 0;
  let count = 0;
  for (const end of ends) {
    let before = 0;
    for (let i = end + 1; i > 0; i -= i & -i) before += tree[i];
    count += seen - before;
    seen += 1;
    for (let i = end + 1; i <= lower.length; i += i & -i) tree[i] += 1;
  }
  return count;
}

/** The ranks of a graph, each sorted by the order its nodes have now. */
function ranksOf(graph) {
  const ranks = [];
  for (const v of graph.nodes()) {
    const { rank } = graph.node(v);
    if (rank !== undefined) (ranks[rank] ??= []).push(v);
  }
  return Array.from(ranks, (rank) => (rank ?? []).sort((a, b) => graph.node(a).order - graph.node(b).order));
}

/** Pairs of a list that are in the wrong order. */
function inversions(list) {
  let count = 0;
  for (let i = 1; i < list.length; i++) for (let j = 0; j < i; j++) if (list[j] > list[i]) count += 1;
  return count;
}

/** Pairs of cards that stand in another order than before. */
function moved(ranks, { kept }) {
  return ranks.reduce((sum, rank) => sum + inversions(rank.filter((v) => kept.has(v)).map((v) => kept.get(v))), 0);
}

/**
 * What speaks against the order that the nodes of `ranks` have.
 * @param {{place: Map<string, number>, inputs: Set<string>, operands: Map<string, string[]>, kept: Map<string, number>}} reading
 */
function cost(graph, ranks, reading) {
  let sum = 0;
  for (let r = 1; r < ranks.length; r++) sum += CROSSING * crossings(graph, ranks[r - 1], ranks[r]);
  for (const rank of ranks) {
    sum += INPUT * inversions(rank.filter((v) => reading.inputs.has(v)).map((v) => reading.place.get(v)));
  }
  sum += MOVED * moved(ranks, reading);
  for (const nodes of reading.operands.values()) sum += OPERAND * inversions(nodes.map((v) => graph.node(v).order));
  return sum;
}

/** Swaps neighbours as long as that lowers the cost. */
function improve(graph, ranks, reading) {
  const order = new Map(ranks.flatMap((rank) => rank.map((v, i) => [v, i])));
  const beside = new Map(
    [...order.keys()].map((v) => [v, [graph.predecessors(v), graph.successors(v)]]),
  );
  const operandBefore = new Map();
  for (const nodes of reading.operands.values()) {
    for (let j = 1; j < nodes.length; j++) {
      for (let i = 0; i < j; i++) {
        const pair = `${nodes[i]} ${nodes[j]}`;
        operandBefore.set(pair, (operandBefore.get(pair) ?? 0) + 1);
      }
    }
  }
  /** How often wires of `left` and `right`, side by side in this order, cross at their other ends. */
  function crossed(left, right) {
    let count = 0;
    for (const side of [0, 1]) {
      for (const a of beside.get(left)[side]) {
        for (const b of beside.get(right)[side]) if (order.get(a) > order.get(b)) count += 1;
      }
    }
    return count;
  }
  function against(left, right) {
    const { inputs, place, kept } = reading;
    const input = inputs.has(left) && inputs.has(right) && place.get(left) > place.get(right) ? INPUT : 0;
    const moved = kept.has(left) && kept.has(right) && kept.get(left) > kept.get(right) ? MOVED : 0;
    return CROSSING * crossed(left, right) + input + moved + OPERAND * (operandBefore.get(`${right} ${left}`) ?? 0);
  }
  for (let round = 0, better = true; better && round < ROUNDS; round++) {
    better = false;
    for (const rank of ranks) {
      for (let i = 1; i < rank.length; i++) {
        const [left, right] = [rank[i - 1], rank[i]];
        if (against(right, left) >= against(left, right)) continue;
        [rank[i - 1], rank[i]] = [right, left];
        order.set(right, i - 1).set(left, i);
        better = true;
      }
    }
  }
  for (const [v, i] of order) graph.node(v).order = i;
}

/** Neighbours within each rank, in the order of `place`: what must not be swapped. */
function chains(graph, place, only) {
  return ranksOf(graph).flatMap((rank) => {
    const kept = rank.filter((v) => place.has(v) && only(v)).sort((a, b) => place.get(a) - place.get(b));
    return kept.slice(1).map((right, i) => ({ left: kept[i], right }));
  });
}

/**
 * @param {{boxes: {id: string, width: number, height: number, kind: string, parent: string | null}[],
 *          frames: {id: string, parent: string | null}[], previous: string[], direction: string,
 *          wires: {id: string, source: string, target: string, weight: number}[],
 *          nodesep: number, edgesep: number}} drawn
 */
function place(drawn) {
  const { centred, aligned } = placed(drawn);
  if (drawn.boxes.length > LARGE || across(centred, drawn) < WASTEFUL * needed(centred, drawn)) return centred;
  // Dagre centres each card between its neighbours; a long chain then slides down like a staircase. Aligned to one side it is
  // a straight line, and what joins it lies beside it.
  const [slimmest] = ["ul", "ur"].map(aligned).sort((a, b) => across(a, drawn) - across(b, drawn));
  return across(slimmest, drawn) < MUCH_LESS * across(centred, drawn) ? slimmest : centred;
}

/** How far a picture reaches across the direction in which values flow. */
function across({ width, height }, { direction }) {
  return direction === "LR" ? height : width;
}

/** How far its fullest rank would reach if nothing else mattered. */
function needed({ nodes }, { direction, nodesep }) {
  const ranks = new Map();
  for (const [x, y, width, height] of Object.values(nodes)) {
    const [rank, size] = direction === "LR" ? [x, height] : [y, width];
    ranks.set(rank, (ranks.get(rank) ?? -nodesep) + size + nodesep);
  }
  return Math.max(1, ...ranks.values());
}

/** What dagre makes of it: `centred`, and `aligned(corner)`, the same with its nodes towards a corner (`ul` `ur` `dl` `dr`). */
function placed(drawn) {
  const graph = new dagre.graphlib.Graph({ multigraph: true, compound: true });
  const { nodesep, edgesep, direction } = drawn;
  graph.setGraph({ rankdir: direction, nodesep, edgesep, ranksep: RANKS, marginx: 0, marginy: 0 });
  for (const { id } of drawn.frames) graph.setNode(id, {});
  for (const { id, width, height } of drawn.boxes) graph.setNode(id, { width, height });
  for (const { id, parent } of [...drawn.frames, ...drawn.boxes]) if (parent) graph.setParent(id, parent);
  for (const { id, source, target, weight } of drawn.wires) graph.setEdge(source, target, { width: 0, height: 0, weight, labelpos: "c", minlen: 1 }, id);

  const reading = {
    place: new Map(drawn.boxes.map(({ id }, i) => [id, i])),
    inputs: new Set(drawn.boxes.filter(({ kind }) => kind === "input").map(({ id }) => id)),
    operands: Map.groupBy(drawn.wires, ({ target }) => target),
    kept: new Map(drawn.previous.map((id, i) => [id, i])),
  };

  /** The graph that dagre lays out, and the nodes between the ends of each edge. */
  let inside;
  const between = new Map();

  function customOrder(layered, order) {
    inside = layered;
    // An operand's last node before its target: itself, or the last joint of its wire.
    const last = new Map();
    for (const edge of layered.edges()) {
      const { edgeObj } = layered.node(edge.v);
      if (reading.place.has(edge.w)) last.set(`${edgeObj?.name ?? edge.name}`, edge.v);
    }
    const operands = new Map(
      [...reading.operands].map(([target, wires]) => [target, wires.map(({ id }) => last.get(id)).filter(Boolean)]),
    );
    const quick = { disableOptimalOrderHeuristic: true };
    const free = [{ constraints: chains(layered, reading.place, (v) => reading.inputs.has(v)) }, {}, quick];
    const bound = { constraints: chains(layered, reading.kept, () => true) };
    let best = null;
    /** Of equals the first of `trials` is taken. The quick one is tried first: none is better than one that nothing speaks against. */
    function attempt(trials, judge) {
      const found = new Map();
      for (const trial of [...trials].sort((a, b) => (b === quick) - (a === quick))) {
        order(layered, trial);
        const ranks = ranksOf(layered);
        if (!drawn.frames.length) improve(layered, ranks, judge);
        const score = cost(layered, ranks, { ...reading, operands });
        found.set(trial, { score, moved: moved(ranks, reading), orders: layered.nodes().map((v) => layered.node(v).order) });
        if (score === 0) break;
      }
      for (const trial of trials) {
        const one = found.get(trial);
        if (one && (!best || one.score < best.score)) best = one;
      }
    }
    attempt(drawn.boxes.length > LARGE ? [{}] : free, { ...reading, operands, kept: new Map() });
    // A drawing that would lie as it did before is laid out as a new one is, so that it stays exactly where it is.
    if (best.moved) attempt(drawn.boxes.length > LARGE ? [bound] : [bound, ...free], { ...reading, operands });
    layered.nodes().forEach((v, i) => (layered.node(v).order = best.orders[i]));
    for (const first of layered.graph().dummyChains) {
      const { edgeObj } = layered.node(first);
      const chain = [];
      for (let v = first; layered.node(v).dummy; [v] = layered.successors(v)) chain.push([v, layered.node(v).dummy]);
      between.set(edgeObj.name, chain);
    }
  }

  dagre.layout(graph, { customOrder });

  const { width, height } = graph.graph();
  const nodes = {};
  for (const v of graph.nodes()) {
    const node = graph.node(v);
    nodes[v] = [node.x, node.y, node.width, node.height];
  }
  const edges = {};
  for (const e of graph.edges()) edges[e.name] = graph.edge(e).points.slice(1, -1).map(({ x, y }) => [x, y]);
  const centred = { width, height, nodes, edges };

  // Dagre takes the middle of four alignments, which `scripts/vendor` lets it keep: each is there already.
  function aligned(corner) {
    const at = inside.graph().alignments[corner];
    const [axis, side] = drawn.direction === "LR" ? [1, "height"] : [0, "width"];
    const sides = Object.entries(nodes).flatMap(([v, node]) => {
      const { borderLeft, borderRight } = inside.node(v);
      return borderLeft ? [at[borderLeft.at(-1)], at[borderRight.at(-1)]] : [at[v] - node[2 + axis] / 2, at[v] + node[2 + axis] / 2];
    });
    const labels = [...between.values()].flatMap((chain) => chain.filter(([, dummy]) => dummy === "edge-label"));
    const ends = [...sides, ...labels.map(([v]) => at[v])];
    const least = Math.min(...ends);
    const moved = (point, v) => point.with(axis, at[v] - least);
    return {
      ...centred,
      [side]: Math.max(0, ...ends) - least,
      nodes: Object.fromEntries(Object.entries(nodes).map(([v, node]) => [v, v in at ? moved(node, v) : node])),
      edges: Object.fromEntries(Object.entries(edges).map(([name, points]) => [name, points.map((p, i) => moved(p, between.get(name)[i][0]))])),
    };
  }
  return { centred, aligned };
}
