"""What Python's and NumPy's commonest messages mean, in plain words: one row a message, as `lesson` says."""

from __future__ import annotations

from app.listing.lessons.lesson import Lesson, lesson

# fmt: off
PYTHON_LESSONS: tuple[Lesson, ...] = (
    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("unknown_name", r"NameError: name '(?P<name>\w+)' is not defined",
           "Python does not know `{name}` here. {meant}",
           "运行到这里时，Python 不认识 `{name}`。{meant}"),
    lesson("local_name", r"UnboundLocalError: .*local variable '(?P<name>\w+)'",
           "A function that assigns to `{name}` anywhere has a `{name}` of its own, and that one has no value yet. Give it one first, hand it in as an argument, or write `global {name}` at the top of the function where the outer one is meant.",
           "函数里只要有一处给 `{name}` 赋值，`{name}` 就是这个函数自己的变量，而它现在还没有值。请先赋值，或作为参数传入；如果指的是外面的变量，请在函数开头写 `global {name}`。"),
    lesson("unknown_member", r"AttributeError: (?:module '(?P<kind>[\w.]+)'|(?:type object )?'(?P<other>(?!NoneType)\w+)'(?: object)?) has no attribute '(?P<name>\w+)'",
           "There is no `{name}` there. {meant}",
           "那里没有 `{name}`。{meant}"),
    lesson("cannot_import", r"ImportError: cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'",
           "`{module}` has no `{name}`. {meant}",
           "`{module}` 里没有 `{name}`。{meant}"),
    # ── calls ───────────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("no_self", r"TypeError: (?P<name>\w+\.\w+)\(\) takes (?P<takes>\d+) positional arguments? but (?P<given>\d+) (?:was|were) given",
           "A method receives the object itself as its first argument, and that counts: {given} arrive, {takes} have a name. Write `self` first in its `def`, or give it what it names.",
           "方法的第一个参数是对象本身，也要计入：一共传来 {given} 个，而它只写了 {takes} 个参数。请在 `def` 里把 `self` 写在第一个，或按它的参数传值。"),
    lesson("no_object", r"TypeError: (?P<kind>\w+)\.(?P<name>\w+)\(\) missing 1 required positional argument: '(?P<missing>\w+)'",
           "`{name}` was given one argument too few: `{missing}` is missing. Where it is called on the class (`{kind}.{name}(…)`), make an object first: `m = {kind}(…)`, then `m.{name}(…)`.",
           "调用 `{name}` 时少了一个参数：`{missing}`。如果是直接在类上调用（`{kind}.{name}(…)`），请先创建对象：`m = {kind}(…)`，再写 `m.{name}(…)`。"),
    lesson("arguments", r"TypeError: (?P<name>[\w.<>]+)\(\) (?:missing \d+ required|got an unexpected keyword argument|takes .*positional arguments? but|got multiple values)",
           "What `{name}` is called with does not fit the names in its `def`. Compare the two lines: how many, in which order, and how each is spelled.",
           "调用 `{name}` 时给的参数与它 `def` 里写的不一致。请对照两处：个数、顺序以及参数名的拼写。"),
    lesson("no_function", r"TypeError: '(?P<kind>\w+)' object is not callable",
           "Round brackets after a name call it, and this is a `{kind}`, not a function. Either an operator is missing before the bracket (`a * (b + c)`), square brackets were meant (`x[0]`), or the name of a function was assigned to before.",
           "名字后面的圆括号表示调用，而这里是 `{kind}`，不是函数。可能是括号前漏了运算符（应写 `a * (b + c)`），可能想写方括号（`x[0]`），也可能之前给同名的函数赋了值。"),
    lesson("returned_nothing", r"(?:TypeError|AttributeError): [^\n]*NoneType",
           "Something here is None. A function without `return` gives None, and so do the methods that change a value in place (`append`, `sort`, `zero_grad`). Check that `forward` ends with `return`.",
           "这里有一个值是 None。没有 `return` 的函数返回 None，`append`、`sort`、`zero_grad` 这类就地修改的方法也返回 None。请检查 `forward` 最后是否写了 `return`。"),
    lesson("too_deep", r"RecursionError: maximum recursion depth exceeded",
           "A function calls itself without end. Look for the case in which it should stop, and whether what it is given gets smaller each time.",
           "函数在无休止地调用自己。请检查停止的条件，以及每次传入的值是否在变小。"),
    # ── containers ──────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("no_key", r"KeyError: (?P<key>[^\n]{1,80})",
           "The dictionary has no entry {key}. Print its `.keys()`: mostly the spelling differs, or the entry is made later.",
           "字典里没有 {key} 这个键。请打印它的 `.keys()` 看看：多半是拼写不同，或者还没有存进去。"),
    lesson("no_place", r"IndexError: (?:(?:list|tuple|string) (?:assignment )?index out of range|index (?P<index>-?\d+) is out of bounds|too many indices)|IndexError: invalid index of a 0-dim tensor",
           "There is nothing at that place. Places are counted from 0, so the last of n is n − 1, and each index needs a dimension of its own. Print the `len()` or the `.shape`.",
           "那个位置上没有元素。下标从 0 开始，n 个元素的最后一个是 n − 1；每个下标对应一维。请打印 `len()` 或 `.shape`。"),
    lesson("unpacked", r"ValueError: (?:too many values to unpack \(expected (?P<wanted>\d+)\)|not enough values to unpack)|TypeError: cannot unpack non-iterable (?P<kind>(?!NoneType)\w+)",
           "On the left stand more or fewer names than there are values on the right. Print what is on the right: a loader gives one batch at a time, `enumerate` a number and a value, `items()` a key and a value.",
           "等号左边的名字与右边的值个数不一致。请打印右边看看：数据加载器每次给一个批次，`enumerate` 给编号和值，`items()` 给键和值。"),
    lesson("list_is_no_vector", r"TypeError: (?:can't multiply sequence by non-int|unsupported operand type\(s\) for [^:]+: (?:'list' and|'\w+' and 'list'))|can only concatenate list",
           "A list is a row of things and not a vector: `*` repeats it and `+` makes it longer. Write `np.array([…])` or `torch.tensor([…])` to compute with its numbers.",
           "列表只是一串东西，不是向量：`*` 会重复它，`+` 会把它接长。要对其中的数做运算，请写 `np.array([…])` 或 `torch.tensor([…])`。"),
    lesson("text_and_number", r"TypeError: (?:can only concatenate str|unsupported operand type\(s\) for [^:]+: (?:'str' and|'\w+' and 'str'))|must be str, not (?:int|float)",
           "Text and numbers do not add up. Put the number into the text with an f-string or `str(…)`, or turn the text into a number with `float(…)`.",
           "文字和数字不能直接相加。请用 f-string 或 `str(…)` 把数字写进文字，或用 `float(…)` 把文字转成数字。"),
    lesson("format_of_text", r"(?:Unknown|Invalid) format (?:code|specifier)|unsupported format string passed to (?P<kind>[\w.]+)\.__format__",
           "What stands behind the colon in the braces does not suit this value: `.4f` wants one number. Write `.item()` behind a tensor of one number, or leave the format out.",
           "花括号里冒号后面的格式不适合这个值：`.4f` 需要一个数。只有一个数的张量请写 `.item()`，或者去掉格式。"),
    # ── NumPy ───────────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("array_sizes", r"operands could not be broadcast together with (?:remapped )?shapes (?P<a>\([\d,]*\)) (?P<b>\([\d,]*\))",
           "Number by number, two arrays fit where each dimension, from the last one on, is the same or 1; here they are {a} and {b}. Often one of them needs `.reshape(-1, 1)` or `.T`.",
           "逐元素运算要求从最后一维算起，每一维相等或为 1，而这里是 {a} 和 {b}。常见的办法是对其中一个用 `.reshape(-1, 1)` 或 `.T`。"),
    lesson("array_product", r"shapes (?P<a>\([\d,]*\)) and (?P<b>\([\d,]*\)) not aligned|matmul: Input operand 1 has a mismatch in its core dimension",
           "In a matrix product the columns of the first must be as many as the rows of the second. Print both `.shape`s; often one of them needs `.T`.",
           "矩阵相乘要求前者的列数等于后者的行数。请打印两者的 `.shape`；常见的办法是把其中一个转置：`.T`。"),
    lesson("array_shape", r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>\([^)]*\))",
           "{size} numbers cannot be laid out as {shape}: the product of the sizes must be {size}. NumPy works one of them out where you write -1.",
           "{size} 个数无法排成 {shape}：各维大小之积必须等于 {size}。可以把其中一维写成 -1，由 NumPy 推算。"),
    lesson("array_kind", r"Cannot cast ufunc '\w+' output from dtype\('(?P<a>\w+)'\) to dtype\('(?P<b>\w+)'\)",
           "Changing an array in place keeps its kind, and {a} does not fit into {b}. Make the array with decimal points (`np.array([1.0, 2.0])`), or write `w = w - …` instead of `w -= …`.",
           "就地修改不会改变数组的类型，而 {a} 放不进 {b}。请把数组写成小数（`np.array([1.0, 2.0])`），或者把 `w -= …` 写成 `w = w - …`。"),
)
# fmt: on
