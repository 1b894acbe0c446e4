"""Tensors: the methods and properties that tutorials use, all of them torch's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from app.listing.machine import running
from app.listing.rows import table

_ELEMENTWISE = """
    abs absolute acos acosh add addcdiv addcmul angle arccos arcsin arctan arctan2 asin asinh atan atan2 atanh
    bitwise_and bitwise_not bitwise_or bitwise_xor ceil clamp clamp_max clamp_min clip conj copysign cos cosh deg2rad
    digamma div divide eq equal erf erfc erfinv exp exp2 expm1 fix float_power floor floor_divide fmax fmin fmod frac
    ge greater greater_equal gt heaviside hypot isclose isfinite isinf isnan isneginf isposinf isreal le lerp less
    less_equal lgamma log log10 log1p log2 logaddexp logical_and logical_not logical_or logical_xor logit lt maximum
    minimum mul multiply nan_to_num ne neg negative nextafter not_equal positive pow rad2deg reciprocal relu remainder
    round rsqrt sgn sigmoid sign signbit sin sinc sinh sqrt square sub subtract tan tanh true_divide trunc where xlogy
"""
_IN_PLACE = """
    abs_ add_ addcdiv_ addcmul_ bernoulli_ ceil_ clamp_ clamp_max_ clamp_min_ clip_ copy_ cos_ div_ divide_ erfinv_
    exp_ exponential_ fill_ fill_diagonal_ floor_ fmod_ lerp_ log_ logical_not_ log_normal_ masked_fill_ mul_ multiply_
    neg_ normal_ pow_ random_ reciprocal_ relu_ remainder_ requires_grad_ round_ rsqrt_ sigmoid_ sign_ sin_ sqrt_
    square_ sub_ subtract_ t_ tan_ tanh_ transpose_ tril_ triu_ trunc_ unsqueeze_ squeeze_ uniform_ zero_ index_fill_
    index_add_ index_copy_ scatter_ scatter_add_ masked_scatter_ detach_ retain_grad cauchy_ geometric_ addmm_ baddbmm_
    hypot_ index_put_ acos_ apply_ asin_ atan_ cosh_ cumprod_ cumsum_ erf_ exp2_ expm1_ float_power_ floor_divide_
    gt_ ge_ log10_ log1p_ log2_ lt_ le_ map_ nan_to_num_ negative_ put_ rad2deg_ resize_ resize_as_ scatter_reduce_
    sinh_ swapaxes_ true_divide_
"""
_REDUCTIONS = """
    all allclose amax amin any aminmax argmax argmin argsort bincount count_nonzero cummax cummin cumprod cumsum
    diff dist histc kthvalue logcumsumexp logsumexp max mean median min mode msort nanmean nanmedian nansum nonzero norm
    prod quantile renorm softmax log_softmax sort std sum topk trace unique unique_consecutive var nanquantile
    scatter_reduce sum_to_size
"""
_PRODUCTS = """
    addbmm addmm addmv addr baddbmm bmm cholesky corrcoef cov cross det diag diag_embed diagflat diagonal dot inner
    inverse kron logdet matmul matrix_exp mm mv outer pinverse qr slogdet svd vdot adjoint cholesky_inverse ger lu
    matrix_power
"""
_SHAPES = """
    argwhere broadcast_to chunk clone contiguous dsplit expand expand_as flatten flip fliplr flipud gather hsplit
    index_add index_fill index_select is_contiguous masked_fill masked_scatter masked_select moveaxis movedim narrow
    permute ravel repeat repeat_interleave reshape reshape_as resolve_conj roll rot90 scatter scatter_add select split
    squeeze stride swapaxes swapdims t take take_along_dim tensor_split tile transpose tril triu unbind unflatten
    unfold unsqueeze view view_as vsplit coalesce diagonal_scatter index_copy index_put select_scatter slice_scatter
    split_with_sizes to_dense to_sparse indices values
"""
_ABOUT = """
    backward bool byte char cpu cuda detach dim double element_size float half int is_complex is_floating_point
    is_nonzero is_signed item long ndimension nelement new_empty new_full new_ones new_tensor new_zeros numel
    numpy register_hook short size storage_offset to tolist type type_as bfloat16 get_device data_ptr bernoulli
    multinomial register_post_accumulate_grad_hook is_inference bitwise_left_shift bitwise_right_shift cdouble cfloat
    frexp gcd greater hardshrink is_coalesced is_pinned is_same_size is_shared lcm ldexp logaddexp2 new_empty prelu
    arccosh arcsinh arctanh eq_ i0 mvlgamma ne_ new pin_memory polygamma storage to_sparse_coo to_sparse_csr
    untyped_storage xlogy_
"""
_STORAGE = "data_ptr nbytes size tolist"
"""of what tensors share: its numbers, and where they are; nothing that leads to a file or another process"""
_SAID = """
    T H mT mH device dtype grad_fn imag is_cuda is_leaf is_quantized is_sparse itemsize layout nbytes ndim
    is_cpu is_meta _version _base name names output_nr real retains_grad shape
"""


def register_hook(tensor: torch.Tensor, hook: Callable[[torch.Tensor], Any]) -> Any:
    """torch's own; where a hook changes a gradient, what torch has is no longer what the graph alone gives."""

    def heard(gradient: torch.Tensor) -> Any:
        found = hook(gradient)
        if found is not None:
            running().recorder.bent = True
        return found

    return torch.Tensor.register_hook(tensor, heard)  # type: ignore[no-untyped-call]


table(
    torch.Tensor,
    _ELEMENTWISE + _IN_PLACE + _REDUCTIONS + _PRODUCTS + _SHAPES + _ABOUT,
    _SAID,
    "data grad requires_grad",
    own={"register_hook": register_hook},
)
for _kind in (torch.TypedStorage, torch.UntypedStorage):
    table(_kind, _STORAGE)
table(torch.Size, "numel")
table(torch.return_types.aminmax, "", "min max")
table(torch.return_types.qr, "", "Q R")
table(torch.return_types.svd, "", "U S V")
table(torch.return_types.slogdet, "", "sign logabsdet")
table(torch.return_types.histogram, "", "hist bin_edges")
for _name, _parts in {
    "linalg_eig": "eigenvalues eigenvectors",
    "linalg_eigh": "eigenvalues eigenvectors",
    "linalg_lstsq": "solution residuals rank singular_values",
    "linalg_qr": "Q R",
    "linalg_slogdet": "sign logabsdet",
    "linalg_svd": "U S Vh",
}.items():
    table(getattr(torch.return_types, _name), "", _parts)
table(torch.dtype, "", "is_floating_point is_complex itemsize")
table(torch.device, "", "type index")
table(torch.finfo, "", "bits eps max min tiny smallest_normal resolution dtype")
table(torch.iinfo, "", "bits max min dtype")
table(torch.Generator, "manual_seed initial_seed seed")
table(torch.utils.hooks.RemovableHandle, "remove")
table(
    torch.autograd.function.FunctionCtx,
    "save_for_backward mark_non_differentiable mark_dirty set_materialize_grads",
)
table(torch._C._FunctionBase, "name", "saved_tensors needs_input_grad next_functions")
table(torch.nn.utils.rnn.PackedSequence, "", "data batch_sizes sorted_indices unsorted_indices")
table(torch.memory_format)
table(torch.autograd.forward_ad.UnpackedDualTensor, "", "primal tangent")
for _named in ("sort", "max", "min", "topk", "median", "mode", "kthvalue", "cummax", "cummin"):
    # What `x.max(dim=1)` gives: both parts by their names.
    table(getattr(torch.return_types, _named), "", "values indices")
