"""Why a refused backward() had nothing to follow: where the chain from the leaves to the output broke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.listing.lessons.words import CAUSES
from app.listing.recording.calls import Call
from app.listing.recording.recorder import Recorder
from app.messages import LANGUAGES, Text

DETACHING = {"data", "detach", "new_tensor"}
"""calls that give the same numbers without the graph; another one would have been recorded, had it come later"""

MANY = 6
"""names that are listed"""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the backward() that torch refused."""

    facts: dict[str, Any]
    line: int | None
    """where the chain broke, if it did"""


def context(recorder: Recorder) -> Context:
    """Facts for the words of lessons; names where no backward() was refused are those of any tensor."""
    failed = recorder.failed
    if failed is None:
        return Context({"output": "loss", "count": "", "shape": "", "cause": CAUSES["unknown"]}, None)
    output = failed.request.output
    facts: dict[str, Any] = {
        "output": recorder.name_of(output) or "loss",
        "count": output.numel(),
        "shape": list(output.shape),
    }
    cut = next((call for call in reversed(failed.trace.calls) if cuts(call)), None)
    if cut is not None:
        kind = "disabled" if not cut.enabled else "detached" if cut.name in DETACHING else "late"
        if not cut.smooth:
            kind = "flat"
        behind = {
            recorder.name_of(leaf.tensor)
            for leaf in failed.trace.leaves
            if leaf.tensor.requires_grad and recorder.name_of(leaf.tensor)
        }
        told = {"line": cut.line, "call": cut.name, "leaves": names(behind)}
        return Context({**facts, "cause": filled(CAUSES[kind], told)}, cut.line)
    learned = [(line, known.leaves) for line, known in recorder.known.items()]
    among = (output, *(leaf.tensor for leaf in failed.trace.leaves))
    flat = next((line for each in among if (line := recorder.flat.line_of(each, learned)) is not None), None)
    if flat is not None:
        return Context({**facts, "cause": filled(CAUSES["gradient"], {"line": flat})}, flat)
    leaves = {recorder.name_of(leaf.tensor) for leaf in failed.trace.leaves if leaf.tensor.dtype.is_floating_point}
    leaves.discard(facts["output"])  # what was made of plain numbers was computed from none
    cause = CAUSES["no_leaf"] if any(leaves) else CAUSES["unknown"]
    return Context({**facts, "cause": filled(cause, {"leaves": names(leaves)})}, None)


def cuts(call: Call) -> bool:
    """Whether a gradient would have gone through this call, had it been recorded."""
    return call.plain and any(operand.needs_gradient for operand in call.operands)


def names(found: set[str | None]) -> str:
    """`w`, `b`; the names there are, in order."""
    known = sorted(name for name in found if name)
    return ", ".join(f"`{name}`" for name in known[:MANY]) + (", …" if len(known) > MANY else "") or "—"


def filled(words: Text, facts: dict[str, Any]) -> Text:
    return {language: words[language].format(**facts) for language in LANGUAGES}
