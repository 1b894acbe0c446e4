"""Chainlight beside torch, micrograd, HIPS autograd and sympy: ratios, each measured in one run. See README.md."""
