"""`fractions` and `decimal`: numbers without rounding, as many digits as a computation is asked for and no more."""

from __future__ import annotations

import decimal
import fractions
from decimal import Decimal
from fractions import Fraction

from app.listing.library import Library, named
from app.listing.rows import admit, table

_ROUNDINGS = "ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP"

LIBRARIES = {
    "decimal": Library("decimal", decimal, named(decimal, "Decimal DecimalException InvalidOperation " + _ROUNDINGS)),
    "fractions": Library("fractions", fractions, named(fractions, "Fraction")),
}

table(Decimal, "exp is_finite is_nan ln log10 normalize quantize sqrt")
table(Fraction, "as_integer_ratio limit_denominator", "denominator numerator")

admit(Decimal, Fraction, decimal.DecimalException, decimal.InvalidOperation)
