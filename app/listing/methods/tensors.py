"""Tensors: the methods and properties that tutorials use, all of them torch's own."""

from __future__ import annotations

import torch

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
    hypot_ index_put_
"""
_REDUCTIONS = """
    all allclose amax amin any aminmax argmax argmin argsort bincount count_nonzero cummax cummin cumprod cumsum
    diff dist histc kthvalue logcumsumexp logsumexp max mean median min mode msort nanmean nanmedian nansum nonzero norm
    prod quantile renorm softmax log_softmax sort std sum topk trace unique unique_consecutive var
"""
_PRODUCTS = """
    addbmm addmm addmv addr baddbmm bmm cholesky corrcoef cov cross det diag diag_embed diagflat diagonal dot inner
    inverse kron logdet matmul matrix_exp mm mv outer pinverse qr slogdet svd vdot
"""
_SHAPES = """
    argwhere broadcast_to chunk clone contiguous dsplit expand expand_as flatten flip fliplr flipud gather hsplit
    index_add index_fill index_select is_contiguous masked_fill masked_scatter masked_select moveaxis movedim narrow
    permute ravel repeat repeat_interleave reshape reshape_as resolve_conj roll rot90 scatter scatter_add select split
    squeeze stride swapaxes swapdims t take take_along_dim tensor_split tile transpose tril triu unbind unflatten
    unfold unsqueeze view view_as vsplit
"""
_ABOUT = """
    backward bool byte char cpu cuda detach dim double element_size float half int is_complex is_floating_point
    is_nonzero is_signed item long ndimension nelement new_empty new_full new_ones new_tensor new_zeros numel
    numpy register_hook short size storage_offset to tolist type type_as bfloat16 get_device data_ptr bernoulli
    multinomial register_post_accumulate_grad_hook is_inference
"""
_SAID = """
    T H mT mH device dtype grad_fn imag is_cuda is_leaf is_quantized is_sparse itemsize layout nbytes ndim
    output_nr real retains_grad shape
"""


table(torch.Tensor, _ELEMENTWISE + _IN_PLACE + _REDUCTIONS + _PRODUCTS + _SHAPES + _ABOUT, _SAID,
      "data grad requires_grad")  # fmt: skip
table(torch.Size, "numel")
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
table(torch._C._FunctionBase, "", "saved_tensors needs_input_grad")
for _named in ("sort", "max", "min", "topk", "median", "mode", "kthvalue", "cummax", "cummin"):
    # What `x.max(dim=1)` gives: both parts by their names.
    table(getattr(torch.return_types, _named), "", "values indices")
