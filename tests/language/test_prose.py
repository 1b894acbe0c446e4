import time

from app.language.prose import bared


def test_what_is_passed_over_leaves_every_other_place_where_it_is() -> None:
    source = "设 u = a+b，则 y = 3u\nP(y=1|x) = u"
    formulas, readings = bared(source)
    assert formulas == "  u = a+b;  y = 3u\nP        = u"
    assert [(each.code, source[slice(*each.span)]) for each in readings] == [
        ("prose", "设"), ("prose", "，则"), ("aside", "(y=1|x)"),
    ]  # fmt: skip


def test_formulas_without_prose_stay_as_they_are() -> None:
    for source in ("f(|x|) = 3", "y = (a|b|c) == 2", "-2x == 3", "1.5 = x", "J(w) = |w|", "where = 3", "设备 = 3"):
        assert bared(source) == (source, [])


def test_no_source_takes_long() -> None:
    for piece in ("(", "a(", "|", "x=(a|", "=\\", "where =x", " ", "1. ", "a(b)=", ", where ", "\n", "=a(\\a"):
        started = time.process_time()
        bared((piece * 16_384)[:16_380] + "=")
        assert time.process_time() - started < 1
