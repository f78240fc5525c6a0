#!/usr/bin/env python3
"""Computes with PyTorch what composites of layers must answer; see CompositeContract.

Run from the project's root, with PyTorch 1.13 or newer (Debian: python3-torch):

    /usr/bin/python3 testkit/goldens/composites.py

Writes one folder a composite: x.npy, y.npy and a file for each parameter, float32 in C order.
"""
import os

import numpy
import torch
from torch import nn

ROOT = "testkit/src/main/resources/dev/alexandrite/testkit/composites"
torch.manual_seed(20121203)


def save(name, x, y, parameters):
    folder = os.path.join(ROOT, name)
    os.makedirs(folder, exist_ok=True)
    tensors = {"x": x, "y": y, **parameters}
    for tensor, values in tensors.items():
        array = numpy.ascontiguousarray(values.detach().numpy().astype("<f4"))
        numpy.save(os.path.join(folder, tensor + ".npy"), array)


def attention():
    """nn.MultiheadAttention over 5 tokens of width 8 with 2 heads."""
    layer = nn.MultiheadAttention(8, 2, batch_first=True)
    nn.init.normal_(layer.in_proj_bias, std=0.2)
    nn.init.normal_(layer.out_proj.bias, std=0.2)
    x = torch.randn(3, 5, 8)
    y, _ = layer(x, x, x)
    weights = {}
    for i, part in enumerate(("query", "key", "value")):
        weights[part + ".weight"] = layer.in_proj_weight[8 * i : 8 * i + 8]
        weights[part + ".bias"] = layer.in_proj_bias[8 * i : 8 * i + 8]
    weights["out.weight"] = layer.out_proj.weight
    weights["out.bias"] = layer.out_proj.bias
    save("attention", x, y, weights)


def squeeze_excitation():
    """Hu et al. 2018: means of 8 maps, two 1x1 convolutions with 2 maps between, a sigmoid gate."""
    down, up = nn.Conv2d(8, 2, 1), nn.Conv2d(2, 8, 1)
    x = torch.randn(3, 8, 5, 4)
    gate = torch.sigmoid(up(torch.relu(down(nn.functional.adaptive_avg_pool2d(x, 1)))))
    save(
        "squeeze_excitation",
        x,
        x * gate,
        {"down.weight": down.weight, "down.bias": down.bias, "up.weight": up.weight, "up.bias": up.bias},
    )


def group_norm():
    """nn.GroupNorm over 6 maps in 3 groups."""
    layer = nn.GroupNorm(3, 6)
    nn.init.normal_(layer.weight, mean=1, std=0.3)
    nn.init.normal_(layer.bias, std=0.3)
    x = torch.randn(3, 6, 5, 4) * 2 + 0.5
    scale, shift = layer.weight.reshape(6, 1, 1), layer.bias.reshape(6, 1, 1)
    save("group_norm", x, layer(x), {"scale.weight": scale, "shift.weight": shift})


def pixel_shuffle():
    """nn.PixelShuffle by 2."""
    x = torch.randn(3, 12, 3, 4)
    save("pixel_shuffle", x, nn.PixelShuffle(2)(x), {})


for make in (attention, squeeze_excitation, group_norm, pixel_shuffle):
    make()
