#!/usr/bin/env python3
"""Runs PyTorch's column of docs/guide/from-pytorch.md, code by code, with the PyTorch that is installed.

Needs PyTorch; on Debian: apt-get install python3-torch (1.13), then /usr/bin/python3 tools/peers/try-pytorch.py

Each code is run in the same surroundings: a small network, its optimizer, data and a scheduler, newly made. It prints
"ran", "missing" for what this PyTorch or this machine does not have, or "part" for names and fragments that are no code
by themselves; a code that fails in another way ends it with exit code 1.
"""
import os
import pathlib
import re
import sys
import tempfile

import torch
from torch import nn, optim

PAGE = pathlib.Path(__file__).parents[2] / "docs/guide/from-pytorch.md"
SETUP = """
import torch
from torch import nn, optim
from torch.optim.lr_scheduler import OneCycleLR, ReduceLROnPlateau
from torch.optim.swa_utils import AveragedModel
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler, random_split
from torch.nn.utils import clip_grad_norm_
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
old = net.state_dict()
p = list(net.parameters())
conv, head = net[1], nn.Linear(10, 10)
opt = optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
scheduler = OneCycleLR(opt, max_lr=0.1, total_steps=1000)
x, y = torch.rand(64, 1, 28, 28), torch.randint(0, 10, (64,))
data = TensorDataset(x, y)
loss = nn.CrossEntropyLoss()(net(x), y)
step = 0
f = "net.pt"
"""
OPTIONAL = {  # names that are imported where there are any
    "ImageFolder": "from torchvision.datasets import ImageFolder",
    "v2.": "from torchvision.transforms import v2",
    "save_file": "from safetensors.torch import save_file",
    "get_ema_multi_avg_fn": "from torch.optim.swa_utils import get_ema_multi_avg_fn",
    "SummaryWriter": "from torch.utils.tensorboard import SummaryWriter",
    "torch.onnx": "import onnx",
    "Tuner": "from lightning.pytorch.tuner import Tuner",
    "EarlyStopping": "from lightning.pytorch.callbacks import EarlyStopping",
    "ModelCheckpoint": "from lightning.pytorch.callbacks import ModelCheckpoint",
    "torchmetrics": "import torchmetrics",
}


def codes():
    for line in PAGE.read_text().splitlines():
        cells = line.split(" | ")
        if line.startswith("| ") and len(cells) == 3 and not line.startswith("| task"):
            for code in re.findall(r"`([^`]+)`", cells[1]):
                yield cells[0].lstrip("| "), code


def run(code):
    surroundings = {}
    exec(SETUP, surroundings)
    for name, statement in OPTIONAL.items():
        if name in code:
            exec(statement, surroundings)
    if code == "scheduler.step(loss)":
        surroundings["scheduler"] = optim.lr_scheduler.ReduceLROnPlateau(surroundings["opt"])
    exec(code, surroundings)


def is_part(code):
    return "…" in code or "self." in code or re.fullmatch(r"[\w.]+", code) is not None


failed = False
print("PyTorch", torch.__version__)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    torch.save(nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).state_dict(), "net.pt")
    for task, code in codes():
        said = "ran"
        if is_part(code):
            said = "part"
        else:
            try:
                run(code)
            except ImportError as missing:
                said = f"missing ({missing})"
            except Exception as failure:
                said = f"FAILED ({type(failure).__name__}: {failure})"
                failed = True
        print(f"{said:8} {task}: {code}")
sys.exit(failed)
