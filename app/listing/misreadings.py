"""What Python's parser says of a text that it cannot read -> what to write, in plain words: one row a complaint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.listing.refusals import NOTHING
from app.messages import LANGUAGES, Text, text

# fmt: off
FULL_WIDTH = {
    "，": ",", "、": ",", "；": ";", "：": ":", "。": ".", "（": "(", "）": ")", "【": "[", "】": "]", "《": "<", "》": ">",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "￥": "$",
    "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "…": "...",
    "²": "**2", "³": "**3",
}
"""signs of other keyboards and of typeset text -> Python's; those from U+FF01 on are found by their numbers"""

_SIGN = text("This is `{sign}`, the sign of Chinese or typeset text; code has `{ascii}`. Switch the keyboard to English for the signs.",
             "这是中文（全角）或排版用的符号 `{sign}`，代码里要写英文半角的 `{ascii}`。请切换到英文输入法输入符号。")
_SPACE = text("This is no ordinary space but {name}, mostly copied from a web page. Delete it and type a space.",
              "这不是普通空格，而是 {name}，多半是从网页上复制来的。请删掉它，重新输入空格。")
_OTHER = text("This sign is not part of Python. Delete it, or put it into a text or a comment.",
              "Python 没有这个符号。请删掉它，或把它放进字符串或注释里。")

