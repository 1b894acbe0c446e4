"""NumPy: arrays, mathematics, random numbers, linear algebra."""

from __future__ import annotations

import numpy as np

from app.listing.library import Library, named
from app.listing.rows import admit

_MAKING = """
    arange array asarray ascontiguousarray copy diag empty empty_like eye full full_like geomspace identity indices
    linspace logspace meshgrid ones ones_like tri tril triu vander zeros zeros_like asanyarray asmatrix diagflat
    diag_indices diag_indices_from tril_indices_from triu_indices_from fromfunction fromiter matrix tril_indices
    triu_indices
"""
_SHAPES = """
    append argwhere array_split atleast_1d atleast_2d broadcast_to column_stack concatenate delete diagonal dstack
    expand_dims flip fliplr flipud hsplit hstack insert moveaxis ndim ravel repeat reshape resize roll rot90 shape size
    split squeeze stack swapaxes take tile transpose vsplit vstack where array_repr array_str astype atleast_3d block
    broadcast_arrays broadcast_shapes choose compress concat copyto dsplit extract fill_diagonal flatnonzero ix_
    matrix_transpose pad permute_dims place put put_along_axis putmask ravel_multi_index rollaxis take_along_axis
    trim_zeros unravel_index unstack
"""
_MATHEMATICS = """
    abs absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh around cbrt ceil clip convolve cos cosh
    cross deg2rad degrees diff divide divmod equal exp exp2 expm1 fabs floor floor_divide fmax fmin gradient greater
    greater_equal heaviside hypot interp isclose isfinite isinf isnan less less_equal log log10 log1p log2 logaddexp
    logical_and logical_not logical_or logical_xor maximum minimum mod multiply nan_to_num negative not_equal power
    rad2deg radians reciprocal remainder rint round sign sin sinc sinh sqrt square subtract tan tanh true_divide trunc
    acos acosh angle asin asinh atan atan2 atanh bitwise_and bitwise_not bitwise_or bitwise_xor conj conjugate copysign
    digitize ediff1d fix float_power gcd imag invert isreal iscomplex isneginf isposinf lcm ldexp left_shift logaddexp2
    blackman bartlett bitwise_count fmod frexp hamming hanning kaiser modf select spacing
    nextafter piecewise positive pow real right_shift signbit
"""
_REDUCTIONS = """
    all allclose amax amin any argmax argmin argsort array_equal average bincount corrcoef count_nonzero cov cumprod
    cumsum histogram isin max mean median min nanmax nanmean nanmin nanstd nansum nonzero percentile prod ptp quantile
    searchsorted sort std sum trace unique var argpartition array_equiv cumulative_prod cumulative_sum
    nancumprod nanquantile
    histogram2d intersect1d lexsort nanargmax nanargmin nancumsum nanmedian nanpercentile nanprod nanvar partition
    setdiff1d setxor1d union1d unique_counts unique_values
"""
_PRODUCTS = """
    correlate dot einsum inner polydiv polysub kron matmul matvec outer poly poly1d polyadd polyder polyfit polyint
    polymul polyval
    roots tensordot trapezoid vdot vecdot vecmat
"""
_TYPES = """
    bool_ complex64 complex128 dtype finfo float16 float32 float64 iinfo int8 int16 int32 int64 integer floating
    generic ndarray number uint8 uint16 uint32 uint64 intp bool byte cdouble csingle double half inexact int_ intc long
    longlong object_ short signedinteger single str_ ubyte ufunc uint uintc unsignedinteger ushort
"""
_CONSTANTS = "c_ e inf mgrid nan newaxis ogrid pi r_ s_"
_OTHERS = """
    apply_along_axis apply_over_axes array2string base_repr binary_repr can_cast errstate format_float_positional
    format_float_scientific frompyfunc get_printoptions iscomplexobj isrealobj isscalar issubdtype iterable
    may_share_memory ndenumerate ndindex nditer printoptions promote_types result_type seterr set_printoptions
    shares_memory vectorize
"""

_RANDOM = """
    beta binomial choice default_rng exponential gamma laplace lognormal multinomial multivariate_normal normal
    permutation poisson rand randint randn random random_sample sample seed shuffle standard_normal uniform RandomState
    Generator PCG64 MT19937 SeedSequence chisquare dirichlet geometric gumbel logistic pareto power ranf rayleigh
    standard_cauchy standard_exponential standard_gamma standard_t triangular weibull
    hypergeometric negative_binomial vonmises zipf
"""
_LINEAR = """
    LinAlgError cholesky cond cross det eig eigh eigvals eigvalsh inv lstsq matmul matrix_norm matrix_power matrix_rank
    diagonal matrix_transpose multi_dot norm outer pinv qr slogdet solve svd svdvals tensordot tensorinv tensorsolve
    trace vecdot vector_norm
"""
_FOURIER = "fft fft2 fftfreq fftshift ifft ifft2 ifftshift irfft rfft rfftfreq"


_NAMES = " ".join((_MAKING, _SHAPES, _MATHEMATICS, _REDUCTIONS, _PRODUCTS, _TYPES, _CONSTANTS, _OTHERS))

random = Library("numpy.random", np.random, named(np.random, _RANDOM))
linalg = Library("numpy.linalg", np.linalg, named(np.linalg, _LINEAR))
fourier = Library("numpy.fft", np.fft, named(np.fft, _FOURIER))
strides = Library(
    # Its as_strided() reads any memory: it is not here.
    "numpy.lib.stride_tricks",
    np.lib.stride_tricks,
    named(np.lib.stride_tricks, "sliding_window_view"),
)
pieces = Library("numpy.lib", np.lib, {"stride_tricks": strides})
numpy = Library(
    "numpy",
    np,
    {
        **named(np, _NAMES),
        "True_": np.True_,
        "False_": np.False_,
        "euler_gamma": np.euler_gamma,
        "fft": fourier,
        "lib": pieces,
        "random": random,
        "linalg": linalg,
        "__version__": np.__version__,
    },
)

testing = Library(
    "numpy.testing", np.testing, named(np.testing, "assert_allclose assert_array_almost_equal assert_equal")
)
numpy.members["testing"] = testing

LIBRARIES = {each.name: each for each in (numpy, fourier, pieces, strides, random, linalg, testing)}

for _library in LIBRARIES.values():
    admit(*(member for member in _library.members.values() if callable(member)))
