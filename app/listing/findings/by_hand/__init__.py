"""Gradients written by hand: what a listing says of them, what they really are, and what was probably forgotten."""
