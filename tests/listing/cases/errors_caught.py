import torch


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


x = torch.ones(2, 3)
attempt(lambda: x @ x)
attempt(lambda: x + torch.ones(4))
attempt(lambda: x.view(5))
attempt(lambda: x.backward())
attempt(lambda: torch.tensor([1.0, 2.0], requires_grad=True).numpy())
attempt(lambda: x.item())
attempt(lambda: x.foo)
attempt(lambda: x[5])
attempt(lambda: torch.nn.Linear(2, 3)(torch.ones(1, 4)))
attempt(lambda: torch.tensor("a"))
attempt(lambda: x.grad.zero_())
attempt(lambda: torch.nonexistent)
attempt(lambda: [1, 2][10])
attempt(lambda: {"a": 1}["b"])
attempt(lambda: "a" + 1)
attempt(lambda: len(5))
attempt(lambda: 5())
attempt(lambda: int("abc"))
attempt(lambda: undefined_name)
attempt(lambda: (1, 2) + [3])
attempt(lambda: [].pop())
attempt(lambda: 1 / 0)
attempt(lambda: torch.zeros(2).reshape(3))
attempt(lambda: torch.cat([torch.ones(1, 2), torch.ones(1, 3)]))
attempt(lambda: torch.nn.functional.cross_entropy(torch.ones(2, 3), torch.tensor([0, 5])))
attempt(lambda: torch.ones(2).to("cuda:0") if torch.cuda.is_available() else "no cuda")
attempt(lambda: None.x)
attempt(lambda: bool(torch.ones(2)))


def two(a, b):
    return a + b


attempt(lambda: two(1))
attempt(lambda: two(1, 2, 3))
attempt(lambda: two(1, c=3))
attempt(lambda: two(1, a=3))


def unpack():
    a, b = [1, 2, 3]


attempt(unpack)


def unpack2():
    a, b = 1


attempt(unpack2)


def local():
    print(z)
    z = 1


attempt(local)


class A:
    def __init__(self, n):
        self.n = n

    def m(self, k):
        return k


attempt(lambda: A())
attempt(lambda: A(1).m())
attempt(lambda: A(1).q)
attempt(lambda: sorted([1, "a"]))
attempt(lambda: sum(["a"]))
attempt(lambda: range(1, 2, 0))
attempt(lambda: "%d" % "x")
attempt(lambda: "{}".format())
attempt(lambda: f"{3.5:d}")
attempt(lambda: next(iter([])))
attempt(lambda: float("x"))
attempt(lambda: max([]))
try:
    try:
        raise KeyError("inner")
    except KeyError as e:
        raise ValueError("outer") from e
except ValueError as e:
    print("chained", e)
finally:
    print("always")
