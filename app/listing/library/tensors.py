"""torch itself, and `torch.autograd`, `torch.linalg`, `torch.cuda`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from app.listing.functions import Bound
from app.listing.library import Library, library, named
from app.listing.library.saving import load, save
from app.listing.rows import admit

_MAKING = """
    arange as_tensor asarray bernoulli complex empty empty_like eye from_numpy full full_like linspace logspace
    multinomial normal ones ones_like poisson polar rand rand_like randint randint_like randn randn_like randperm range
    scalar_tensor sparse_coo_tensor tensor tril_indices triu_indices vander zeros zeros_like hann_window hamming_window
    blackman_window bartlett_window binomial
"""
_MATHEMATICS = """
    abs absolute acos acosh add addcdiv addcmul arccos arcsin arctan arctan2 asin asinh atan atan2 atanh bitwise_and
    bitwise_not bitwise_or bitwise_xor ceil celu clamp clamp_max clamp_min clip cos cosh deg2rad digamma div divide
    dropout eq equal erf erfc erfinv exp exp2 expm1 float_power floor floor_divide fmax fmin fmod frac ge gt
    heaviside hypot isclose isfinite isinf isnan isreal le lerp lgamma log log10 log1p log2 logaddexp logical_and
    logical_not logical_or logical_xor logit lt maximum minimum mul multiply nan_to_num ne neg negative polygamma
    positive pow prelu rad2deg reciprocal relu relu_ remainder round rrelu rsqrt rsub selu sgn sigmoid sign sin sinc
    sinh softmax log_softmax sqrt square sub subtract tan tanh threshold true_divide trunc where xlogy
    abs_ adjoint angle arccosh arcsinh arctanh bitwise_left_shift bitwise_right_shift ceil_ clamp_ conj copysign cos_
    exp_ fill fill_ fix floor_ frexp gcd greater greater_equal hardshrink i0 imag isneginf isposinf lcm ldexp less
    less_equal logaddexp2 log_ mvlgamma neg_ nextafter not_equal real round_ selu_ sigmoid_ signbit sin_ sqrt_ square_
    tanh_ zero_
"""
_REDUCTIONS = """
    all allclose amax amin any argmax argmin argsort bincount bucketize cdist combinations count_nonzero cummax cummin
    cumprod cumsum diff dist histc isin kthvalue logcumsumexp logsumexp max mean median min mode msort nanmean nanmedian
    nansum norm prod quantile searchsorted sort std std_mean sum topk trace trapezoid trapz unique unique_consecutive
    var var_mean cosine_similarity pairwise_distance aminmax frobenius_norm gradient histogram nuclear_norm pdist renorm
    binary_cross_entropy_with_logits cosine_embedding_loss hinge_embedding_loss kl_div margin_ranking_loss
    poisson_nll_loss triplet_margin_loss
"""
_PRODUCTS = """
    addbmm addmm addmv addr baddbmm block_diag bmm cartesian_prod chain_matmul cholesky conv1d conv2d corrcoef cov
    cross cumulative_trapezoid det diag diag_embed diagflat diagonal dot einsum inner inverse kron logdet matmul
    matrix_exp matrix_power mm mv outer pinverse qr slogdet svd tensordot tril triu vdot adaptive_avg_pool1d avg_pool1d
    batch_norm bilinear channel_shuffle cholesky_inverse cholesky_solve conv3d conv_transpose1d conv_transpose2d
    embedding ger group_norm gru_cell layer_norm lstm_cell lu max_pool1d max_pool2d pixel_shuffle pixel_unshuffle
    rms_norm rnn_relu_cell rnn_tanh_cell svd_lowrank
"""
_SHAPES = """
    argwhere atleast_1d atleast_2d atleast_3d broadcast_tensors broadcast_to cat chunk clone column_stack concat
    concatenate detach dsplit dstack flatten flip fliplr flipud gather hsplit hstack index_select masked_fill
    masked_select meshgrid moveaxis movedim narrow nonzero numel permute ravel repeat_interleave reshape roll rot90
    row_stack scatter scatter_add select split squeeze stack swapaxes t take take_along_dim tensor_split tile transpose
    unbind unflatten unsqueeze vsplit vstack view_as_complex view_as_real broadcast_shapes diagonal_scatter index_add
    index_fill index_put masked_scatter scatter_reduce select_scatter slice_scatter split_with_sizes swapdims
    unravel_index
