"""torch itself, and `torch.autograd`, `torch.linalg`, `torch.cuda`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from app.listing.functions import Bound
from app.listing.library import Library, library, named
from app.listing.rows import admit

_MAKING = """
    arange as_tensor asarray bernoulli complex empty empty_like eye from_numpy full full_like linspace logspace
    multinomial normal ones ones_like rand rand_like randint randint_like randn randn_like randperm scalar_tensor
    sparse_coo_tensor tensor tril_indices triu_indices vander zeros zeros_like
"""
_MATHEMATICS = """
    abs absolute acos acosh add addcdiv addcmul arccos arcsin arctan arctan2 asin asinh atan atan2 atanh bitwise_and
    bitwise_not bitwise_or bitwise_xor ceil celu clamp clamp_max clamp_min clip cos cosh deg2rad digamma div divide
    dropout eq equal erf erfc erfinv exp exp2 expm1 float_power floor floor_divide fmax fmin fmod frac ge gt
    heaviside hypot isclose isfinite isinf isnan isreal le lerp lgamma log log10 log1p log2 logaddexp logical_and
    logical_not logical_or logical_xor logit lt maximum minimum mul multiply nan_to_num ne neg negative polygamma
    positive pow prelu rad2deg reciprocal relu relu_ remainder round rrelu rsqrt rsub selu sgn sigmoid sign sin sinc
    sinh softmax log_softmax sqrt square sub subtract tan tanh threshold true_divide trunc where xlogy
"""
_REDUCTIONS = """
    all allclose amax amin any argmax argmin argsort bincount bucketize cdist combinations count_nonzero cummax cummin
    cumprod cumsum diff dist histc isin kthvalue logcumsumexp logsumexp max mean median min mode msort nanmean nanmedian
    nansum norm prod quantile searchsorted sort std std_mean sum topk trace trapezoid trapz unique unique_consecutive
    var var_mean cosine_similarity pairwise_distance
"""
_PRODUCTS = """
    addbmm addmm addmv addr baddbmm block_diag bmm cartesian_prod chain_matmul cholesky conv1d conv2d corrcoef cov
    cross cumulative_trapezoid det diag diag_embed diagflat diagonal dot einsum inner inverse kron logdet matmul
    matrix_exp matrix_power mm mv outer pinverse qr slogdet svd tensordot tril triu vdot
"""
_SHAPES = """
    argwhere atleast_1d atleast_2d atleast_3d broadcast_tensors broadcast_to cat chunk clone column_stack concat
    concatenate detach dsplit dstack flatten flip fliplr flipud gather hsplit hstack index_select masked_fill
    masked_select meshgrid moveaxis movedim narrow nonzero numel permute ravel repeat_interleave reshape roll rot90
    row_stack scatter scatter_add select split squeeze stack swapaxes t take take_along_dim tensor_split tile transpose
    unbind unflatten unsqueeze vsplit vstack view_as_complex view_as_real
"""
_TYPES = """
    BoolTensor ByteTensor DoubleTensor FloatTensor Generator HalfTensor IntTensor LongTensor ShortTensor Size Tensor
    bfloat16 bool cdouble cfloat complex128 complex64 device double dtype finfo float float16 float32 float64 half iinfo
    int int16 int32 int64 int8 long short uint8 strided contiguous_format preserve_format
"""
_MODES = """
    enable_grad get_default_dtype get_num_threads inference_mode initial_seed is_complex is_floating_point
    is_grad_enabled is_tensor manual_seed no_grad promote_types result_type seed set_default_dtype set_grad_enabled
    set_printoptions can_cast is_nonzero get_rng_state set_rng_state
"""
_CONSTANTS = "e inf nan pi newaxis __version__"


def threads(count: int) -> None:
    """`torch.set_num_threads`: listings have one, and compute the same with it."""


def deterministic(mode: bool, **options: bool) -> None:
    """`torch.use_deterministic_algorithms`: on one processor they are."""


cuda = Library(
    "torch.cuda",
    torch.cuda,
    named(torch.cuda, "is_available device_count manual_seed manual_seed_all empty_cache synchronize"),
)
linalg = Library(
    "torch.linalg",
    torch.linalg,
    named(
        torch.linalg,
        """
        cholesky cond cross det eig eigh eigvals eigvalsh inv lstsq matrix_exp matrix_norm matrix_power matrix_rank
        multi_dot norm pinv qr slogdet solve svd svdvals vecdot vector_norm
        """,
    ),
)
functional = Library(
    "torch.autograd.functional",
    torch.autograd.functional,
    named(torch.autograd.functional, "hessian hvp jacobian jvp vhp vjp"),
)
autograd = Library(
    "torch.autograd",
    torch.autograd,
    {
        **named(torch.autograd, "Function Variable backward grad gradcheck detect_anomaly set_detect_anomaly no_grad"),
        "functional": functional,
        "enable_grad": torch.enable_grad,
    },
)


def transforming(name: str, transform: Callable[..., Callable[..., Any]]) -> Callable[..., Bound]:
    """A transform of `torch.func`: the function that it makes may be called."""

    def transformed(*given: Any, **options: Any) -> Bound:
        made = transform(*given, **options)
        return Bound(lambda _, *values, **named_values: made(*values, **named_values), transform, name)

    return transformed


_TRANSFORMS = named(torch.func, "grad grad_and_value hessian jacfwd jacrev vmap")
func = Library(
    "torch.func",
    torch.func,
    {**named(torch.func, "functional_call jvp"), **{name: transforming(name, f) for name, f in _TRANSFORMS.items()}},
)
testing = Library("torch.testing", torch.testing, named(torch.testing, "assert_close"))
_cudnn = Library("torch.backends.cudnn", None, {})
backends = Library(
    "torch.backends",
    None,
    {"cudnn": _cudnn, "mps": Library("torch.backends.mps", None, {"is_available": torch.backends.mps.is_available})},
)

torch_members = {
    **named(torch, _MAKING + _MATHEMATICS + _REDUCTIONS + _PRODUCTS + _SHAPES + _TYPES + _MODES + _CONSTANTS),
    "set_num_threads": threads,
    "use_deterministic_algorithms": deterministic,
    "set_grad_enabled": torch.set_grad_enabled,
    "autograd": autograd,
    "backends": backends,
    "cuda": cuda,
    "func": func,
    "vmap": func.members["vmap"],
    "testing": testing,
    "linalg": linalg,
    "nn": library("torch.nn"),
    "optim": library("torch.optim"),
    "utils": library("torch.utils"),
}

LIBRARIES = {
    "torch": Library("torch", torch, torch_members),
    "torch.autograd": autograd,
    "torch.autograd.functional": functional,
    "torch.backends": backends,
    "torch.cuda": cuda,
    "torch.func": func,
    "torch.testing": testing,
    "torch.linalg": linalg,
}

for _library in (*LIBRARIES.values(), backends.members["mps"]):
    admit(*(member for member in _library.members.values() if callable(member)))
