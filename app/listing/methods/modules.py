"""Modules of `torch.nn`: their methods. Parameters, submodules and settings are read from the module's own dicts."""

from __future__ import annotations

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.module import _IncompatibleKeys
from torch.nn.modules.rnn import RNNBase
from torch.optim.swa_utils import AveragedModel

from app.listing.rows import table

table(
    nn.Module,
    """
    add_module apply bfloat16 buffers children cpu cuda double eval float forward get_parameter get_submodule
    half load_state_dict modules named_buffers named_children named_modules named_parameters parameters
    register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook register_module
    register_parameter requires_grad_ state_dict to train type zero_grad extra_repr get_buffer
    register_full_backward_pre_hook register_backward_hook set_submodule
    """,
    "_buffers _modules _parameters",
    "training",
)
for _kind in (
    nn.Linear, nn.Bilinear, nn.Embedding, nn.Conv1d, nn.Conv2d, nn.LayerNorm,
):  # fmt: skip
    table(_kind, "reset_parameters")
table(_IncompatibleKeys, "", "missing_keys unexpected_keys")
table(_BatchNorm, "reset_parameters reset_running_stats")
table(RNNBase, "flatten_parameters reset_parameters")
table(AveragedModel, "update_parameters")
table(nn.Sequential, "append extend insert pop")
table(nn.ModuleList, "append extend insert")
table(nn.ModuleDict, "clear items keys pop update values")
table(nn.ParameterList, "append extend")
table(nn.ParameterDict, "clear copy get items keys pop setdefault update values")
table(nn.Transformer, "generate_square_subsequent_mask")
