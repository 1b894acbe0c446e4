"""`argparse`: a listing is started without arguments, so that all have their defaults."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from app.listing.callables import may_call
from app.listing.library import Library
from app.listing.machine import Left, running
from app.listing.namespaces import Arguments
from app.listing.refusals import Refusal
from app.listing.rows import admit, table


class ArgumentParser(argparse.ArgumentParser):
    """Python's own; it reads no files, takes no arguments of this process, and does not end it."""

    def __init__(self, *given: Any, **options: Any) -> None:
        if options.get("fromfile_prefix_chars"):
            raise Refusal("listing.call", name="ArgumentParser(fromfile_prefix_chars=...)")
        options.setdefault("prog", "listing.py")
        super().__init__(*given, **options)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise Left

    def error(self, message: str) -> NoReturn:
        raise Left


def parse_args(parser: ArgumentParser, args: Sequence[str] | None = None) -> Any:
    return parser.parse_args([] if args is None else args, Arguments())


def parse_known_args(parser: ArgumentParser, args: Sequence[str] | None = None) -> Any:
    return parser.parse_known_args([] if args is None else args, Arguments())


def set_defaults(parser: ArgumentParser, **named_values: Any) -> None:
    for name in named_values:
        refuse_special(name)
    parser.set_defaults(**named_values)


def refuse_special(name: str) -> None:
    """Of what becomes the name of an attribute."""
    if name.startswith("_"):
        raise Refusal("listing.special", name=name)


def add_argument(holder: Any, *names: str, **options: Any) -> None:
    """`add_argument("--lr", type=float)`; `type` must be something that the listing itself may call."""
    kind = options.get("type")
    if kind is not None and not may_call(running(), kind):
        raise Refusal("listing.call", name="type")
    if not isinstance(options.get("action", ""), str):
        raise Refusal("listing.call", name="action")
    refuse_special(holder.add_argument(*names, **options).dest)


def print_help(parser: ArgumentParser) -> None:
    machine = running()
    machine.console.write(machine.recorder.line, parser.format_help())


_GROUP = argparse._ArgumentGroup

arguments = Library(
    "argparse",
    argparse,
    {
        "ArgumentParser": ArgumentParser,
        "Namespace": Arguments,
        "ArgumentDefaultsHelpFormatter": argparse.ArgumentDefaultsHelpFormatter,
        "RawTextHelpFormatter": argparse.RawTextHelpFormatter,
    },
)
LIBRARIES = {"argparse": arguments}

table(
    ArgumentParser,
    "add_argument_group add_mutually_exclusive_group format_help",
    own={
        "add_argument": add_argument,
        "parse_args": parse_args,
        "parse_known_args": parse_known_args,
        "print_help": print_help,
        "set_defaults": set_defaults,
    },
)
table(_GROUP, own={"add_argument": add_argument})
admit(ArgumentParser, Arguments)
