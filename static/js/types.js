/**
 * The shapes of what the API sends (`POST /api/v1/graph`), as JSDoc types. No code.
 *
 * Lengths and positions are in the units of the drawing (CSS pixels at scale 1), x to the right, y downwards.
 *
 * @typedef {number | "NaN" | "Infinity" | "-Infinity"} Figure  a float64; JSON has no word for the last three
 * @typedef {Figure | Figures[] | Summary} Figures  a scalar; nested lists for a tensor; what is told of one that is too large
 *
 * @typedef {object} Summary  a tensor's facts in the place of its numbers; of a sum that nobody added up the shape alone
 * @property {number[]} shape
 * @property {Figure} [min]
 * @property {Figure} [max]
 * @property {Figure} [mean]
 * @property {Figure} [std]  with n − 1
 * @property {Figure} [norm]
 * @property {number} [nonfinite]  how many entries are NaN or infinite
 * @property {Figure[]} [first]  the entries that come first
 * @property {number[]} [histogram]  how many finite entries lie in each of equal parts between the smallest and the largest
 *
 * @typedef {[number, number]} Point
 * @typedef {"forward" | "backward" | "tangent"} Phase  values, gradients; in forward mode what values change by
 *
 * @typedef {object} Note  what is special about a node at these values
 * @property {string} code  kink, tie, domain, overflow, stable
 * @property {string} text  a sentence in the asked language
 *
 * @typedef {object} Grid  how much of a tensor is drawn; where it has more, the last row or column is an ellipsis
 * @property {number} rows
 * @property {number} columns
 * @property {[number, number]} cell  width and height
 * @property {string} [note]  the whole shape in words where not all of it is drawn
 *
 * @typedef {object} PayloadNode
 * @property {string} id
 * @property {"input" | "constant" | "operation"} kind
 * @property {string | null} operation
 * @property {string | null} [role]  of the operation: add distributes, multiply swaps, max routes ...
 * @property {readonly string[]} [gates]  what it does with gradients: add, multiply, scale, route, fan
 * @property {string | null} [collapses]  the group that this card stands for
 * @property {string} name
 * @property {string} [identifier]  its name in programs
 * @property {boolean} [named]  whether the writer named it
 * @property {string} [text]  the formula as plain text, for screen readers
 * @property {string} label  the same
 * @property {string} latex  the formula on the card
 * @property {number[]} shape  empty for a scalar
 * @property {Figures} value
 * @property {Figures | null} gradient  null where none arrives
 * @property {Figures | null} [tangent]  in forward mode: how fast the value changes; null where nothing that changes leads here
 * @property {string | null} [gradient_of]  in a backward graph: the node whose gradient this is
 * @property {boolean} requires_grad
 * @property {[number, number] | null} span  in the source, in code points
 * @property {[number, number][]} [spans]  all its places there: what computes it, its name, every use of that
 * @property {string | null} group
 * @property {number} x  the centre of the card
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {number} [header]  the height of the formula's part; the halves lie below it
 * @property {string} [face]  the LaTeX that fits on the card, where `latex` is too wide
 * @property {Grid | null} [grid]  for tensors
 * @property {Note[]} notes
 * @property {number | null} [line]  of a listing, which made it
 * @property {{requires_grad: boolean, accumulated: Figures | null} | null} [leaf]  of a listing: what torch had for an input
 * @property {"gradients" | "values"} [asks]  what of it a student is to find, and is not shown
 *
 * @typedef {object} Local  the local derivative of the target by the source
 * @property {Figure | null} value  null for tensors
 * @property {string} latex  for tensors, the rule
 * @property {string} [text]
 *
 * @typedef {object} PayloadEdge
 * @property {string} id
 * @property {string} source
 * @property {string} target
 * @property {number} operand  which operand of the target this is
 * @property {Local | null} local
 * @property {Figures | null} contribution  what this edge adds to the source's gradient
 * @property {readonly {node: string, gradient: boolean, axes: readonly (number | null)[]}[] | null} [made]  which tensors make an entry
 *   of it, and which of its axes each of their axes runs along with; null: summed over
 * @property {Figures | null} [tangent]  in forward mode: what it adds to the target's tangent
 * @property {Point[]} points  a first point, then (control, control, end) for each cubic
 * @property {{x: number, y: number}} [label]  the centre of the local derivative
 * @property {string} [face]  the LaTeX that fits there
 *
 * @typedef {object} PayloadGroup
 * @property {string} id
 * @property {string} label
 * @property {string | null} parent
 * @property {boolean} collapsed
 * @property {number} [x]  the centre of its frame, where it is drawn as one
 * @property {number} [y]
 * @property {number} [width]
 * @property {number} [height]
 *
 * @typedef {object} Step
 * @property {number} index
 * @property {Phase} phase
 * @property {string} node  forward: the node that gets its value; else the one that receives a gradient or a tangent
 * @property {string | null} edge  backward, tangent: the edge it comes by; null for a seed
 * @property {Figures} value  forward: the value; else the node's gradient or tangent so far
 * @property {string} latex
 * @property {string} text
 * @property {string} [bar]  the line of the derivation, in bar notation
 *
 * @typedef {object} Reading
 * @property {string} code
 * @property {string} text
 * @property {[number, number]} span
 * @property {{text: string, source: string} | null} [alternative]  the other reading, and the source that is read so
 *
 * @typedef {object} CheckRow
 * @property {string} name
 * @property {Figures | null} tape
 * @property {Figures | null} torch
 * @property {Figures | null} finite_difference
 * @property {Figure} relative_error
 * @property {{code: string, text: string}[]} [notes]  why they may differ, and how much of it was tried
 *
 * @typedef {object} Payload
 * @property {string} source
 * @property {string} syntax
 * @property {"forward" | "backward"} [graph]  the formula's graph, or its backward pass as one
 * @property {"reverse" | "forward"} [mode]  gradients go back, or tangents go forward
 * @property {Figures} [tangent]  in forward mode: of the output
 * @property {string} engine
 * @property {string} normalized
 * @property {string} latex
 * @property {Reading[]} readings
 * @property {string} output
 * @property {Figures} value
 * @property {Record<string, Figures>} gradients
 * @property {string[]} assumed
 * @property {PayloadNode[]} nodes
 * @property {PayloadEdge[]} edges
 * @property {PayloadGroup[]} groups
 * @property {Step[]} steps
 * @property {{agrees: boolean, rows: CheckRow[]} | null} check
 * @property {[number, number]} size  width and height of the drawing
 * @property {"gradients" | "values"} [hides]  what a student is to find of it
 * @property {"right" | "down"} [direction]  where values flow in it
 * @property {import("./listing/room.js").Shown} [listing]  the run that this is an episode of
 * @property {{source: string, values: Record<string, Figures>, upstream?: Figures} | null} [formula]  of an episode: what says the same
 * @property {Record<string, string> | null} [spelling]  of an episode: its names that are others in that formula
 * @property {Optimizer[]} [optimizers]  of an episode: what they kept just then
 *
 * @typedef {object} Optimizer
 * @property {string} type
 * @property {number[]} rates
 * @property {{name: string, state: Record<string, Figures | null>}[]} parameters
 *
 * @typedef {object} Moment  where the run stands
 * @property {number} k  how many steps are finished, 0 to the number of steps
 * @property {number} t  how far step number k is, 0 to 1
 * @property {boolean} playing
 *
 * @typedef {object} Shown  what the page shows now
 * @property {Payload | null} payload  the last true graph
 * @property {import("./api.js").Spec | null} question  what it answers
 * @property {import("./api.js").Problem | null} problem
 * @property {Moment} moment
 *
 * @typedef {{kind: "node" | "edge" | "group", id: string}} Target  what the reader points at
 */

export {};
