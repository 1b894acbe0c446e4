"""A formula, data and an optimiser -> one state after another, each a function of the request alone."""
