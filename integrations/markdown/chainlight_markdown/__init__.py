"""Python-Markdown, so MkDocs and Zensical: a fence ```` ```chainlight ```` draws the graph of its formula.

Either as an extension, `markdown_extensions: [chainlight_markdown]`, or as a custom fence of pymdownx.superfences:
`{name: chainlight, class: chainlight, format: !!python/name:chainlight_markdown.fence}`.
"""

from chainlight_markdown.extension import ChainlightExtension, makeExtension
from chainlight_markdown.fence import custom_fence, fence, validator

__all__ = ["ChainlightExtension", "custom_fence", "fence", "makeExtension", "validator"]
