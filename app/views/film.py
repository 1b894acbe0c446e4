"""A file that plays a run of training, with everything inside but the run: the page that made the run puts it in."""

from __future__ import annotations

import json
from html import escape

from app.messages import Language
from app.views.html import standalone, texts_for
from app.views.texts import texts

ENTRY = "js/train/film.js"
STYLES = (
    "css/tokens.css", "css/base.css", "css/panels.css", "css/timeline.css", "css/train.css", "css/film.css",
    "css/touch.css", "css/forced.css", "css/print.css",
)  # fmt: skip

BODY = """\
<body class="training film">
<noscript><p>{without}</p></noscript>
<div class="live" id="live" hidden>
<main class="results" id="main" aria-label="{results}">
<section class="notes" id="notes" aria-labelledby="notes-title" hidden>
<h2 class="label" id="notes-title">{notes}</h2>
<ul></ul>
</section>
<div class="plots"><div id="fit"></div><div id="loss"></div><div id="parameters"></div><div id="gradients"></div></div>
</main>
<footer class="moment" id="time" aria-label="{moment}"></footer>
</div>
</body>"""


def film(language: Language) -> str:
    """The HTML; `film` among its packed data is what static/js/train/filming.js puts there."""
    words = texts(language, "train")
    body = BODY.format(
        without=escape(words["train.without"]),
        results=escape(words["train.results"]),
        notes=escape(words["train.notes"]),
        moment=escape(words["train.moment"]),
    )
    return standalone(
        title=words["train.title"],
        language=language,
        body=body,
        entry=ENTRY,
        styles=STYLES,
        data={"texts": json.dumps(texts_for(ENTRY, words), ensure_ascii=False)},
    )