MISREADINGS: tuple[tuple[str, Text], ...] = (
    (r"\n\s*(?:>>>|In ?\[)",
     text("`>>>` and `In [1]:` are prompts, and the lines without them are what was printed. Paste the lines behind the prompts alone.",
          "`>>>` 和 `In [1]:` 是提示符，没有提示符的行是输出结果。请只粘贴提示符后面的代码。")),
    (r"\n\s*```",
     text("Three backticks mark code in a text and are not part of it: leave out these lines.",
          "三个反引号只是文章里标记代码的符号，不属于代码：请删掉这几行。")),
    (r"invalid syntax\n.*\?\s*$",
     text("A question mark asks a notebook for help and is not part of Python: leave it out.",
          "问号是在笔记本里查帮助用的，不是 Python 的写法：请删掉。")),
    (r"\n.*\belse\s+if\b",
     text("Python writes `elif`.", "Python 里写作 `elif`。")),
    (r"\n.*(?:&&|\|\|)",
     text("Python writes `and` and `or`.", "Python 里写作 `and` 和 `or`。")),
    (r"\n.*(?:\+\+|--)\s*$",
     text("Python writes `i += 1`.", "Python 里写作 `i += 1`。")),
    (r"expected an indented block after (?P<what>.+) on line (?P<line>\d+)",
     text("What belongs to line {line} must stand further in than it: put four spaces before this line.",
          "属于第 {line} 行的语句要比它缩进：请在这一行前面加四个空格。")),
    (r"unexpected indent",
     text("This line stands further in than the one above it, which does not end with a colon. Take the spaces before it away.",
          "这一行比上一行缩进得多，但上一行并不以冒号结尾。请去掉行首多余的空格。")),
    (r"unindent does not match",
     text("The spaces before this line are as many as before no block above it. Give it as many as the line it continues.",
          "这一行行首的空格数与上面任何一层都对不上。请让它与同一层的语句对齐。")),
    (r"inconsistent use of tabs|[Tt]abs? and spaces",
     text("Tabs and spaces are mixed before the lines. Use four spaces a level everywhere.",
          "缩进里混用了制表符和空格。请统一用四个空格表示一层。")),
    (r"expected ':'",
     text("Lines that begin with `if`, `else`, `for`, `while`, `def`, `class` or `with` end with a colon.",
          "以 `if`、`else`、`for`、`while`、`def`、`class`、`with` 开头的行，结尾要写冒号。")),
    (r"'(?P<bracket>[(\[{])' was never closed",
     text("The `{bracket}` that is marked has no partner. Close it where its list, call or index ends.",
          "标出的 `{bracket}` 没有配对。请在列表、调用或下标结束的地方补上右括号。")),
    (r"f-string: expecting '}'",
     text("A `{{` in this f-string has no `}}`. To show a brace itself, write it twice.",
          "这个 f-string 里有 `{{` 没有对应的 `}}`。要显示花括号本身，请写两个。")),
    (r"f-string",
     text("Something in the braces of an f-string cannot be read. Inside them use the other kind of quotes than around the text.",
          "f-string 花括号里的内容无法读取。花括号里面的引号要与外面的不同。")),
    (r"unmatched|does not match opening",
     text("Round, square and curly brackets must close in the order in which they opened. Count them from the left.",
          "圆括号、方括号、花括号要成对，并按打开的相反顺序关闭。请从左往右数一遍。")),
    (r"unterminated (?:triple-quoted )?(?:f-)?string|EOL while",
     text("The text that begins here has no closing quote. It must be the same sign as the opening one.",
          "从这里开始的字符串没有结束的引号。结束的引号要与开头的相同。")),
    (r"instead of '='|cannot assign to (?:comparison|expression|literal|operator).*here",
     text("One `=` assigns, two compare: write `==` to ask whether things are equal. On the left of one `=` stands a name.",
          "一个 `=` 是赋值，两个 `==` 才是比较。单个 `=` 的左边只能是变量名。")),
    (r"cannot assign to|illegal expression for augmented",
     text("On the left of `=` stands a name, `x[0]` or `self.w`, and nothing that is computed.",
          "`=` 的左边只能是变量名、`x[0]` 或 `self.w` 这样的写法，不能是计算式。")),
    (r"[Pp]erhaps you forgot a comma",
     text("Two things stand side by side with nothing between them: a comma or an operator is missing, or a bracket before it is not closed.",
          "两个部分之间什么也没有：漏了逗号或运算符，或者前面的括号没有关上。")),
    (r"Missing parentheses in call to '(?P<name>\w+)'",
     text("`{name}` is a function: what it shows stands in round brackets. Without them it is Python 2.",
          "`{name}` 是函数，要输出的内容须写在圆括号里。不带括号是 Python 2 的写法。")),
    (r"invalid decimal literal|invalid imaginary literal",
     text("A name cannot begin with a digit, and a number does not multiply by standing beside it: write `2 * x`.",
          "名字不能以数字开头；数字与变量相乘也要写乘号：`2 * x`。")),
    (r"leading zeros",
     text("A whole number does not begin with 0.", "整数不能以 0 开头。")),
    (r"positional argument follows keyword",
     text("In a call, values without a name come first, those with `name=` after them.",
          "调用时，不带名字的参数要写在 `name=` 形式的参数前面。")),
    (r"non-default argument follows default|parameter without a default follows",
     text("In a `def`, parameters with a default (`lr=0.1`) come after those without one.",
          "在 `def` 里，带默认值的参数（`lr=0.1`）要写在没有默认值的参数后面。")),
    (r"expected 'except'",
     text("After the block of `try` comes `except` or `finally`, level with it.", "`try` 的语句块后面要有与它对齐的 `except` 或 `finally`。")),
    (r"line continuation",
     text("Nothing may stand behind a `\\` at the end of a line, not even a space.", "行尾的 `\\` 后面不能有任何字符，空格也不行。")),
    (r"invalid syntax",
     text("Python stopped reading at the mark. Look at what stands just before it, on the line above too: an open bracket, a missing comma or colon.",
          "Python 读到标出的地方就读不下去了。请看它前面，包括上一行：是否有没关的括号、漏掉的逗号或冒号。")),
)
# fmt: on
_PATTERNS = tuple((re.compile(pattern), words) for pattern, words in MISREADINGS)
_CHARACTER = re.compile(r"\(?U\+(?P<number>[0-9A-F]+)\)?")


def advice_for(reason: str, line: Sequence[str]) -> Text:
    """What to write instead of what Python's `reason` complains of; `line` holds the line it speaks of, if any."""
    character = _CHARACTER.search(reason)
    if character and "character" in reason:
        return _of_character(chr(int(character["number"], 16)))
    said = "\n".join([reason, *line])
    for pattern, words in _PATTERNS:
        found = pattern.search(said)
        if found:
            return {language: words[language].format(**found.groupdict()) for language in LANGUAGES}
    return NOTHING


def _of_character(sign: str) -> Text:
    written = FULL_WIDTH.get(sign) or (chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else "")
    if written:
        return {language: _SIGN[language].format(sign=sign, ascii=written) for language in LANGUAGES}
    if unicodedata.category(sign) in ("Zs", "Cf"):
        name = f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()
        return {language: _SPACE[language].format(name=name) for language in LANGUAGES}
    return _OTHER