"""
_TYPES = """
    BFloat16Tensor BoolTensor ByteTensor CharTensor DoubleTensor FloatTensor Generator HalfTensor IntTensor LongTensor
    ShortTensor Size Tensor bfloat16 bool cdouble cfloat chalf complex128 complex32 complex64 device double dtype finfo
    float float16 float32 float64 half iinfo int int16 int32 int64 int8 long short uint16 uint32 uint64 uint8 strided
    sparse_coo channels_last contiguous_format preserve_format memory_format layout
"""
_MODES = """
    enable_grad get_default_dtype get_num_threads inference_mode initial_seed is_complex is_floating_point
    is_grad_enabled is_tensor no_grad promote_types result_type seed set_default_dtype set_grad_enabled
    set_printoptions can_cast is_nonzero get_rng_state set_rng_state are_deterministic_algorithms_enabled
    default_generator get_default_device get_float32_matmul_precision is_anomaly_enabled is_inference
    is_inference_mode_enabled is_same_size is_signed set_anomaly_enabled set_default_device set_default_tensor_type
    set_float32_matmul_precision set_flush_denormal typename
"""
_CONSTANTS = "e inf nan pi newaxis __version__"


def manual_seed(seed: Any) -> Any:
    """`torch.manual_seed` without what it does for devices that are not here: it writes down a stack for each kind."""
    return torch.default_generator.manual_seed(int(seed))


def threads(count: int) -> None:
    """`torch.set_num_threads`: listings have one, and compute the same with it."""


def deterministic(mode: bool, **options: bool) -> None:
    """`torch.use_deterministic_algorithms`: on one processor they are."""


cuda = Library(
    "torch.cuda",
    torch.cuda,
    named(
        torch.cuda,
        """
        is_available device_count manual_seed manual_seed_all empty_cache synchronize current_device get_device_name
        is_bf16_supported max_memory_allocated max_memory_reserved memory_allocated memory_reserved set_device
        """,
    ),
)
mixed = Library("torch.cuda.amp", torch.cuda.amp, named(torch.cuda.amp, "autocast GradScaler"))
cuda.members["amp"] = mixed
linalg = Library(
    "torch.linalg",
    torch.linalg,
    named(
        torch.linalg,
        """
        LinAlgError cholesky cond cross det diagonal eig eigh eigvals eigvalsh inv lstsq lu lu_factor lu_solve matmul
        matrix_exp matrix_norm matrix_power matrix_rank multi_dot norm pinv qr slogdet solve solve_triangular svd
        svdvals tensorinv tensorsolve vander vecdot vector_norm
        """,
    ),
)
functional = Library(
    "torch.autograd.functional",
    torch.autograd.functional,
    named(torch.autograd.functional, "hessian hvp jacobian jvp vhp vjp"),
)
function = Library(
    "torch.autograd.function",
    torch.autograd.function,
    named(torch.autograd.function, "Function FunctionCtx once_differentiable"),
)
graphs = Library(
    "torch.autograd.graph",
    torch.autograd.graph,
    named(torch.autograd.graph, "save_on_cpu saved_tensors_hooks"),
)
forward = Library(
    "torch.autograd.forward_ad",
    torch.autograd.forward_ad,
    named(torch.autograd.forward_ad, "dual_level make_dual unpack_dual"),
)
accelerator = Library(
    "torch.accelerator",
    torch.accelerator,
    named(torch.accelerator, "current_accelerator device_count is_available synchronize"),
)
amp = Library("torch.amp", torch.amp, named(torch.amp, "autocast GradScaler"))
autograd = Library(
    "torch.autograd",
    torch.autograd,
    {
        **named(
            torch.autograd,
            """
            Function Variable backward grad gradcheck gradgradcheck detect_anomaly inference_mode set_detect_anomaly
            set_grad_enabled no_grad
            """,
        ),
        "functional": functional,
        "function": function,
        "forward_ad": forward,
        "graph": graphs,
        "variable": Library("torch.autograd.variable", None, {"Variable": torch.autograd.Variable}),
        "enable_grad": torch.enable_grad,
    },
)


def transforming(name: str, transform: Callable[..., Callable[..., Any]]) -> Callable[..., Bound]:
    """A transform of `torch.func`: the function that it makes may be called."""

    def transformed(*given: Any, **options: Any) -> Bound:
        made = transform(*given, **options)
        return Bound(lambda _, *values, **named_values: made(*values, **named_values), transform, name)

    return transformed


def vjp(*given: Any, **options: Any) -> tuple[Any, ...]:
    """`torch.func.vjp`: the values, and the function that takes what arrives at them back."""
    output, back, *rest = torch.func.vjp(*given, **options)
    return (output, Bound(lambda _, *values: back(*values), torch.func.vjp, "vjp"), *rest)


_TRANSFORMS = named(torch.func, "grad grad_and_value hessian jacfwd jacrev vmap")
func = Library(
    "torch.func",
    torch.func,
    {
        **named(torch.func, "functional_call jvp stack_module_state"),
        "vjp": vjp,
        **{name: transforming(name, f) for name, f in _TRANSFORMS.items()},
    },
)
testing = Library("torch.testing", torch.testing, named(torch.testing, "assert_close"))
_cudnn = Library(
    "torch.backends.cudnn",
    None,
    {"benchmark": False, "deterministic": False, "enabled": True, "is_available": torch.backends.cudnn.is_available},
    assigned="benchmark deterministic enabled",
)
special = Library(
    "torch.special",
    torch.special,
    named(
        torch.special,
        """
        bessel_j0 bessel_j1 digamma entr erf erfc erfcx erfinv exp2 expit expm1 gammaln i0 i1 log1p log_softmax logit
        logsumexp ndtr ndtri polygamma psi round sinc softmax xlog1py xlogy zeta
        """,
    ),
)
fourier = Library(
    "torch.fft",
    torch.fft,
    named(torch.fft, "fft fft2 fftfreq fftn fftshift ifft ifft2 ifftn ifftshift irfft irfft2 rfft rfft2 rfftfreq"),
)
chance = Library(
    "torch.random",
    torch.random,
    {**named(torch.random, "initial_seed seed fork_rng"), "manual_seed": manual_seed},
)
backends = Library(
    "torch.backends",
    None,
    {"cudnn": _cudnn, "mps": Library("torch.backends.mps", None, {"is_available": torch.backends.mps.is_available})},
)

torch_members = {
    **named(torch, _MAKING + _MATHEMATICS + _REDUCTIONS + _PRODUCTS + _SHAPES + _TYPES + _MODES + _CONSTANTS),
    "manual_seed": manual_seed,
    "set_num_threads": threads,
    "use_deterministic_algorithms": deterministic,
    "set_grad_enabled": torch.set_grad_enabled,
    "load": load,
    "save": save,
    "autograd": autograd,
    "backends": backends,
    "cuda": cuda,
    "accelerator": accelerator,
    "amp": amp,
    "autocast": torch.autocast,
    "fft": fourier,
    "func": func,
    "random": chance,
    "special": special,
    "distributions": library("torch.distributions"),
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
    "torch.accelerator": accelerator,
    "torch.amp": amp,
    "torch.autograd.forward_ad": forward,
    "torch.autograd.function": function,
    "torch.autograd.graph": graphs,
    "torch.autograd.functional": functional,
    "torch.autograd.variable": autograd.members["variable"],
    "torch.backends": backends,
    "torch.backends.cudnn": _cudnn,
    "torch.cuda": cuda,
    "torch.cuda.amp": mixed,
    "torch.fft": fourier,
    "torch.func": func,
    "torch.random": chance,
    "torch.special": special,
    "torch.testing": testing,
    "torch.linalg": linalg,
}

for _library in (*LIBRARIES.values(), backends.members["mps"]):
    admit(*(member for member in _library.members.values() if callable(member)))
