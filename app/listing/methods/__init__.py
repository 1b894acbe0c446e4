"""What may be done with values, one file a family of types; importing this enters all rows."""

from app.listing.methods import arrays, containers, modules, tensors, text, training

__all__ = ["arrays", "containers", "modules", "tensors", "text", "training"]
