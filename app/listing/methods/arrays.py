"""NumPy's arrays and numbers."""

from __future__ import annotations

import numpy as np

from app.listing.rows import CALLABLE_KINDS, table

_METHODS = """
    all any argmax argmin argpartition argsort astype byteswap choose clip compress conj copy cumprod cumsum diagonal
    dot fill flatten item max mean min nonzero partition prod put ravel repeat reshape resize round searchsorted sort
    squeeze std sum swapaxes take tobytes tolist trace transpose var view
"""
_NUMBERS = "all any astype clip conj copy flatten item max mean min prod ravel reshape round squeeze std sum tolist var"

table(
    np.ndarray,
    _METHODS,
    "T base dtype flags flat imag itemsize mT nbytes ndim real size strides",
    "shape",
)
table(type(np.zeros(0).flags), "", "c_contiguous contiguous f_contiguous fnc forc owndata writeable")
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
table(np.ufunc, "accumulate at outer reduce reduceat", "identity nargs nin nout")
table(np.matrix, "getA getI getT", "A A1 H I")
for _named in (np.linalg.eig, np.linalg.eigh, np.linalg.qr, np.linalg.svd, np.linalg.slogdet):
    # What they give has names for its parts: `.eigenvalues`, `.Q`, `.S`.
    _result = type(_named(np.eye(2)))
    table(_result, "", " ".join(_result._fields))
CALLABLE_KINDS |= {np.poly1d, np.ufunc, np.vectorize}
