"""Makes gradients.tsv: a small network of every kind of layer that AlexNet's family has, with the
gradients of one logit by the input and by what every layer puts out, as PyTorch computes them.

    /usr/bin/python3 gradients.py > gradients.tsv

A line is a kind (weight, value or gradient), a name, a shape, and float32 in decimal digits. Made
with PyTorch 1.13.1 of Debian 12 (python3-torch).
"""

import torch
from torch import nn
from torch.nn import functional as F

LABEL = 3

torch.manual_seed(2012)
torch.set_num_threads(1)
layers = {
    "conv1": nn.Conv2d(3, 6, 3, padding=1),
    "conv2": nn.Conv2d(6, 8, 3, padding=1, groups=2),
    "norm2": nn.BatchNorm2d(8),
    "conv3a": nn.Conv2d(8, 4, 1),
    "conv3b": nn.Conv2d(8, 4, 3, padding=1),
    "fc1": nn.Linear(32, 10),
    "fc2": nn.Linear(10, 5),
}
norm = layers["norm2"]
norm.eval()
with torch.no_grad():
    norm.weight.uniform_(0.5, 1.5)
    norm.bias.uniform_(-0.5, 0.5)
    norm.running_mean.uniform_(-0.5, 0.5)
    norm.running_var.uniform_(0.5, 1.5)

values = {}


def keep(name, value):
    value.retain_grad()
    values[name] = value
    return value


x = keep("input", torch.randn(1, 3, 12, 12).mul_(2).requires_grad_())
y = keep("conv1", layers["conv1"](x))
y = keep("relu1", F.relu(y))
y = keep("lrn1", F.local_response_norm(y, 5, alpha=0.5, beta=0.75, k=2.0))
y = keep("pool1", F.max_pool2d(y, 3, 2))
y = keep("conv2", layers["conv2"](y))
y = keep("norm2", norm(y))
y = keep("relu2", F.relu(y))
a = keep("conv3a", layers["conv3a"](y))
b = keep("conv3b", layers["conv3b"](y))
j = keep("join", torch.cat([a, b], 1))
y = keep("sum", j + y)
y = keep("relu3", F.relu(y))
y = keep("pool3", F.avg_pool2d(y, 2, 2))
y = keep("flat", y.flatten(1))
y = keep("fc1", layers["fc1"](y))
y = keep("relu4", F.relu(y))
y = keep("fc2", layers["fc2"](y))
y[0, LABEL].backward()


def line(kind, name, tensor):
    numbers = " ".join("%.9g" % v for v in tensor.detach().flatten().tolist())
    print(kind, name, "x".join(map(str, tensor.shape)), numbers, sep="\t")


for name, layer in layers.items():
    for part, tensor in layer.state_dict().items():
        if part != "num_batches_tracked":
            line("weight", name + "." + part, tensor)
for name, value in values.items():
    line("value", name, value[0])
    line("gradient", name, value.grad[0])
