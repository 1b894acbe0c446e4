"""A PyTorch listing -> its console, its episodes, its plots, its variables.

    source ── syntax ──> Python's own tree ── expressions, statements ──> closures ── running ──> events

Python's `ast.parse` reads the listing; nothing of it is ever compiled, executed or imported. Each node of the tree
becomes a closure over this package's own functions, and those closures run. Names lead to the tables of `builtins`,
`library` and `methods`, which hold the real functions that a listing may use, and to nothing else: no attribute of a
Python object is ever looked up by a name that a listing gave.

A listing runs in a process of its own (`zygote`, `containment`): this package is imported there, and torch with it.
The web process imports `nursery` alone, which starts such processes and reads what they tell.
"""
