"""A payload -> a file of its own that plays it: graph, telling and time, with everything inside."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from typing import Any

from app.views.html import standalone, texts_for
from app.views.look import Look
from app.views.moment import steps_done
from app.views.svg import svg, title_of
from app.views.texts import texts

ENTRY = "js/alone.js"
STYLES = (
    "vendor/katex.css", "css/tokens.css", "css/base.css", "css/playground.css", "css/panels.css", "css/stage.css",
    "css/timeline.css", "css/transcript.css", "css/alone.css", "css/touch.css", "css/forced.css", "css/print.css",
)  # fmt: skip

BODY = """\
<body class="embed alone">
<div class="still">{svg}</div>
<div class="live" id="live" hidden>
<main class="desk" id="main">
<h1 class="statement" id="statement">{source}</h1>
<section class="middle" aria-label="{graph}"><div class="stage" id="stage"></div></section>
<aside class="telling" aria-label="{telling}">
<div class="step">
<p class="narration" id="narration" aria-live="polite" aria-atomic="true"></p>
<div class="formula-card" id="step-formula" hidden></div>
</div>
<div class="panel" id="transcript" aria-label="{transcript}"></div>
</aside>
</main>
<footer class="time" id="timeline" aria-label="{player}"></footer>
</div>
</body>"""


def alone(payload: dict[str, Any], look: Look) -> str:
    """The picture of a payload (the answer of `POST /api/v1/graph`) as an HTML document that asks nobody anything.

    It opens at the step of the look. Where no script runs, and on paper, the graph is the picture, on a light ground.
    """
    words = texts(look.language)
    data = {
        "payload": payload,
        "texts": texts_for(ENTRY, texts(look.language, "panels")),
        "look": {"k": steps_done(payload, look), "gates": look.gates, "colours": look.colours},
    }
    body = BODY.format(
        svg=svg(payload, replace(look, theme=None if look.theme == "dark" else look.theme)),
        source=escape(payload["source"]),
        graph=escape(words["stage.label"]),
        telling=escape(words["telling.label"]),
        transcript=escape(words["transcript.title"]),
        player=escape(words["player.label"]),
    )
    return standalone(
        title=title_of(payload, look.language),
        language=look.language,
        body=body,
        entry=ENTRY,
        styles=STYLES,
        data={name: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for name, value in data.items()},
        attributes={"data-theme": look.theme or "", "data-hide": "" if "locals" in look.parts else "locals"},
    )
