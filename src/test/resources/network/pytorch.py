#!/usr/bin/python3
"""Writes pytorch.json: what PyTorch (1.13, CPU, double precision) makes of small networks.

All numbers are waves, sin(i * frequency), so that Java can make the same ones. Each network is given as Inkling's
text and built here from torch.nn alone; `names` are PyTorch's own.
"""
import json, os, re
import torch, torch.nn as nn

torch.set_default_dtype(torch.float64)
wave = lambda n, f, height=1.0: torch.sin(torch.arange(1, n + 1) * f).mul(height).float().double()


class Residual(nn.Module):
    def __init__(self, body, shortcut):
        super().__init__()
        self.body = body
        if shortcut is not None:
            self.shortcut = shortcut

    def forward(self, x):
        return self.body(x) + (self.shortcut(x) if hasattr(self, "shortcut") else x)


def items(text):
    depth, item = 0, ""
    for c in text + ",":
        depth += {"(": 1, ")": -1}.get(c, 0)
        if c == "," and depth == 0:
            yield item.strip()
            item = ""
        else:
            item += c


def sequence(text, x):
    """The modules of a text, and what they make of an example."""
    modules = nn.Sequential()
    for item in items(text):
        for module in layer(item, x):
            modules.append(module)
            x = module(x)
    return modules, x


def layer(item, x):
    word = re.match("[a-z]+", item).group()
    number = [int(n) for n in re.findall(r"\d+", item)] if word != "residual" else []
    option = lambda name, otherwise: int((re.search(name + r" (\d+)", item) or [0, otherwise])[1])
    if word == "dense":
        flat = [nn.Flatten()] if x.dim() > 2 else []
        return flat + [nn.Linear(x[0].numel(), number[0])]
    if word == "conv":
        return [nn.Conv2d(x.shape[1], number[0], number[1], option("stride", 1), option("pad", 0))]
    if word == "maxpool":
        return [nn.MaxPool2d(number[0], option("stride", number[0]))]
    if word == "avgpool":
        return [nn.AvgPool2d(number[0], option("stride", number[0]))]
    if word == "batchnorm":
        return [nn.BatchNorm2d(x.shape[1]) if x.dim() == 4 else nn.BatchNorm1d(x.shape[1])]
    if word == "residual":
        body, y = sequence(item[9:-1], x)
        stride = x.shape[2] // y.shape[2] if x.dim() == 4 else 1
        same = x.shape == y.shape
        return [Residual(body, None if same else nn.Sequential(
            nn.Conv2d(x.shape[1], y.shape[1], 1, stride), nn.BatchNorm2d(y.shape[1])))]
    return [{"relu": nn.ReLU, "gelu": nn.GELU, "tanh": nn.Tanh, "flatten": nn.Flatten}[word]()
            if word != "globalavgpool" else nn.AdaptiveAvgPool2d(1)]


def case(text, shape, images, classes, steps=0):
    x = wave(images * shape[0] * shape[1] * shape[2], .7).view(images, *shape)
    y = torch.arange(images) * 3 % classes
    net, _ = sequence(text + f", dense {classes}", x)
    flat = wave(sum(p.numel() for p in net.parameters()), 1, .3)
    at = 0
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(flat[at:at + p.numel()].view(p.shape))
            at += p.numel()
    for module in net.modules():  # as sequence() has run it already
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.reset_running_stats()
    optimizer = torch.optim.Adam(net.parameters(), lr=.01)
    logits, losses = None, []
    for step in range(max(1, steps)):
        net.train()
        optimizer.zero_grad()
        out = net(x)
        loss = nn.functional.cross_entropy(out, y)
        loss.backward()
        losses.append(loss.item())
        logits = out.detach() if logits is None else logits
        if steps:
            optimizer.step()
    net.eval()
    flatten = lambda tensors: torch.cat([t.reshape(-1) for t in tensors] or [torch.zeros(0)])
    gradient = flatten([p.grad for p in net.parameters()])
    every = max(1, len(gradient) // 400)
    return {
        "text": text, "shape": shape, "images": images, "classes": classes, "steps": steps,
        "names": [name for name, _ in net.named_parameters()],
        "losses": losses,
        "logits": logits.reshape(-1).tolist(),
        "every": every,
        "gradient": gradient[::every].tolist(),
        "parameters": flatten([p.detach() for p in net.parameters()])[::every].tolist(),
        "running": flatten([b for name, b in net.named_buffers() if "running" in name]).tolist(),
        "evaluated": net(x).detach().reshape(-1).tolist(),
    }


LENET = "conv 6x5 pad 2, relu, maxpool 2, conv 16x5, relu, maxpool 2, dense 120, relu, dense 84, relu"
cases = [
    case("dense 5, relu, dense 6, tanh", (3, 3, 4), 3, 4),
    case("conv 3x3 stride 2 pad 1, relu, conv 4x2", (3, 7, 6), 3, 4),
    case("conv 3x3 pad 1, maxpool 2, conv 2x2, maxpool 3 stride 2", (3, 13, 12), 3, 4),
    case("conv 3x3 pad 1, avgpool 2, conv 2x2, avgpool 3 stride 1", (3, 11, 10), 3, 4),
    case("conv 3x3, gelu, conv 4x1, tanh, globalavgpool", (3, 5, 6), 3, 4),
    case("conv 3x3, batchnorm, relu, dense 5, batchnorm, gelu", (3, 5, 6), 5, 4),
    case("conv 3x3 pad 1, residual(conv 3x3 pad 1, tanh), globalavgpool", (3, 4, 5), 3, 4),
    case("conv 3x3 pad 1, batchnorm, relu, residual(conv 3x3 pad 1, batchnorm, relu, conv 3x3 pad 1, batchnorm), relu, "
         "residual(conv 4x3 stride 2 pad 1, batchnorm, relu), globalavgpool", (3, 8, 8), 5, 4),
    case(LENET, (1, 28, 28), 3, 10),
    case("conv 8x3 pad 1, batchnorm, relu, conv 8x3 pad 1, batchnorm, relu, maxpool 2, conv 12x3 pad 1, batchnorm, relu, "
         "conv 12x3 pad 1, batchnorm, relu, maxpool 2, dense 20, relu", (3, 12, 12), 5, 10),
    case("conv 4x3, gelu, batchnorm, maxpool 2, dense 6, tanh", (3, 8, 8), 6, 4, steps=3),
]
round_ = lambda v: [float(f"{x:.9g}") for x in v]
for c in cases:
    for key in ("losses", "logits", "gradient", "parameters", "running", "evaluated"):
        c[key] = round_(c[key])
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pytorch.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
