"""A graph -> the page that a notebook shows in a frame: the player and all it needs, in one document."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from app.messages import text
from app.notebook.subjects import SPACE
from app.notebook.table import warnings
from app.views.html import standalone, texts_for
from app.views.texts import texts

if TYPE_CHECKING:
    from app.notebook.shown import Shown

ENTRY = "js/notebook.js"
STYLES = (
    "vendor/katex.css", "css/tokens.css", "css/base.css", "css/playground.css", "css/panels.css", "css/stage.css",
    "css/timeline.css", "css/notebook.css", "css/touch.css", "css/forced.css",
)  # fmt: skip

TITLE = text("Computational graph", "计算图")

BODY = """\
<body class="embed notebook">
<div class="still">{svg}</div>
<div class="live" id="live" hidden>
<main class="desk" id="main">
<h1 class="visually-hidden">{title}</h1>
<section class="values" id="values" hidden><h2 class="label">{inputs}</h2><div id="inputs"></div></section>
<section class="middle" aria-label="{graph}">
<p class="notice" id="notice" role="status">{notice}</p>
<div class="stage" id="stage"></div>
</section>
<p class="sentence narration" id="narration" aria-live="polite" aria-atomic="true"></p>
</main>
<footer class="time" id="timeline" aria-label="{player}"></footer>
</div>
</body>"""


def page(shown: Shown) -> str:
    """It opens at the step that was asked for, and asks the frame around it for other values."""
    language, payload = shown.language, shown.payload
    words = texts(language)
    look = {"k": shown.step, "asks": shown.subject.asks, "space": "x".join(str(round(side)) for side in SPACE)}
    data: dict[str, Any] = {"payload": payload, "texts": texts_for(ENTRY, words), "look": look}
    body = BODY.format(
        svg=shown.svg(),
        title=escape(TITLE[language]),
        inputs=escape(words["inputs.title"]),
        graph=escape(words["stage.label"]),
        player=escape(words["player.label"]),
        notice=escape(" ".join(warnings(payload, language))),
    )
    return standalone(
        title=TITLE[language],
        language=language,
        body=body,
        entry=ENTRY,
        styles=STYLES,
        data={name: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for name, value in data.items()},
        attributes={"data-theme": shown.theme or ""},
    )
