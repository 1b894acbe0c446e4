"""A page as one file: scripts, styles, faces and data inside, so that it plays from a disk with the network off.

What is alike in all such files (the modules as an import map of `data:` addresses, and the styles) is packed once; what
each shows lies beside it as JSON. Both are deflated, and unpacked by BOOT, the only script that stands in the open, as
do the faces, which deflate no further. The file's own policy lets nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from functools import lru_cache
from html import escape

from app.messages import Language
from app.resources import resource
from app.views.scripts import needed, read, renamed

PREFIX = "chainlight/"
"""bare names of our modules begin so"""

BOOT = """\
(async () => {
  const unpacked = async (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };
  const add = (name, textContent, rest = {}) =>
    document.head.append(Object.assign(document.createElement(name), rest, { textContent }));
  const [page, data] = await Promise.all([unpacked("packed-page"), unpacked("packed-data")]);
  for (const [id, text] of Object.entries(data)) add("script", text, { type: "application/json", id });
  add("style", page.styles);
  add("script", page.map, { type: "importmap" });
  await import(page.entry);
})();"""

STILL = (
    "body{margin:0}.still>svg{display:block;max-width:100%;height:auto;margin:auto;font-family:Inter,sans-serif}"
    '.still g[font-family]{font-family:KaTeX_Main,serif}.still [font-style="italic"]{font-family:KaTeX_Math,serif}'
)
"""the style of what is seen before anything is unpacked, in the faces that the file has"""

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
ADDRESS = re.compile(r'url\("?(?:\.\./)*(?:vendor/)?fonts/([\w-]+)\.woff2"?\)')
STYLE_COMMENT = re.compile(r"/\*[\s\S]*?\*/")
STYLE_SPACE = re.compile(r"\s*\n\s*")

USUAL = frozenset({
    "inter-core", "KaTeX_Main-Core", "KaTeX_Math-Core", "KaTeX_Size1-Regular", "KaTeX_Size2-Regular",
    "KaTeX_Size3-Regular", "KaTeX_Size4-Regular",
})  # fmt: skip
"""faces that every file has"""
RARE = (
    (r"[\u0370-\u03ff]", {"inter-greek", "KaTeX_Math-Italic"}),
    (r"[¡-±´-¶¸-¼¾-ÖØ-öø-ÿıŒœ]", {"inter-latin"}),
    (r"\\(?:var)?(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|"
     r"phi|chi|psi|omega)(?![A-Za-z])", {"KaTeX_Math-Italic"}),
    (r"\\(?:mathbf|textbf)\b", {"KaTeX_Main-Bold"}),
    (r"\\(?:boldsymbol|bm)\b", {"KaTeX_Main-Bold", "KaTeX_Math-BoldItalic"}),
    (r"\\(?:mathcal|cal)\b", {"KaTeX_Caligraphic-Regular"}),
    (r"\\(?:mathbb|square|nexists|varnothing|hbar)\b", {"KaTeX_AMS-Regular"}),
    (r"\\(?:otimes|oplus|circ|star|wedge|vee|cap|cup|in|ell|propto|equiv|ll|gg|mapsto|forall|exists)\b",
     {"KaTeX_Main-Regular"}),
)  # fmt: skip
"""faces that a file has where what it shows asks for them"""
TEXT_KEY = re.compile(r'["`]([a-z]+)\.')


def standalone(
    *,
    title: str,
    language: Language,
    body: str,
    entry: str,
    styles: tuple[str, ...],
    data: dict[str, str],
    attributes: dict[str, str] | None = None,
) -> str:
    """An HTML document that needs nothing else.

    `body` is its HTML: what is seen until `entry` (a module under static, such as `js/alone.js`) runs, and where no
    script does. `styles` are sheets under static, in their order; one for paper names it in itself. `data` are JSON
    texts by the ids under which modules look for them (`embedded("payload")`). `attributes` are the root element's.
    """
    page, map_hash = packed_page(entry, styles)
    faces = font_faces(styles, faces_for(body + "".join(data.values())))
    scripts = " ".join(f"'sha256-{digest}'" for digest in (hash_of(BOOT), map_hash))
    policy = (
        f"default-src 'none'; script-src {scripts} data:; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    root = "".join(f' {name}="{escape(value)}"' for name, value in (attributes or {}).items() if value)
    return (
        f'<!doctype html>\n<html lang="{language}"{root}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="icon" href="{icon()}">\n'
        f"<style>{STILL}{faces}</style>\n</head>\n"
        f"{body}\n"
        f'<script type="text/plain" id="packed-page">{page}</script>\n'
        f'<script type="text/plain" id="packed-data">{packed(json.dumps(data, ensure_ascii=False))}</script>\n'
        f"<script>{BOOT}</script>\n</html>\n"
    )


@lru_cache(maxsize=1)
def icon() -> str:
    """That of the page, as an address; without one a browser asks the host for it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(read('favicon.svg').encode()).decode()}"


def texts_for(entry: str, table: dict[str, str]) -> dict[str, str]:
    """Of the page's words those that the modules of `entry` may say: whose first part stands in one of them."""
    said = {
        word for name in needed(entry, later=True) if name.startswith("js/") for word in TEXT_KEY.findall(read(name))
    }
    return {key: text for key, text in table.items() if key.partition(".")[0] in said}


@lru_cache(maxsize=8)
def packed_page(entry: str, styles: tuple[str, ...]) -> tuple[str, str]:
    """Modules and styles in one, and the hash of the import map, which the policy names."""
    modules = {PREFIX + name: data_address(renamed(name, PREFIX)) for name in needed(entry, later=True)}
    import_map = json.dumps({"imports": modules}, ensure_ascii=False)
    page = {"entry": PREFIX + entry, "map": import_map, "styles": "".join(map(style, styles))}
    return packed(json.dumps(page, ensure_ascii=False), 9), hash_of(import_map)


def packed(text: str, level: int = 6) -> str:
    return base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), level)).decode()


def hash_of(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def data_address(script: str) -> str:
    """A module as an address: only what an address would lose is escaped, so that it packs well."""
    for character, written in (("%", "%25"), ("#", "%23"), ("\n", "%0A"), ("\r", "%0D"), ("\t", "%09")):
        script = script.replace(character, written)
    return f"data:text/javascript;charset=utf-8,{script}"


def style(name: str) -> str:
    """A sheet without its faces."""
    return STYLE_SPACE.sub("\n", FONT_FACE.sub("", STYLE_COMMENT.sub("", read(name))))


@lru_cache(maxsize=16)
def font_faces(styles: tuple[str, ...], wanted: frozenset[str]) -> str:
    """The rules of the faces that are wanted, in the order of the sheets, with the faces inside."""
    rules = [rule for name in styles for rule in FONT_FACE.findall(read(name))]
    return "".join(STYLE_SPACE.sub("", with_face(rule, wanted)) for rule in rules)


def with_face(rule: str, wanted: frozenset[str]) -> str:
    named = ADDRESS.search(rule)
    if named is None or named[1] not in wanted:
        return ""
    face = (resource("static") / "vendor" / "fonts" / f"{named[1]}.woff2").read_bytes()
    address = f"data:font/woff2;base64,{base64.b64encode(face).decode()}"
    return rule[: named.start()] + f"url({address})" + rule[named.end() :]


def faces_for(shown: str) -> frozenset[str]:
    """The faces that a file needs to show this."""
    return USUAL.union(*(names for pattern, names in RARE if re.search(pattern, shown.replace("\\\\", "\\"))))
