"""How a listing is refused: by name, with its place, and with the way to write it where there is one."""

from __future__ import annotations

import ast

from app.errors import NameProblem, UserError, ValueProblem
from app.messages import Text, text

NOTHING: Text = text("", "")


class Refusal(NameProblem):
    """A name outside the tables. `node` is where it stands, if that is known before anything runs."""

    def __init__(self, code: str, node: ast.AST | None = None, **facts: object) -> None:
        super().__init__(code, None, **facts)
        self.node = node


class Unsupported(ValueProblem):
    """A construct of Python that listings do not have."""

    def __init__(self, node: ast.AST, what: Text | str, advice: Text) -> None:
        super().__init__("listing.construct", None, what=what, advice=advice)
        self.node = node


def unsupported(node: ast.AST, what: Text | str, en: str, zh: str) -> Unsupported:
    """The refusal of a construct: what it is called, in words or by Python's own, and what to write instead."""
    return Unsupported(node, what, text(en, zh))


def node_of(error: UserError) -> ast.AST | None:
    """Where an error belongs in the tree, where it knows."""
    return getattr(error, "node", None)


# fmt: off
BUILTIN_ADVICE: dict[str, Text] = {
    "open": text("A listing reads and writes no files; write the data into it as lists.", "代码不能读写文件；请把数据以列表写在代码里。"),
    "input": text("A listing asks nobody; assign the value to a name.", "代码不能等待输入；请直接给变量赋值。"),
    "eval": text("Write the expression itself.", "请直接写出表达式。"),
    "exec": text("Write the statements themselves.", "请直接写出语句。"),
}
MODULE_ADVICE: dict[str, Text] = {
    "pandas": text("Write the data as lists, or make it with `torch` or `numpy`.", "请用列表写出数据，或用 `torch`、`numpy` 生成。"),
    "torchvision": text("Make small data with `torch.randn` instead of downloading pictures.", "请用 `torch.randn` 造一小批数据，代替下载图片。"),
    "sklearn": text("Make the data with `torch` or `numpy`; `nn` and `optim` do the rest.", "请用 `torch` 或 `numpy` 生成数据；其余用 `nn` 和 `optim`。"),
    **dict.fromkeys(("torchviz", "graphviz", "torchsummary", "torchinfo", "netron", "hiddenlayer"),
                    text("Leave it out: the graph of every backward() is drawn here anyway.", "请删掉：这里会自动画出每次 backward() 的计算图。")),
    **dict.fromkeys(("PIL", "cv2", "skimage", "imageio"),
                    text("Make a small picture with `torch.rand(1, 8, 8)`; no files are read.", "请用 `torch.rand(1, 8, 8)` 造一张小图；这里不读取文件。")),
    **dict.fromkeys(("seaborn", "plotly", "visdom", "wandb", "tensorboardX", "pyecharts"),
                    text("Draw with `matplotlib.pyplot`: its curves are shown here.", "请用 `matplotlib.pyplot` 画图，这里会显示它的曲线。")),
    **dict.fromkeys(("scipy", "torchmetrics", "d2l", "einops", "jieba", "transformers", "torchtext"),
                    text("Write what you need of it yourself: a few lines of `torch` or `numpy`.", "请把需要的部分自己写出来，几行 `torch` 或 `numpy` 即可。")),
    **dict.fromkeys(("pathlib", "shutil", "glob", "pickle", "csv", "urllib", "requests", "zipfile"),
                    text("A listing reads and writes no files; write the data into it as lists.", "代码不能读写文件；请把数据以列表写在代码里。")),
    **dict.fromkeys(("threading", "multiprocessing", "subprocess", "asyncio", "concurrent"),
                    text("A listing does one thing after another: leave it out.", "代码只能顺序执行，请删掉这一部分。")),
    "tensorflow": text("Only PyTorch and NumPy are here.", "这里只有 PyTorch 和 NumPy。"),
}
MEMBER_ADVICE: dict[tuple[str, str], Text] = {
    ("torch", "load"): text("No files are read: only what the same listing has saved before can be loaded.", "这里不读取文件：只能载入同一段代码之前保存过的内容。"),
    ("torch", "save"): text("No files are written: save under a name, `torch.save(model.state_dict(), \"best.pt\")`, and load it in the same listing.", "这里不写文件：请用文件名保存，例如 `torch.save(model.state_dict(), \"best.pt\")`，并在同一段代码里载入。"),
    ("torch", "compile"): text("Leave it out: the module runs the same without it.", "请删掉：不用它，模块照样运行。"),
    ("torch", "from_file"): text("Compute the values in the listing; no files are read.", "请在代码里算出这些值；这里不读取文件。"),
    **dict.fromkeys([("os", "listdir"), ("os", "getcwd"), ("os", "remove"), ("os", "walk")],
                    text("There are no files and folders here; leave it out.", "这里没有文件和文件夹，请删掉这一句。")),
    ("numpy", "load"): text("Compute the values in the listing; no files are read.", "请在代码里算出这些值；这里不读取文件。"),
    ("numpy", "save"): text("Print what you want to keep; no files are written.", "要保留的内容请用 print 输出；这里不写文件。"),
    ("numpy", "loadtxt"): text("Write the data into the listing as lists.", "请把数据以列表写在代码里。"),
    ("numpy", "genfromtxt"): text("Write the data into the listing as lists.", "请把数据以列表写在代码里。"),
}
# fmt: on
