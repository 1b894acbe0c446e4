"""NumPy: arrays, mathematics, random numbers, linear algebra."""

from __future__ import annotations

import numpy as np

from app.listing.library import Library, named
from app.listing.rows import admit

_MAKING = """
    arange array asarray ascontiguousarray copy diag empty empty_like eye full full_like geomspace identity indices
    linspace logspace meshgrid ones ones_like tri tril triu vander zeros zeros_like
"""
_SHAPES = """
    append argwhere array_split atleast_1d atleast_2d broadcast_to column_stack concatenate delete diagonal dstack
    expand_dims flip fliplr flipud hsplit hstack insert moveaxis ndim ravel repeat reshape resize roll rot90 shape size
    split squeeze stack swapaxes take tile transpose vsplit vstack where
"""
_MATHEMATICS = """
    abs absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh around cbrt ceil clip convolve cos cosh
    cross deg2rad degrees diff divide divmod equal exp exp2 expm1 fabs floor floor_divide fmax fmin gradient greater
    greater_equal heaviside hypot interp isclose isfinite isinf isnan less less_equal log log10 log1p log2 logaddexp
    logical_and logical_not logical_or logical_xor maximum minimum mod multiply nan_to_num negative not_equal power
    rad2deg radians reciprocal remainder rint round sign sin sinc sinh sqrt square subtract tan tanh true_divide trunc
"""
_REDUCTIONS = """
    all allclose amax amin any argmax argmin argsort array_equal average bincount corrcoef count_nonzero cov cumprod
    cumsum histogram isin max mean median min nanmax nanmean nanmin nanstd nansum nonzero percentile prod ptp quantile
    searchsorted sort std sum trace unique var
"""
_PRODUCTS = "dot einsum inner kron matmul outer polyfit polyval poly1d tensordot trapezoid vdot"
_TYPES = """
    bool_ complex64 complex128 dtype finfo float16 float32 float64 iinfo int8 int16 int32 int64 integer floating
    generic ndarray number uint8 uint16 uint32 uint64 intp
"""
_CONSTANTS = "c_ e inf mgrid nan newaxis ogrid pi r_ s_"
_OTHERS = """
    apply_along_axis array2string errstate get_printoptions isscalar iterable ndenumerate ndindex nditer printoptions
    set_printoptions
"""

_RANDOM = """
    beta binomial choice default_rng exponential gamma laplace lognormal multinomial multivariate_normal normal
    permutation poisson rand randint randn random random_sample sample seed shuffle standard_normal uniform RandomState
"""
_LINEAR = "cholesky cond det eig eigh eigvals eigvalsh inv lstsq matrix_power matrix_rank norm pinv qr solve svd"


_NAMES = " ".join((_MAKING, _SHAPES, _MATHEMATICS, _REDUCTIONS, _PRODUCTS, _TYPES, _CONSTANTS, _OTHERS))

random = Library("numpy.random", np.random, named(np.random, _RANDOM))
linalg = Library("numpy.linalg", np.linalg, named(np.linalg, _LINEAR))
numpy = Library(
    "numpy",
    np,
    {**named(np, _NAMES), "random": random, "linalg": linalg, "__version__": np.__version__},
)

testing = Library(
    "numpy.testing", np.testing, named(np.testing, "assert_allclose assert_array_almost_equal assert_equal")
)
numpy.members["testing"] = testing

LIBRARIES = {"numpy": numpy, "numpy.random": random, "numpy.linalg": linalg, "numpy.testing": testing}

for _library in LIBRARIES.values():
    admit(*(member for member in _library.members.values() if callable(member)))
