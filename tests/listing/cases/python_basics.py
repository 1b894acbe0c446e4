from __future__ import print_function

nums = [3, 1, 2]
nums.sort(reverse=True)
print(nums, sorted(nums), nums[::-1], nums[-1], nums[1:])
squares = [n**2 for n in nums if n % 2]
pairs = {k: v for k, v in zip("abc", nums)}
print(squares, pairs, {n % 2 for n in nums}, tuple(x for x in range(3)))
for k, v in sorted(pairs.items(), key=lambda kv: kv[1]):
    print(k, v, sep="=", end="; ")
print()
print("%5.2f|%-8s|%03d|%s" % (3.14159, "left", 7, [1, 2]))
print("{:>8}|{:<8}|{:^8}|{:08.3f}|{:,}|{:e}".format("r", "l", "c", 3.14159, 1234567, 12345.678))
print("{0} {1} {0} {name}".format("a", "b", name="n"), "{a[0]} {b[k]}".format(a=[1], b={"k": 2}))
name, x = "w", 1.23456789
print(f"{name!r} {x:.3f} {x:10.2e} {name:>5} {1 + 1} {x:{10}.{3}f} {{}} {name=}")
a, *b = 1, 2, 3
(c, d), e = (4, 5), 6
print(a, b, c, d, e)


def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)


print(fact(20), 7 // 2, -7 // 2, 7 % 3, -7 % 3, 2**10, 2**-1, 1 / 3, 10**20)
print(divmod(17, 5), round(2.5), round(3.14159, 2), abs(-3), max(1, 5, 3), min([4, 2]), sum([1, 2, 3], 10))
print(any([0, 1]), all([]), list(map(str, [1, 2])), list(filter(None, [0, 1, 2])), list(reversed([1, 2])))
print(" hello ".strip().upper().replace("L", "x"), "a,b,c".split(","), "-".join(["x", "y"]), "abc".find("c"))
print("abc"[1], "abc" * 2, "b" in "abc", "x" not in "abc", 1 < 2 < 3, not True, None is None, 1 == 1.0)
stack = []
stack.append(1)
stack.extend([2, 3])
stack.insert(0, 0)
print(stack.pop(), stack, stack.index(2), len(stack))
d = {}
d["a"] = 1
d.setdefault("b", []).append(2)
d.update(c=3)
print(d, d.get("z", "none"), list(d.keys()), list(d.values()), "a" in d, d.pop("a"), d)
s = {1, 2} | {2, 3}
s.add(9)
print(s, s & {1, 9}, s - {1}, {1} <= s)
i = 0
while True:
    i += 1
    if i == 2:
        continue
    if i > 4:
        break
    print(i, end=" ")
else:
    print("never")
print()
for i in range(3):
    pass
else:
    print("done", i)
t = 1 if i > 5 else 2
print(t, True and 0, None or "x", isinstance(t, int), type(t), type("s").__name__, bool([]), int("7"), float("1e-3"))
print(list(enumerate("ab", start=1)), list(zip([1, 2], [3, 4])), *range(3), [*range(2), 5], {**{"a": 1}, "b": 2})
lst = [[0] * 3 for _ in range(2)]
lst[0][1] = 5
del lst[1]
print(lst, 0x1F, 0b101, 1_000, 1e3, 3j, "\t|", r"\n")
if (n := len(lst)) == 1:
    print("walrus", n)
print(
    "multipart",
    """two
lines""",
)
