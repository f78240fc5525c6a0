#!/usr/bin/env python3
"""Counts torchvision's networks: one line for each, of parameters, multiply-adds of one image of the published size, and
the checksum of the names and shapes of all tensors; see FamilyCountsTest.

Run from the project's root, with torchvision 0.14 (Debian: python3-torchvision):

    /usr/bin/python3 testkit/goldens/torchvision_counts.py > sdk-api/src/test/resources/dev/alexandrite/model/torchvision.tsv
"""
import warnings
import zlib

import torch
import torchvision
from torch import nn

warnings.filterwarnings("ignore")
PRESETS = {
    "resnet18": ("resnet18", 224),
    "resnet34": ("resnet34", 224),
    "resnet50": ("resnet50", 224),
    "resnet101": ("resnet101", 224),
    "resnet152": ("resnet152", 224),
    "resnext50": ("resnext50_32x4d", 224),
    "resnext101": ("resnext101_32x8d", 224),
    "wideResnet50": ("wide_resnet50_2", 224),
    "wideResnet101": ("wide_resnet101_2", 224),
    "vgg11": ("vgg11", 224),
    "vgg13": ("vgg13", 224),
    "vgg16": ("vgg16", 224),
    "vgg19": ("vgg19", 224),
    "vgg11Bn": ("vgg11_bn", 224),
    "vgg13Bn": ("vgg13_bn", 224),
    "vgg16Bn": ("vgg16_bn", 224),
    "vgg19Bn": ("vgg19_bn", 224),
    "squeezenet10": ("squeezenet1_0", 224),
    "squeezenet11": ("squeezenet1_1", 224),
    "mobilenetV2": ("mobilenet_v2", 224),
    "efficientnetB0": ("efficientnet_b0", 224),
    "efficientnetB1": ("efficientnet_b1", 240),
    "efficientnetB2": ("efficientnet_b2", 288),
    "efficientnetB3": ("efficientnet_b3", 300),
    "efficientnetB4": ("efficientnet_b4", 380),
    "efficientnetB5": ("efficientnet_b5", 456),
    "efficientnetB6": ("efficientnet_b6", 528),
    "efficientnetB7": ("efficientnet_b7", 600),
    "googlenet": ("googlenet", 224),
}


def multiply_adds(model, size):
    total = 0

    def count(module, inputs, output):
        nonlocal total
        total += output.numel() * module.weight[0].numel()

    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.register_forward_hook(count)
    with torch.no_grad():
        model(torch.zeros(1, 3, size, size))
    return total


print("preset", "torchvision", "size", "parameters", "multiplyAdds", "tensors", "checksum", sep="\t")
for preset, (name, size) in PRESETS.items():
    extra = {"init_weights": False} if name == "googlenet" else {}
    model = getattr(torchvision.models, name)(**extra).eval()
    main = [(tensor, value) for tensor, value in model.state_dict().items()
            if not tensor.endswith("num_batches_tracked") and not tensor.startswith("aux")]
    parameters = sum(value.numel() for tensor, value in model.named_parameters() if not tensor.startswith("aux"))
    lines = sorted(tensor + " " + ",".join(map(str, value.shape)) for tensor, value in main)
    checksum = zlib.crc32("\n".join(lines).encode())
    print(preset, name, size, parameters, multiply_adds(model, size), len(lines), "%08x" % checksum, sep="\t", flush=True)
