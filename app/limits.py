"""Every limit of the project, in one place. Each has an error code (`limit.*`) and a test.

The library takes `LIMITS` as its default; the server replaces single numbers by its settings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    body_bytes: int = 256 * 1024
    url_bytes: int = 16 * 1024
    formula_bytes: int = 16 * 1024
    listing_bytes: int = 64 * 1024
    tree_nodes: int = 10_000
    tree_depth: int = 64
    graph_nodes: int = 2_000
    drawn_nodes: int = 300
    open_nodes: int = 60
    paths: int = 200
    answer_numbers: int = 500_000
    written_numbers: int = 20_000
    """numbers that a program of ours writes out"""
    derivative_passes: int = 256
    """passes over the graph that one Hessian or Jacobian may take"""
    name_length: int = 64
    literal_digits: int = 40
    tensor_elements: int = 100_000
    live_elements: int = 1_000_000
    work_elements: int = 2_000_000
    """numbers that one operation may go through on its way: every entry of every window of a convolution"""
    tensor_rank: int = 8
    picture_width: int = 4096
    """pixels that an address may ask a picture to be wide"""
    evaluation_seconds: float = 2.0
    updates: int = 100_000
    """updates of one training run"""
    surface_points: int = 62_500
    """points of one loss surface"""
    training_seconds: float = 60.0
    """work of one training run"""
    batch_items: int = 100
    batch_seconds: float = 10.0
    """of one batch: items that are not begun by then are not begun at all"""
    batch_bytes: int = 16 << 20
    """answers of one batch, as JSON"""
    listing_seconds: float = 10.0
    listing_steps: int = 1_000_000
    """statements, iterations and calls that one listing may run"""
    listing_nodes: int = 50_000
    listing_depth: int = 100
    listing_near: int = 16
    """backward passes on either side of the chosen one that may be asked for with it"""
    listing_near_numbers: int = 100_000
    """and how many numbers all of them may hold"""
    recorded_elements: int = 4_000_000
    """numbers of one tensor in the graph of a listing"""
    recorded_live: int = 12_000_000
    """numbers of all of them"""
    recorded_work: int = 1_000_000_000
    """numbers that one operation of such a graph may go through"""
    told_numbers: int = 100_000
    """numbers that the graph of a listing is told with one by one; where it has more, large tensors are summarised"""
    listing_memory: int = 1 << 30
    """bytes beyond what PyTorch itself takes"""
    listing_console: int = 500_000
    """characters that one listing may print"""


LIMITS = Limits()

RECORDED = replace(
    LIMITS,
    tensor_elements=LIMITS.recorded_elements,
    live_elements=LIMITS.recorded_live,
    work_elements=LIMITS.recorded_work,
)
"""of the graph of a listing: its process has its own memory and time, and what leaves it is summarised"""
