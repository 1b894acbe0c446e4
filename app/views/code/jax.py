"""A JAX program: the forward pass as a function, the backward pass by jax.vjp.

JAX has NumPy's words, so our kernels are written with them. At kinks (a tie, relu at 0) JAX makes choices of its own.
"""

from __future__ import annotations

import ast

from app.engines import Run, Value
from app.views.code.definitions import Definitions
from app.views.code.expressions import ArrayWords, literal
from app.views.code.forward import Forward
from app.views.code.names import Names
from app.views.code.text import Text, called, differentiated, heading, printed

REPLACED = {
    "erf": "from jax.scipy.special import erf",
    "relu": "from jax.nn import relu",
    "row_numbers": '''
def row_numbers(a, b):
    """`a` as places of rows of `b`, and where it is one."""
    known = (a == jnp.floor(a)) & (a >= 0) & (a < b.shape[0])
    return jnp.where(known, a, 0).astype(int), known
''',
    "windows": '''
def windows(a, sizes, stride):
    """(..., sides) -> (..., places, sizes): every window."""
    for axis, size in enumerate(sizes, a.ndim - len(sizes)):
        starts = stride * jnp.arange((a.shape[axis] - size) // stride + 1)
        a = jnp.moveaxis(jnp.take(a, starts[:, None] + jnp.arange(size), axis), axis + 1, -1)
    return a
''',
}
"""kernels that NumPy writes as JAX cannot"""


def array(value: Value) -> ast.expr:
    return called("jnp.array", literal(value, "jnp"))


def jax_program(run: Run) -> Text:
    definitions, names = Definitions("jnp", REPLACED), Names(["forward", "value", "pullback"])
    body = write(run, definitions, names)
    if definitions.found.keys() & set(names.given.values()):
        names = Names([*definitions.found, "forward", "value", "pullback"])
        definitions = Definitions("jnp", REPLACED)
        body = write(run, definitions, names)
    text = Text()
    text.add(*heading(run.graph, "", "In JAX: the forward pass as a function; jax.vjp goes back."))
    text.add(*[f"import {module}" for module in sorted(definitions.modules)])
    text.add("import jax", "import jax.numpy as jnp", "", "jax.config.update('jax_enable_x64', True)")
    for statement in definitions.statements():
        text.blank(2 if isinstance(statement, ast.FunctionDef) else 1)
        text.statement(statement)
    text.blank(2)
    start = len(text.lines)
    text.add(*body.lines)
    text.marked = [{**each, "line": each["line"] + start} for each in body.marked]
    return text


def write(run: Run, definitions: Definitions, names: Names) -> Text:
    """Everything after the definitions."""
    text, wanted = Text(), differentiated(run)
    forward = Forward(run, names, "jnp", array, ArrayWords(definitions).expression)
    text.add("# Inputs")
    forward.inputs(text)
    forward.tensors(text)
    text.blank(2)
    arguments = ", ".join(names.of(name) for name in wanted)
    text.add("# Forward", f"def forward({arguments}):")
    forward.operations(text, "    ")
    text.add(f"    return {forward.output}", "", "")
    seed = run.gradients[run.graph.output]
    if not wanted or seed is None:
        text.add("value = forward()")
    else:
        text.add("# Backward", f"value, pullback = jax.vjp(forward, {arguments})")
        text.mark("backward", forward.output_name)
        targets = ast.Tuple([ast.Name(names.of(name, "grad_"), ast.Store()) for name in wanted], ast.Store())
        text.statement(ast.Assign([targets], called("pullback", array(seed))))
    text.blank()
    text.statement(printed(forward.output_name, "value"))
    for name in wanted:
        text.statement(printed(f"gradient of {name}", names.of(name, "grad_")))
    return text
