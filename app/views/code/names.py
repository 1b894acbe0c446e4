"""The names of a graph -> names that Python takes: `ŷ` is y_hat, `λ` is lambda_, `a_0^{(1)}` is a_0_1."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

from app.notation.names import ACCENTS, GREEK, PRIMES, SMALL

TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "np", "math", "torch", "F", "jax", "jnp"})


class Names:
    """Gives each name one identifier, unlike all others and all that programs use themselves."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {*TAKEN, *taken}
        self.given: dict[str, str] = {}

    def of(self, name: str, prefix: str = "") -> str:
        """The identifier of `name`; with a `prefix` that of something about it (`grad_v`)."""
        key = f"{prefix}\0{name}"
        if key not in self.given:
            found = wanted = identifier(prefix + identifier(name))
            count = 1
            while found in self.taken:
                count += 1
                found = f"{wanted}_" if count == 2 else f"{wanted}_{count}"
            self.taken.add(found)
            self.given[key] = found
        return self.given[key]


def identifier(name: str) -> str:
    """The nearest identifier: letters of other alphabets than Greek stay."""
    text = unicodedata.normalize("NFD", name.translate(PRIMES))
    text = "".join(f"_{ACCENTS[each]}" if each in ACCENTS else GREEK.get(each, each) for each in text)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFC", text).translate(SMALL))
    text = re.sub(r"[\W_]+", "_", text.replace("'", "_prime")).strip("_") or "x"
    return text if text.isidentifier() else f"x_{text}" if f"x_{text}".isidentifier() else "x"
