"""What was decided for the writer, in words: one row a code, in English and Chinese.

The templates are filled by `str.format` with the facts of the reading. `graph.build` adds readings that need shapes.
"""

from __future__ import annotations

from app.language.tree import Reading
from app.messages import Language, Text, text

# fmt: off
READINGS: dict[str, Text] = {
    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────
    "product":           text("`{run}` is the product {product}.",
                              "`{run}` 读作乘积 {product}。"),
    "split":             text("`{run}` is read as {pieces}.",
                              "`{run}` 读作 {pieces}。"),
    "one_name":          text("`{name}` is one name, not a product of letters.",
                              "`{name}` 是一个名字，不是字母的乘积。"),
    "defined_name":      text("`{name}` is one name, since it is given a value.",
                              "`{name}` 是一个名字，因为给它赋了值。"),
    "index_name":        text("`{name}` is one name, since `{base}` itself has no value.",
                              "`{name}` 是一个名字，因为 `{base}` 本身没有值。"),
    "square":            text("`{name}` is a name of its own here, not the square of `{base}`.",
                              "这里的 `{name}` 是一个独立的名字，不是 `{base}` 的平方。"),
    "euler":             text("`e` is Euler's number 2.718….",
                              "`e` 是自然常数 2.718…。"),
    "letter_function":   text("`{name}` before a bracket is the function {function}.",
                              "括号前的 `{name}` 是函数 {function}。"),
    "own_function":      text("`{name}` is here the function that the program defines.",
                              "这里的 `{name}` 是程序自己定义的函数。"),
    "case":              text("`{run}` is the function {function}.",
                              "`{run}` 就是函数 {function}。"),
    "natural_logarithm": text("`log` is the natural logarithm.",
                              "`log` 是自然对数。"),
    "common_logarithm":  text("`lg` is the logarithm to base 10.",
                              "`lg` 是以 10 为底的对数。"),
    "logarithm_base":    text("`{found}` is the logarithm to base {base}.",
                              "`{found}` 是以 {base} 为底的对数。"),
    # ── products, arguments ─────────────────────────────────────────────────────────────────────────────────────────
    "factor":            text("`{found}` is a product, since `{name}` is no function.",
                              "`{found}` 读作乘积，因为 `{name}` 不是函数。"),
    "grouping":          text("`{found}` is {grouped}: what stands side by side binds as `*` does.",
                              "`{found}` 读作 {grouped}：并排相乘与 `*` 的优先级相同。"),
    "numbers":           text("`{found}` is the product {product}.",
                              "`{found}` 读作乘积 {product}。"),
    "square_bracket":    text("`{found}` is a bracket, not a vector of one entry.",
                              "`{found}` 读作括号，而不是只有一个元素的向量。"),
    "comparison":        text("`{found}` compares, and is 1 or 0; `=` would define `{name}`.",
                              "`{found}` 是比较，结果为 1 或 0；要定义 `{name}` 请写 `=`。"),
    "mixed_number":      text("`{found}` is the number {value}.",
                              "`{found}` 是数 {value}。"),
    "argument":          text("`{function}` is taken of `{argument}`.",
                              "`{function}` 作用于 `{argument}`。"),
    "wide":              text("Full-width signs such as `{found}` are read as the plain ones, `{read}`.",
                              "`{found}` 等全角符号按半角 `{read}` 读取。"),
    # ── sums and products over an index ─────────────────────────────────────────────────────────────────────────────
    "entry":             text("`{name}` is the entry of `{base}` at this place, counted from 1.",
                              "`{name}` 是 `{base}` 中对应位置的元素，从 1 开始计数。"),
    "entries":           text("This runs over all entries of `{names}`.",
                              "这里遍历 `{names}` 的所有元素。"),
    "everything":        text("`{found}` has no index: all entries are taken.",
                              "`{found}` 没有写下标，这里取所有元素。"),
    "assumed_bound":     text("`{name}` has no value: {value} terms are taken.",
                              "`{name}` 没有值，这里取 {value} 项。"),
    "template":          text("`{name}` is defined for every index, as in `{made}`.",
                              "`{name}` 对每个下标都有定义，例如 `{made}`。"),
    # ── LaTeX ───────────────────────────────────────────────────────────────────────────────────────────────────────
    "prose":             text("Text outside of the formulas is passed over.",
                              "公式以外的文字已略过。"),
    "aside":             text("`{found}` says what the definition is about, and is not computed.",
                              "`{found}` 只说明定义的对象，不参与计算。"),
    "annotation":        text("`{found}` names what stands at the brace, and says no more.",
                              "`{found}` 只是花括号处的说明。"),
    "punctuation":       text("The `{found}` at the end belongs to the sentence, not to the formula.",
                              "末尾的 `{found}` 是标点，不属于公式。"),
    "column":            text("A single column is a vector, of length {length}.",
                              "单独一列是长度为 {length} 的向量。"),
    "last_case":         text("The last case is taken wherever none before it holds.",
                              "前面的条件都不成立时，取最后一种情形。"),
    # ── from a recorded run ─────────────────────────────────────────────────────────────────────────────────────────
    "opaque":            text("`{name}` is no operation of ours: its derivative here is the one that torch gives.",
                              "`{name}` 不在运算表中，这里的导数由 torch 给出。"),
    "own_backward":      text("`{name}` is the listing's own: its derivative is the one that its backward() gives.",
                              "`{name}` 是代码自己定义的函数，它的导数由它自己的 backward() 给出。"),
    "cut":               text("What lies behind `{name}` was not recorded: the graph ends there.",
                              "`{name}` 之前的计算没有记录，图到此为止。"),
    # ── from the graph, where shapes are known ──────────────────────────────────────────────────────────────────────
    "matrix_product":    text("Two tensors side by side are multiplied as matrices.",
                              "并排的两个张量按矩阵相乘。"),
    "entrywise":         text("`·` multiplies entry by entry here; the inner product is `dot(w, x)` or `w^T x`.",
                              "这里的 `·` 逐元素相乘；内积请写 `dot(w, x)` 或 `w^T x`。"),
    "reciprocals":       text("This takes the reciprocal of every entry; the inverse matrix is `inverse(A)`.",
                              "这里对每个元素取倒数；逆矩阵请写 `inverse(A)`。"),
    "not_drawn":         text("`{name}` does not lead to the output `{output}` and is not drawn.",
                              "`{name}` 不影响输出 `{output}`，因此没有画出。"),
    "unused_value":      text("The value of `{name}` is not used.",
                              "`{name}` 的值没有用到。"),
}

ALTERNATIVES: dict[str, Text] = {
    "product":           text("Read `{run}` as one name", "把 `{run}` 读作一个名字"),
    "one_name":          text("Read `{name}` as a product of letters", "把 `{name}` 读作各字母的乘积"),
    "defined_name":      text("Read `{name}` as the product {product}", "把 `{name}` 读作乘积 {product}"),
    "euler":             text("Make `e` an input", "把 `e` 当作输入"),
    "letter_function":   text("Multiply `{name}` by the bracket", "把 `{name}` 与括号相乘"),
    "natural_logarithm": text("Take the logarithm to base 10", "改用以 10 为底的对数"),
    "grouping":          text("Take all that follows the slash as the denominator", "把斜杠后的部分都当作分母"),
    "matrix_product":    text("Multiply entry by entry", "改为逐元素相乘"),
    "mixed_number":      text("Multiply the two numbers", "把两个数相乘"),
}
"""What the writer may choose instead: one row a code that has another reading."""
# fmt: on


def reading_text(reading: Reading, language: Language) -> str:
    """One sentence that says what was decided."""
    return READINGS[reading.code][language].format(**reading.facts)
