class Value:
    """a scalar and its gradient"""

    count = 0

    def __init__(self, data, _children=(), _op=""):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op
        Value.count += 1

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, k):
        out = Value(self.data**k, (self,), f"**{k}")

        def _backward():
            self.grad += k * self.data ** (k - 1) * out.grad

        out._backward = _backward
        return out

    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), "ReLU")

        def _backward():
            self.grad += (out.data > 0) * out.grad

        out._backward = _backward
        return out

    def backward(self):
        topo = []
        visited = set()

        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)

        build_topo(self)
        self.grad = 1
        for v in reversed(topo):
            v._backward()

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-other)

    def __rmul__(self, other):
        return self * other

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"


a = Value(2.0)
b = Value(-3.0)
c = 2 * a * b + b**2 + 1
d = (c + a).relu()
d.backward()
print(a, b, c, d, Value.count)


class Shape:
    def __init__(self, name):
        self.name = name

    def area(self):
        return 0

    def __str__(self):
        return "%s with area %.2f" % (self.name, self.area())

    @property
    def double(self):
        return 2 * self.area()

    @staticmethod
    def unit():
        return "cm"

    @classmethod
    def make(cls, *args):
        return cls(*args)


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return self.side**2

    def __eq__(self, other):
        return self.side == other.side

    def __len__(self):
        return 4

    def __getitem__(self, i):
        return self.side

    def __call__(self, k):
        return Square(self.side * k)

    def __iter__(self):
        return iter([self.side] * 4)

    def __contains__(self, x):
        return x == self.side

    def __bool__(self):
        return self.side > 0

    def __lt__(self, other):
        return self.side < other.side


s = Square(3)
print(s, s.double, s.unit(), Square.unit(), Square.make(2), len(s), s[0], s(2), list(s), 3 in s)
print(
    s == Square(3), s != Square(4), bool(Square(0)), isinstance(s, Shape), issubclass(Square, Shape), type(s).__name__
)
print(sorted([Square(3), Square(1)])[0].side, hasattr(s, "side"), hasattr(s, "x"), getattr(s, "x", None))
setattr(s, "side", 5)
s.colour = "red"
print(s.side, s.colour, s.__class__.__name__)


class MyError(ValueError):
    def __init__(self, msg, code=0):
        super().__init__(msg)
        self.code = code


try:
    raise MyError("custom", code=7)
except ValueError as e:
    print(e, e.code, type(e).__name__)


class Timer:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *exc):
        print("exit", exc[0] is None)
        return False


with Timer() as t:
    print("inside")
try:
    s.missing
except AttributeError as e:
    print(e)
try:
    Square(1, 2)
except TypeError as e:
    print(e)


class Empty:
    pass


e = Empty()
e.x = 1
e.x += 1
print(e.x, type(Empty))
