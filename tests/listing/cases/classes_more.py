"""What books on Python show of classes besides plain ones, and the names that a listing may ask for."""
import operator
import os
import unicodedata
from collections import OrderedDict, namedtuple
from contextlib import ExitStack, nullcontext
from functools import lru_cache, singledispatch, wraps


class Singleton:
    instance = None

    def __new__(cls, *given):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, value=0):
        self.value = value


a, b = Singleton(1), Singleton(2)
print(a is b, a.value)


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name[1:]} must be positive")
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        delattr(instance, self.name)


class Once:
    """Computes once: no `__set__`, so what it stores goes before it."""

    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        print("computed")
        value = instance.__dict__[self.function.__name__] = self.function(instance)
        return value


class Optimizer:
    registry = {}
    lr = Positive()

    def __init_subclass__(cls, short="", **named):
        super().__init_subclass__(**named)
        Optimizer.registry[short or cls.__name__] = cls

    def __init__(self, lr):
        self.lr = lr

    @Once
    def half(self):
        return self.lr / 2

    @classmethod
    def make(cls, lr):
        return cls(lr)


class SGD(Optimizer):
    @classmethod
    def make(cls, lr):
        return super().make(lr * 2)


class Adam(Optimizer, short="adam"):
    pass


print(Optimizer.registry, SGD.__bases__, Adam.__mro__, Adam.__module__, type(Optimizer.lr).__name__)
sgd = SGD.make(0.1)
print(sgd.lr, sgd.half, sgd.half, sgd.__dict__)
try:
    sgd.lr = -1
except ValueError as error:
    print(error)
try:
    sgd.lr += -5
except ValueError as error:
    print(error)
del sgd.lr
print(hasattr(sgd, "lr"), "lr" in dir(sgd), [name for name in dir(SGD) if not name.startswith("_")])


class Stack(list):
    def push(self, value):
        self.append(value)
        return self

    def __getitem__(self, place):
        found = super().__getitem__(place)
        return Stack(found) if isinstance(place, slice) else found

    def __repr__(self):
        return f"Stack({super().__repr__()})"


stack = Stack([1, 2]).push(3)
stack.name = "s"
stack[0] = 7
print(stack, stack[1:], len(stack), stack + [1], stack == [7, 2, 3], 3 in stack, stack.pop(), stack.name, sum(stack))


class Names(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self[name] = value

    def __missing__(self, key):
        return f"no {key}"


names = Names(lr=0.1, layers=[2, 1])
names.epochs = 3
print(names, names.lr, names["zz"], names.layers, list(names), {**names})


class Cache(OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self.size:
            self.popitem(last=False)


cache = Cache(2)
for key in "abca":
    cache[key] = ord(key)
print(list(cache.items()), len(cache))


class Celsius(float):
    def __new__(cls, value, unit="C"):
        made = super().__new__(cls, value)
        made.unit = unit
        return made

    def __add__(self, other):
        return Celsius(super().__add__(other))

    def __str__(self):
        return f"{float(self):.1f}°{self.unit}"


print(Celsius(20) + 1.5, Celsius(3) * 2, max(Celsius(1), Celsius(2)), isinstance(Celsius(1), float))


class Point(namedtuple("Point", "x y")):
    def __new__(cls, x, y=0):
        return super().__new__(cls, x, y)

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


print(Point(1) + Point(2, 3), Point(5).y)


@singledispatch
def told(value):
    return f"value {value}"


@told.register(int)
@told.register(float)
def told_number(value):
    return f"number {value}"


@told.register(list)
def _(value):
    return [told(each) for each in value]


print(told("a"), told(1), told([2.5, None]), told.dispatch(bool)(True))


def logged(function):
    """Says what it calls."""

    @wraps(function)
    def inner(*given, **named):
        print("call", function.__name__, given, named)
        return function(*given, **named)

    return inner


@logged
def area(width, height=2, *, scale=1):
    """Area."""
    inside = width * height
    print(locals(), sorted(vars()), dir())
    return inside * scale


print(area(2, scale=3), area.__name__, area.__doc__, area.__wrapped__.__defaults__, area.__wrapped__.__kwdefaults__)
print("area" in globals(), globals()["a"] is a)
globals()["later"] = 5
print(later, __name__)


def apart(a, /, *, b):
    return a


for wrong in (lambda: apart(1, b=1, **{"b": 2}), lambda: apart(a=1, b=2), lambda: apart(1, 2), lambda: apart(1), lambda: apart(1, b=1, c=2)):
    try:
        wrong()
    except TypeError as error:
        print(error)


@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(60), fibonacci.cache_info(), str(sgd.make).split(" at ")[0].split("<class")[0])
print(operator.attrgetter("real", "imag")(3), operator.attrgetter("value.real")(a))
print(list(map(operator.methodcaller("upper"), "ab")), sorted([a], key=operator.attrgetter("value"))[0].value)
print(os.path.join("runs", "a.pt"), os.path.splitext("a.pt"), os.path.exists("a.pt"), os.path.basename("x/y"))
with ExitStack() as held:
    print(held.enter_context(nullcontext(3)))
print(unicodedata.normalize("NFD", "é").encode(), unicodedata.category("é"))
data = bytearray(b"abc")
data[0] = 120
print(data, bytes(data), (258).to_bytes(2, "big"), int.from_bytes(b"\x01\x02", "big"), float.fromhex("0x1p-2"))


class Tree(dict):
    def __missing__(self, key):
        found = self[key] = Tree()
        return found


tree = Tree()
tree["a"]["b"] = 1
print(tree, "q" in tree, tree.get("q"))


class Sorted(list):
    def append(self, value):
        super().append(value)
        self.sort()

    def __iter__(self):
        return (each * 10 for each in super().__iter__())

    def __len__(self):
        return 100


numbers = Sorted([3, 1])
numbers.append(2)
print(numbers, [each for each in numbers], len(numbers), type(numbers + [1]).__name__, numbers == [1, 2, 3])


class Vector(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self, other)))


first, second = Vector(3, 4) + Vector(1, 1)
print(first, second, Vector(1, 2), hash(Vector(1, 2)) == hash((1, 2)))
try:
    object.__new__(Vector, 1)
except TypeError as error:
    print(error)
held = globals()
print(held is vars(), held["held"] is held)
