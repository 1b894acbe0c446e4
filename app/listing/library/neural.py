"""`torch.nn` and what stands below it."""

from __future__ import annotations

import torch
from torch import nn

from app.listing.library import Library, named
from app.listing.library.parametrizations import PARAMETRIZATIONS, PARAMETRIZE, UTILITIES
from app.listing.rows import admit

_LAYERS = """
    AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveMaxPool2d AlphaDropout AvgPool1d AvgPool2d BatchNorm1d BatchNorm2d
    Bilinear CELU ChannelShuffle ConstantPad1d ConstantPad2d Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d
    CosineSimilarity Dropout Dropout1d Dropout2d ELU Embedding EmbeddingBag Flatten GELU GLU GRU GRUCell GroupNorm
    Hardsigmoid Hardswish Hardtanh Identity InstanceNorm1d InstanceNorm2d LSTM LSTMCell LayerNorm LeakyReLU Linear
    LogSigmoid LogSoftmax MaxPool1d MaxPool2d Mish MultiheadAttention PReLU PairwiseDistance PixelShuffle RMSNorm RNN
    RNNCell RReLU ReLU ReLU6 ReflectionPad2d SELU SiLU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink Softsign
    Tanh Tanhshrink Threshold Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder
    TransformerEncoderLayer Unflatten Upsample ZeroPad2d
    AdaptiveAvgPool3d AdaptiveLogSoftmaxWithLoss AdaptiveMaxPool1d AdaptiveMaxPool3d AvgPool3d BatchNorm3d CircularPad1d
    CircularPad2d ConstantPad3d ConvTranspose3d DataParallel Dropout3d FeatureAlphaDropout Fold Hardshrink
    InstanceNorm3d LPPool1d LPPool2d LazyBatchNorm1d LazyBatchNorm2d LazyConv1d LazyConv2d LazyLinear LocalResponseNorm
    MaxPool3d MaxUnpool1d MaxUnpool2d PixelUnshuffle ReflectionPad1d ReplicationPad1d ReplicationPad2d Unfold
    UpsamplingBilinear2d UpsamplingNearest2d ZeroPad1d ZeroPad3d
"""
_LOSSES = """
    BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss HuberLoss
    KLDivLoss L1Loss MSELoss MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss
    PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss
"""
_CONTAINERS = "Buffer Module ModuleDict ModuleList Parameter ParameterDict ParameterList Sequential"
_FUNCTIONAL = """
    adaptive_avg_pool1d adaptive_avg_pool2d adaptive_max_pool2d alpha_dropout avg_pool1d avg_pool2d batch_norm bilinear
    binary_cross_entropy binary_cross_entropy_with_logits celu conv1d conv2d conv3d conv_transpose1d conv_transpose2d
    cosine_embedding_loss cosine_similarity cross_entropy dropout dropout2d elu embedding fold gaussian_nll_loss gelu
    glu group_norm gumbel_softmax hardsigmoid hardswish hardtanh hinge_embedding_loss huber_loss instance_norm
    interpolate kl_div l1_loss layer_norm leaky_relu linear log_softmax logsigmoid margin_ranking_loss max_pool1d
    max_pool2d mish mse_loss multi_margin_loss multilabel_margin_loss nll_loss normalize one_hot pad pairwise_distance
    pixel_shuffle poisson_nll_loss prelu relu relu6 rms_norm rrelu scaled_dot_product_attention selu sigmoid silu
    smooth_l1_loss soft_margin_loss softmax softmin softplus softshrink softsign tanh tanhshrink threshold
    triplet_margin_loss unfold upsample
    adaptive_avg_pool3d adaptive_max_pool1d affine_grid avg_pool3d channel_shuffle conv_transpose3d ctc_loss dropout1d
    dropout3d elu_ embedding_bag feature_alpha_dropout grid_sample hardshrink hardtanh_ leaky_relu_ local_response_norm
    lp_pool1d lp_pool2d max_pool3d max_unpool1d max_unpool2d multilabel_soft_margin_loss pdist pixel_unshuffle relu_
    rrelu_ selu_ threshold_ triplet_margin_with_distance_loss
"""
_INIT = """
    _calculate_correct_fan _calculate_fan_in_and_fan_out
    calculate_gain constant_ dirac_ eye_ kaiming_normal_ kaiming_uniform_ normal_ ones_ orthogonal_ sparse_
    trunc_normal_ uniform_ xavier_normal_ xavier_uniform_ zeros_
    constant eye kaiming_normal kaiming_uniform normal orthogonal uniform xavier_normal xavier_uniform
"""

functional = Library("torch.nn.functional", nn.functional, named(nn.functional, _FUNCTIONAL))
init = Library("torch.nn.init", nn.init, named(nn.init, _INIT))
parameter = Library("torch.nn.parameter", None, {"Parameter": nn.Parameter})
sequences = Library(
    "torch.nn.utils.rnn",
    torch.nn.utils.rnn,
    named(
        torch.nn.utils.rnn,
        "PackedSequence pack_padded_sequence pack_sequence pad_packed_sequence pad_sequence unpad_sequence",
    ),
)
utils = Library(
    "torch.nn.utils",
    torch.nn.utils,
    {
        **named(
            torch.nn.utils,
            """
            clip_grad_norm_ clip_grad_value_ get_total_norm parameters_to_vector vector_to_parameters
            """,
        ),
        **UTILITIES,
        "parametrizations": PARAMETRIZATIONS,
        "parametrize": PARAMETRIZE,
        "rnn": sequences,
    },
)
neural = Library(
    "torch.nn",
    nn,
    {
        **named(nn, _LAYERS + _LOSSES + _CONTAINERS),
        "functional": functional,
        "init": init,
        "parameter": parameter,
        "utils": utils,
    },
)

modules = Library("torch.nn.modules", None, neural.members)

LIBRARIES = {
    "torch.nn": neural,
    "torch.nn.modules": modules,
    "torch.nn.functional": functional,
    "torch.nn.init": init,
    "torch.nn.parameter": parameter,
    "torch.nn.utils": utils,
    "torch.nn.utils.rnn": sequences,
}

for _library in LIBRARIES.values():
    admit(*(member for member in _library.members.values() if callable(member)))
