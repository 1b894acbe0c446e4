r"""THE TABLE of LaTeX commands: what each one means here, or why it is refused.

One row a command: its kind, and with it a text whose meaning is the kind's:

    letter      the name that it stands for (`\alpha` is α)
    function    the word of the formula language (`\ln` is log)
    sign        the sign of the formula language (`\le` is <=)
    dot         a product that may turn out to be one of matrices or vectors (`\cdot`)
    open close  a delimiter, by its plain spelling (`\lvert` is |)
    size        only makes the delimiter behind it larger (`\big`)
    accent      the combining mark that it sets over a letter (`\hat`)
    font        only dresses its argument (`\mathbf`)
    double      a font whose 1 is an indicator, and whose other letters are no functions
    word        its argument is one upright word: a function, or a name (`\mathrm`, `\text`)
    blank       white space, and what else leaves no trace (`\quad`, `\displaystyle`)
    skipped     the same, together with its argument (`\label{...}`)
    series      a function over an index (`\sum`)
    brace       a brace over or under its argument, whose script says what it is called (`\underbrace`)
    others      a kind of their own: the reader has a method for each
    refused     the code of the error that says why
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from app.language.names import GREEK

Kind = Literal[
    "letter", "function", "sign", "dot", "open", "close", "size", "left", "right", "accent", "font", "double", "word",
    "blank", "skipped", "series", "brace", "fraction", "root", "begin", "end", "row", "prime", "transpose", "and",
    "math", "middle", "refused",
]  # fmt: skip


class Command(NamedTuple):
    kind: Kind
    text: str = ""


def _rows(kind: Kind, words: str, text: str | None = None) -> dict[str, Command]:
    """A row for each word; the text is the word itself, `text`, or what stands behind `=`."""
    pairs = (word.partition("=") for word in words.split())
    return {word: Command(kind, text if text is not None else given or word) for word, _, given in pairs}


COMMANDS: dict[str, Command] = {
    **{word: Command("letter", letter) for word, letter in GREEK.items()},
    **_rows("letter", "varepsilon=ε vartheta=θ varphi=φ varrho=ρ varsigma=ς varkappa=κ ell=ℓ varGamma=Γ varDelta=Δ "
                      "varTheta=Θ varLambda=Λ varPi=Π varSigma=Σ varPhi=Φ varPsi=Ψ varOmega=Ω"),
    **_rows("function", "sin cos tan sinh cosh tanh arcsin arccos arctan exp ln log lg=log10 lb=log2 max min det "
                        "tr Tr=tr"),
    **_rows("sign", "div=/ ast=* odot=* circ=* le=<= leq=<= leqslant=<= ge=>= geq=>= geqslant=>= lt=< gt=> ne=!= "
                    "neq=!= lbrack=[ rbrack=] slash=/ coloneqq== coloneq== triangleq== doteq== eqqcolon=="),
    **_rows("dot", "cdot times cdotp"),
    **_rows("open", "lvert=| lVert=‖ langle=⟨ lfloor=⌊ lceil=⌈ lbrace={ {={ lparen=("),
    **_rows("close", "rvert=| rVert=‖ rangle=⟩ rfloor=⌋ rceil=⌉ rbrace=} }=} rparen=)"),
    **_rows("middle", "vert=| Vert=‖ |=‖"),
    **_rows("size", "big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm"),
    **_rows("left", "left"),
    **_rows("right", "right"),
    **_rows("accent", "hat=\u0302 widehat=\u0302 bar=\u0304 overline=\u0304 tilde=\u0303 widetilde=\u0303 dot=\u0307 "
                      "ddot=\u0308 check=\u030c acute=\u0301 grave=\u0300 breve=\u0306 mathring=\u030a "
                      "underline=\u0332 underbar=\u0332"),
    **_rows("font", "mathbf boldsymbol bm pmb mathcal mathscr mathfrak mathbfit symbf symbfit vec "
                    "overrightarrow mathord mathop mathbin mathrel mathopen mathclose mathinner smash bold"),
    **_rows("double", "mathbb mathds mathbbm"),
    **_rows("word", "mathrm mathit mathsf mathtt text textrm textbf textit textsf texttt textnormal operatorname "
                    "operatorname* mbox hbox symup symrm mathup"),
    **_rows("blank", "quad qquad , ; : ! > displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits "
                     "nonumber notag thinspace medspace thickspace enspace enskip negthinspace negmedspace "
                     "negthickspace allowbreak nobreak newline hfill hfil noindent centering par relax strut "
                     "mathstrut protect allowdisplaybreaks small large normalsize boxed bf it rm sf tt cal "
                     "therefore because /"),
    " ": Command("blank"),
    "\n": Command("blank"),
    "\t": Command("blank"),
    **_rows("skipped", "label tag tag* hspace hspace* vspace vspace* phantom hphantom vphantom color mspace hskip kern "
                       "mkern mskip rule footnote textcolor colorbox"),
    **_rows("series", "sum prod"),
    **_rows("fraction", "frac dfrac tfrac cfrac nicefrac sfrac"),
    **_rows("root", "sqrt"),
    **_rows("begin", "begin"),
    **_rows("end", "end"),
    **_rows("row", "\\ cr tabularnewline"),
    **_rows("prime", "prime"),
    **_rows("transpose", "top intercal"),
    **_rows("and", "land wedge"),
    **_rows("math", "[ ] ( )"),
    **_rows("refused", "newcommand renewcommand providecommand DeclareMathOperator def edef gdef xdef let futurelet "
                       "newenvironment renewenvironment input include includeonly includegraphics import subimport "
                       "href url html htmlClass htmlId htmlStyle htmlData cssId class style write immediate openin "
                       "openout read readline closein closeout csname endcsname expandafter catcode special jobname "
                       "usepackage documentclass require verb lstinline directlua luaexec ShellEscape scantokens "
                       "noexpand unless ifx if else fi loop repeat global long outer the meaning string number "
                       "romannumeral uppercase lowercase everymath unicode char mathchar mathchoice newcount "
                       "newlength setlength newif makeatletter makeatother AtBeginDocument bibliography cite ref "
                       "eqref pageref", "syntax.macro"),
    **_rows("brace", "underbrace overbrace"),
    **_rows("refused", "partial nabla dd dv pdv diff", "syntax.derivative"),
    **_rows("refused", "int iint iiint oint lim limsup liminf sup inf argmax argmin infty binom dbinom tbinom choose "
                       "coprod bigcup bigcap bigoplus bigotimes in notin ni subset subseteq cup cap setminus emptyset "
                       "forall exists neg lnot lor vee to rightarrow Rightarrow leftarrow Leftarrow leftrightarrow "
                       "Leftrightarrow iff implies mapsto longrightarrow propto sim simeq approx cong equiv ll gg pm "
                       "mp otimes oplus ominus star bullet dagger ddagger perp parallel mid cdots ldots dots vdots "
                       "ddots dotsb overset underset stackrel substack bmod pmod mod gcd Pr "
                       "over atop hbar imath jmath Re Im aleph varpi angle triangle cot sec csc coth sech csch "
                       "arccot deg dim ker hom arg square Box not", "syntax.unsupported_command"),
}  # fmt: skip
"""command, without its backslash -> its row"""

HINTS: dict[str, str] = {
    "cot": r"\frac{1}{\tan x}", "sec": r"\frac{1}{\cos x}", "csc": r"\frac{1}{\sin x}", "coth": r"\frac{1}{\tanh x}",
    "sech": r"\frac{1}{\cosh x}", "csch": r"\frac{1}{\sinh x}", "over": r"\frac{a}{b}", "otimes": r"\odot",
    "dots": r"\sum_{i=1}^{3} x_i", "cdots": r"\sum_{i=1}^{3} x_i", "ldots": r"\sum_{i=1}^{3} x_i",
    "dotsb": r"\sum_{i=1}^{3} x_i", "lor": r"\max(a, b)", "vee": r"\max(a, b)", "approx": "=", "equiv": "=",
    "leftarrow": "=", "gets": "=", "sim": "=", "propto": "=",
    **dict.fromkeys(("bmod", "pmod", "mod"), r"\operatorname{remainder}(a, b)"),
    "star": r"\ast", "bullet": r"\cdot", "mid": r"\lvert x \rvert",
}  # fmt: skip
"""what to write instead of a command that is refused, where there is something"""

ENVIRONMENTS: dict[str, Literal["lines", "matrix", "cases", "determinant"]] = {
    **dict.fromkeys(("aligned", "align", "align*", "equation", "equation*", "gather", "gather*", "gathered", "split",
                     "multline", "multline*", "eqnarray", "eqnarray*", "alignat", "alignat*", "alignedat", "flalign",
                     "flalign*", "displaymath", "math", "subequations", "document"), "lines"),
    **dict.fromkeys(("matrix", "bmatrix", "pmatrix", "Bmatrix", "smallmatrix", "array", "bmatrix*", "pmatrix*",
                     "psmallmatrix", "bsmallmatrix"), "matrix"),
    **dict.fromkeys(("cases", "dcases", "rcases", "cases*", "dcases*"), "cases"),
    "vmatrix": "determinant",
}  # fmt: skip
"""environment -> what its rows are"""
WITH_COLUMNS = frozenset({"array", "alignat", "alignat*", "alignedat"})
"""environments with an argument that says how many columns there are and how they are set"""

OTHERWISE = frozenset({"otherwise", "else", "其他", "其它", "否则", "其余", "其他情况", "otherwise."})
"""what stands in the last row of `cases` instead of a condition"""
BARE_WORDS = re.compile("(否则|其他情况|其他|其它|其余|如果|其中|若|当|时)[，,]?")
"""words of `cases` as they stand without `\\text`"""
CONDITIONAL = frozenset({"if", "for", "when", "where", "若", "当", "如果", "时", "其中", "and if"})
"""words that stand before or behind a condition, and say no more"""
CONJUNCTIONS = frozenset({"and", "且", "并且", "和", "与"})
"""words between two conditions that must both hold"""
ASIDES = frozenset(
    {"where", "with", "and", "if", "for", "when", "其中", "且", "和", "则", "即", "故", "令", "设", "let"}
)
"""words that stand before a statement, and say no more"""
