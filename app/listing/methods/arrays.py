"""NumPy's arrays and numbers."""

from __future__ import annotations

import numpy as np

from app.listing.rows import CALLABLE_KINDS, table

_METHODS = """
    all any argmax argmin argsort astype choose clip compress conj copy cumprod cumsum diagonal dot fill flatten item
    max mean min nonzero partition prod put ravel repeat reshape resize round searchsorted sort squeeze std sum
    swapaxes take tolist trace transpose var view
"""
_NUMBERS = "all any astype clip conj copy flatten item max mean min prod ravel reshape round squeeze std sum tolist var"

table(
    np.ndarray,
    _METHODS,
    "T dtype flat imag itemsize nbytes ndim real size strides",
    "shape",
)
table(np.generic, _NUMBERS, "T dtype imag itemsize nbytes ndim real shape size")
table(np.dtype, "", "name kind itemsize type str")
table(
    np.random.RandomState,
    """
    beta binomial bytes chisquare choice exponential gamma laplace logistic lognormal multinomial multivariate_normal
    normal permutation poisson rand randint randn random random_sample seed shuffle standard_normal uniform
    """,
)
table(
    np.random.Generator,
    """
    beta binomial chisquare choice exponential gamma integers laplace lognormal multinomial multivariate_normal normal
    permutation permuted poisson random shuffle standard_normal uniform
    """,
)
table(
    np.nditer, "close iternext reset", "finished has_index has_multi_index index itersize multi_index ndim shape value"
)
table(np.finfo, "", "bits eps max min tiny resolution dtype")
table(np.iinfo, "", "bits max min dtype")
table(np.poly1d, "deriv integ", "coef order roots")
CALLABLE_KINDS |= {np.poly1d, np.vectorize}
