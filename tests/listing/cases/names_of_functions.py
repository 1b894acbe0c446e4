import torch
from torch import nn
class Scale(nn.Module):
    """Multiplies by a learned number."""
    __constants__ = ['k']
    def __init__(self, k: float = 2.0):
        super().__init__()
        self.k = nn.Parameter(torch.tensor(k))
    def __call__(self, x): return super().__call__(x)
    def forward(self, x): return self.k * x
    def __getitem__(self, i): return list(self.parameters())[i]
    def __len__(self): return 1
s = Scale(); print(s(torch.ones(1)), s[0], len(s), s.__doc__, s.__class__.__name__, Scale.forward.__name__)
class Registry(dict if False else object):
    _items = {}
    @classmethod
    def register(cls, name):
        def deco(f):
            cls._items[name] = f
            return f
        return deco
@Registry.register("sq")
def sq(x): return x ** 2
print(Registry._items["sq"](torch.tensor(3.)), list(Registry._items))
class Singleton:
    _inst = None
    @classmethod
    def get(cls):
        if cls._inst is None: cls._inst = cls()
        return cls._inst
print(Singleton.get() is Singleton.get())
