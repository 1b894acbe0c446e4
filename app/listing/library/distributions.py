"""`torch.distributions`: the distributions that tutorials draw from, and the divergence between two of them."""

from __future__ import annotations

from torch import distributions as real

from app.listing.library import Library, named
from app.listing.rows import admit, table

_NAMES = """
    Bernoulli Beta Binomial Categorical Cauchy Dirichlet Distribution Exponential Gamma Geometric Gumbel Independent
    Laplace LogNormal Multinomial MultivariateNormal Normal OneHotCategorical Pareto Poisson StudentT Uniform
    kl_divergence
"""

kl = Library("torch.distributions.kl", real.kl, named(real.kl, "kl_divergence"))
distributions = Library("torch.distributions", real, {**named(real, _NAMES), "kl": kl})

LIBRARIES = {each.name: each for each in (distributions, kl)}

table(
    real.Distribution,
    "cdf entropy enumerate_support expand icdf log_prob perplexity rsample sample sample_n",
    "batch_shape event_shape has_rsample mean mode stddev variance",
)
for _kind, _said in {
    real.Normal: "loc scale",
    real.Laplace: "loc scale",
    real.Uniform: "low high",
    real.Bernoulli: "probs logits",
    real.Categorical: "probs logits",
    real.Multinomial: "probs logits",
    real.Exponential: "rate",
    real.Poisson: "rate",
    real.MultivariateNormal: "loc covariance_matrix",
}.items():
    assert issubclass(_kind, real.Distribution)
    table(_kind, "", _said)

for _library in LIBRARIES.values():
    admit(*(member for member in _library.members.values() if callable(member)))
