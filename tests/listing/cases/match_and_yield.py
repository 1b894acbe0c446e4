import torch


def activation(name):
    match name:
        case "relu":
            return torch.relu
        case "tanh" | "th":
            return torch.tanh
        case _:
            raise ValueError(f"unknown activation: {name}")


x = torch.tensor([-1.0, 2.0])
for n in ("relu", "th", "gelu"):
    try:
        print(n, activation(n)(x))
    except ValueError as e:
        print("error:", e)


def shape_of(t):
    match tuple(t.shape):
        case ():
            return "scalar"
        case (n,):
            return f"vector of {n}"
        case (n, m) if n == m:
            return f"square {n}"
        case (n, m):
            return f"matrix {n}x{m}"
        case (n, *rest):
            return f"batch {n} of {rest}"


for t in (torch.tensor(1.0), x, torch.eye(2), torch.ones(2, 3), torch.ones(2, 3, 4)):
    print(shape_of(t))


def batches(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("closed")


for b in batches(3):
    print(b)
g = batches(5)
print(next(g))
g.close()

match {"op": "add", "args": [1, 2]}:
    case {"op": "add", "args": [a, b]}:
        print(a + b)
match 3:
    case int() as k if k > 2:
        print("big", k)
match [1, -2.5, None, True]:
    case [1, -2.5, None, True]:
        print("literals")
