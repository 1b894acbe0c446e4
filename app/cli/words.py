"""The language of a terminal, and what the commands say in it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from app.messages import Language
from app.web.languages import language_named


def language_here(environment: Mapping[str, str] = os.environ) -> Language:
    """What LC_ALL, LC_MESSAGES or LANG asks for, the first that is set (POSIX, 8.2), else English."""
    set_ones = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_named(next(filter(None, set_ones), "")) or "en"


HERE = language_here()


def said(en: str, zh: str, language: Language = HERE) -> str:
    return zh if language == "zh-CN" else en


EXITS = said(
    "Exit status: 0 done, 1 a source has a mistake, 2 a wrong option, 3 a file that cannot be read or written.",
    "退出状态：0 完成；1 源文本有错；2 选项有误；3 文件无法读取或写入。",
)
