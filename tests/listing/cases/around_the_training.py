# 训练之外的部分：保存、进度条、时间、坐标轴
import copy
import time
import weakref
from datetime import datetime

import matplotlib.pyplot as plt
import torch
from matplotlib.ticker import MaxNLocator
from torch import nn
from tqdm import tqdm, trange

torch.manual_seed(0)
模型 = nn.Linear(2, 1)
优化器 = torch.optim.Adam(模型.parameters(), lr=0.1)
最好 = float("inf")
bar = tqdm(range(4), desc="训练")
for 轮 in bar:
    损失 = 模型(torch.ones(3, 2)).pow(2).mean()
    优化器.zero_grad()
    损失.backward()
    优化器.step()
    bar.set_postfix(loss=f"{损失.item():.3f}")
    if 损失.item() < 最好:
        最好 = 损失.item()
        torch.save({"轮": 轮, "模型": 模型.state_dict(), "损失": 损失, "历史": [损失, 轮]}, "best.pt")
tqdm.write("保存完毕")
保存 = torch.load("best.pt", map_location="cpu", weights_only=False)
print(sorted(保存), 保存["轮"], 保存["损失"].requires_grad, 保存["损失"].is_leaf)
另一个 = nn.Linear(2, 1)
print(另一个.load_state_dict(保存["模型"]), torch.equal(另一个.weight, 模型.weight))
深拷贝 = copy.deepcopy(模型.state_dict())
print(list(深拷贝), weakref.ref(模型)() is 模型)
with tqdm(total=10) as 进度:
    for _ in trange(5, leave=False):
        进度.update(2)
print(进度.n, 进度.total)
print(time.strftime("%H:%M", time.gmtime(3661)), time.strptime("2024-03-01", "%Y-%m-%d").tm_mon, len(time.ctime()))
print(datetime.strptime("2024-03-01", "%Y-%m-%d").strftime("%Y年%m月%d日"), time.localtime().tm_year > 2000)
fig, (左, 右) = plt.subplots(1, 2, figsize=(8, 3))
左.plot([1, 2], label="损失")
左.spines["top"].set_visible(False)
左.spines[["left", "right"]].set_color("none")
左.xaxis.set_major_locator(MaxNLocator(integer=True))
柱 = 右.bar(["a", "b"], [1, 3])
for 每个 in 柱:
    右.text(每个.get_x() + 每个.get_width() / 2, 每个.get_height(), f"{每个.get_height():.0f}", ha="center")
右.bar_label(柱)
图 = 右.imshow([[1, 2]])
fig.colorbar(图, ax=右)
左.legend(*左.get_legend_handles_labels())
plt.show()
