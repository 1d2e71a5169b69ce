"""Writes model.safetensors, a state_dict as safetensors.torch.save_file would write it, and prints its logits.

The format by hand, since Debian has no safetensors: the tensors sorted by the width of their type and then by name.
"""
import json
import struct

import numpy as np
import torch
from torch import nn

torch.manual_seed(5)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 5, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(4))
        self.classifier = nn.Sequential(nn.Linear(144, 12), nn.ReLU(), nn.Linear(12, 10))

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


def pixels(image):
    """Any pictures will do, as long as Java can draw them, too."""
    return np.array([(image * 37 + i * 101 + image * i * i) % 251 for i in range(784)], dtype=np.uint8)


net = Net()
x = torch.tensor(np.stack([pixels(i) for i in range(60)])).reshape(-1, 1, 28, 28)
x = (x / 255.0 - 0.5) / 0.25
for batch in x.split(20):  # fills the running statistics
    net(batch)
state = {"model." + name: tensor for name, tensor in net.state_dict().items()}
state["model.classifier.0.weight"] = state["model.classifier.0.weight"].half()
state["model.classifier.0.bias"] = state["model.classifier.0.bias"].bfloat16()
state["model.classifier.2.weight"] = state["model.classifier.2.weight"].double()
net.load_state_dict({name[6:]: tensor.float() for name, tensor in state.items()})
net.eval()

TYPES = {torch.float64: "F64", torch.int64: "I64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16"}
header, values = {}, b""
for name, tensor in sorted(state.items(), key=lambda item: (-item[1].element_size(), item[0])):
    raw = tensor.contiguous().reshape(-1)
    raw = (raw.view(torch.int16) if tensor.dtype == torch.bfloat16 else raw).numpy().tobytes()
    header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(values), len(values) + len(raw)]}
    values += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open("model.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + values)

with torch.no_grad():
    for image in (0, 1, 59):
        print(", ".join(f"{logit:.6f}" for logit in net(x[image:image + 1])[0].tolist()))
