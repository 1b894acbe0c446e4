"""Links that lead nowhere, and the place where short ones are kept."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
LINKS: dict[str, Message] = {
    "link.code": Message(
        404, text("This link cannot be read", "无法读取这个链接"),
        text("The link is cut off or misspelt.", "链接不完整，或者有抄写错误。"),
        text("Copy it once more, whole.", "请重新完整地复制一次。")),
    "link.unknown": Message(
        404, text("No such link", "没有这个链接"),
        text("Nothing is kept under this link.", "这个链接下没有保存任何内容。"),
        text("Check its twelve characters: capital and small letters differ.", "请检查这十二个字符，注意区分大小写。")),
    "link.foreign": Message(
        404, text("Not an address of ours", "不是本站的地址"),
        text("There is no graph of this server at that address.", "这个地址没有本服务器的图。"),
        text("Give the whole address of a graph, a link or a lesson here.", "请给出本站某张图、某个链接或某一课的完整地址。")),
    "store.down": Message(
        503, text("Short links cannot be reached", "短链接暂时不可用"),
        text("The place where short links are kept does not answer.", "保存短链接的数据库没有响应。"),
        text("Use the permanent link: it needs no keeping.", "请使用永久链接，它无需保存。")),
    "store.read_only": Message(
        503, text("No short links here", "这里不能保存短链接"),
        text("This server may not write where short links are kept.", "这台服务器没有写入权限，无法保存短链接。"),
        text("Use the permanent link: it needs no keeping.", "请使用永久链接，它无需保存。")),
    "store.full": Message(
        507, text("No room for short links", "空间已满"),
        text("There is no room left where short links are kept.", "保存短链接的磁盘已满。"),
        text("Use the permanent link: it needs no keeping.", "请使用永久链接，它无需保存。")),
    "store.missing": Message(
        404, text("No links there", "那里没有链接"),
        text("There is no database at {path}.", "{path} 处没有数据库。")),
    "store.conflict": Message(
        409, text("The links do not fit together", "链接互相冲突"),
        text("Both databases keep something under link {id} or its graph, and not the same. Nothing was copied.",
             "两个数据库都保存了链接 {id} 或它的图，但内容不一致。没有复制任何内容。")),
}
# fmt: on
