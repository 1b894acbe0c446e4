def greet(name, greeting="Hello", *args, punctuation="!", **kwargs):
    return f"{greeting}, {name}{punctuation} {args} {kwargs}"


print(greet("Ann"))
print(greet("Bob", "Hi", 1, 2, punctuation="?", x=3))
print(greet(**{"name": "Cy"}), greet(*["Di", "Yo"]))


def counter():
    count = 0

    def increment(by=1):
        nonlocal count
        count += by
        return count

    return increment


c1, c2 = counter(), counter()
print(c1(), c1(5), c2(), c1())
total = 0


def add(n):
    global total
    total += n


for i in range(4):
    add(i)
print(total)
adders = [lambda x, k=k: x + k for k in range(3)]
print([f(10) for f in adders], (lambda *a: sum(a))(1, 2, 3))
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 2)(5))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


gen = fib()
print([next(gen) for _ in range(10)], sum(x * x for x in range(4)))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n


print(list(tree(4)))


def fails():
    try:
        return "try"
    finally:
        print("finally")


print(fails())
for bad in (
    lambda: 1 / 0,
    lambda: [][1],
    lambda: {}["k"],
    lambda: int("x"),
    lambda: None + 1,
    lambda: undefined,
    lambda: greet(),
):
    try:
        bad()
    except (ZeroDivisionError, IndexError) as e:
        print(type(e).__name__, e)
    except KeyError as e:
        print("KeyError", e, e.args)
    except Exception as e:
        print(type(e).__name__ + ":", e)
    else:
        print("nothing")
try:
    raise ValueError("bad value", 3)
except ValueError as e:
    print(e, repr(e), e.args)
try:
    assert 1 == 2, "not equal"
except AssertionError as e:
    print("assert:", e)


def recursive(n):
    return recursive(n + 1)


try:
    recursive(0)
except RecursionError:
    print("too deep")
print(add.__name__, (lambda: 0).__name__, callable(add), callable(3))
