#!/usr/bin/env python3
"""Computes with torchvision what the families of networks must answer; see FamilyContract.

Run from the project's root, with torchvision 0.14 (Debian: python3-torchvision):

    /usr/bin/python3 testkit/goldens/families.py [FAMILY...]

Writes a file a family. Neither weights nor inputs are stored: Counted.java makes the same numbers of the name of a tensor and
the place in it. All is computed in double precision, so that what differs is the other side's error.

A gradient is stored as its norm and its sums under four random choices of signs: of two gradients that differ by the vector d,
these sums differ by |d| in the root of their mean square.

Where a ReLU or a maximum is undecided within the rounding of float32, the gradient of any float32 program is off by more than
any bound (PyTorch's own by 3 percent in ResNet-50). So in training images are small and few, shifts are far from 0, and of
forty inputs the one is taken that comes nearest to no such place.
"""
import math
import os
import sys
import warnings
import zlib

import numpy
import torch
import torchvision
from torch import nn

warnings.filterwarnings("ignore")
ROOT = "testkit/src/main/resources/dev/alexandrite/testkit/families"
CLASSES = 5
PIXELS = 64  # of images that are classified, and in steps of training
ROWS = 4
INPUTS = 40
STEPS = 10
STEP_ROWS = 8
models = torchvision.models


def without_dropout(model):
    model.classifier[0].p = 0
    return model


MAKERS = {
    "resnet18": lambda: models.resnet18(num_classes=CLASSES),
    "resnet50": lambda: models.resnet50(num_classes=CLASSES),
    "resnext50": lambda: models.resnext50_32x4d(num_classes=CLASSES),
    "vgg11Bn": lambda: models.vgg11_bn(num_classes=CLASSES, dropout=0),
    "googlenet": lambda: models.googlenet(num_classes=CLASSES, dropout=0, dropout_aux=0, init_weights=False),
    "efficientnetB0": lambda: without_dropout(models.efficientnet_b0(num_classes=CLASSES, stochastic_depth_prob=0)),
    "mobilenetV2": lambda: models.mobilenet_v2(num_classes=CLASSES, dropout=0),
    "squeezenet10": lambda: models.squeezenet1_0(num_classes=CLASSES, dropout=0),
    "squeezenet11": lambda: models.squeezenet1_1(num_classes=CLASSES, dropout=0),
}

# Where the shifts of normalisations lie and how far to both sides of it, and how many images of which size have gradients:
# such that float32 is good for five digits of them.
CONDITIONS = {
    "resnet18": (0, 2, 2, 36),
    "resnet50": (0, 2, 2, 36),
    "resnext50": (0, 2, 2, 36),
    "vgg11Bn": (0, 2, 2, 36),
    "googlenet": (0, 2, 8, 36),
    "efficientnetB0": (0, 2, 5, 36),
    "mobilenetV2": (2, 0, 5, 36),  # a map that is 0 everywhere would be normalised: its only input is another
    "squeezenet10": (0, 0, 2, 36),
    "squeezenet11": (0, 0, 2, 36),
}


def words(name, count):
    """A hash of 32 bits for each place, those of MurmurHash3's last step."""
    with numpy.errstate(over="ignore"):
        x = numpy.arange(count, dtype=numpy.uint32) * numpy.uint32(0x9E3779B9)
        x ^= numpy.uint32(zlib.crc32(name.encode()))
        x ^= x >> numpy.uint32(16)
        x *= numpy.uint32(0x85EBCA6B)
        x ^= x >> numpy.uint32(13)
        x *= numpy.uint32(0xC2B2AE35)
        x ^= x >> numpy.uint32(16)
    return x


def uniform(name, count):
    """In [-1, 1), exact in float32."""
    return (words(name, count) >> numpy.uint32(8)).astype(numpy.float64) * 2.0**-23 - 1


def fill(model, middle, apart):
    """Every weight matters: none is 0 or 1, no scale, no shift and no running statistic."""
    scales = {name for name, module in model.named_modules() if isinstance(module, nn.BatchNorm2d)}
    for name, tensor in model.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        layer, part = name.rsplit(".", 1)
        values = uniform(name, tensor.numel())
        if part == "running_var":
            values = 1 + 0.5 * values
        elif part == "weight" and layer in scales:
            values = 1 + 0.25 * values
        elif part == "weight":
            values = math.sqrt(6.0 / (tensor.numel() // tensor.shape[0])) * values
        elif part == "bias" and layer in scales:
            values = middle + numpy.where(values < 0, -apart, apart) + 0.25 * values
        else:
            values = 0.25 * values
        tensor.copy_(torch.from_numpy(values.astype(numpy.float32)).reshape(tensor.shape))


def inputs(name, rows, pixels):
    values = uniform(name, rows * 3 * pixels * pixels)
    return torch.from_numpy(1.5 * values).reshape(rows, 3, pixels, pixels)


def decided_input(model, rows, pixels):
    """Of some inputs the one with the largest distance of any value from a kink, in units of the layer's mean square."""
    least = 0

    def keep(distances, values):
        nonlocal least
        least = min(least, (distances.detach().abs().min() / values.pow(2).mean().sqrt()).item())

    def relu(module, inputs):
        keep(inputs[0], inputs[0])
        if isinstance(module, nn.ReLU6):
            keep(inputs[0] - 6, inputs[0])

    def norm(module, inputs, output):
        keep(output, output)

    def pool(module, inputs):
        size, stride, padding = module.kernel_size, module.stride, module.padding
        padded = nn.functional.pad(inputs[0], (padding,) * 4, value=-1e30)
        windows = nn.functional.unfold(padded, size, stride=stride).reshape(*padded.shape[:2], size * size, -1)
        first, second = windows.topk(2, 2).values.unbind(2)
        undecided = (first - second)[first > second]  # equal ones are one value that an earlier pooling copied, or zeros
        keep(undecided, inputs[0])

    hooks = []
    functional = isinstance(model, torchvision.models.GoogLeNet)
    for module in model.modules():
        if isinstance(module, (nn.ReLU, nn.ReLU6)):
            hooks.append(module.register_forward_pre_hook(relu))
        elif isinstance(module, nn.MaxPool2d):
            hooks.append(module.register_forward_pre_hook(pool))
        elif functional and isinstance(module, nn.BatchNorm2d):
            hooks.append(module.register_forward_hook(norm))
    best, name = -1, None
    state = {key: value.clone() for key, value in model.state_dict().items()}
    with torch.no_grad():
        for k in range(INPUTS):
            least = math.inf
            model(inputs("input %d" % k, rows, pixels))
            if least > best:
                best, name = least, "input %d" % k
    for hook in hooks:
        hook.remove()
    model.load_state_dict(state)
    print(name, "is %.1e from the nearest kink" % best)
    return name


def digest(name, tensor):
    values = tensor.detach().double().numpy().reshape(-1)
    bits = words("signs of " + name, values.size)
    sums = [numpy.where((bits >> numpy.uint32(k)) & 1, values, -values).sum() for k in range(4)]
    return [math.sqrt((values * values).sum())] + sums


def loss_of(outputs, labels):
    entropy = nn.CrossEntropyLoss()
    if isinstance(outputs, tuple):  # GoogLeNet's: the logits, and those of both auxiliary heads
        return entropy(outputs[0], labels) + 0.3 * entropy(outputs[1], labels) + 0.3 * entropy(outputs[2], labels)
    return entropy(outputs, labels)


def write(family):
    middle, apart, rows, pixels = CONDITIONS[family]
    with open(os.path.join(ROOT, family + ".tsv"), "w") as file:

        def line(kind, name, numbers):
            print(kind, name, " ".join("%.9g" % number for number in numbers), sep="\t", file=file)

        model = MAKERS[family]()
        fill(model, middle, apart)
        model.double().eval()
        line("conditions", "-", CONDITIONS[family])
        with torch.no_grad():
            line("logits", "-", model(inputs("input", ROWS, PIXELS)).reshape(-1).tolist())
        model.train()
        name = decided_input(model, rows, pixels)
        loss = loss_of(model(inputs(name, rows, pixels)), torch.arange(rows) % CLASSES)
        loss.backward()
        line("loss", name, [loss.item()])
        for name, parameter in model.named_parameters():
            line("gradient", name, digest(name, parameter.grad))
        for name, tensor in model.state_dict().items():
            if name.endswith("running_mean") or name.endswith("running_var"):
                line("state", name, digest(name, tensor))
        if family == "resnet18":
            line("losses", "-", train(MAKERS[family](), middle, apart))


def train(model, middle, apart):
    """Ten steps of SGD, each over a batch of its own, so that no loss comes near 0."""
    fill(model, middle, apart)
    model.double().train()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9, weight_decay=1e-4)
    losses = []
    for step in range(STEPS):
        labels = (torch.arange(STEP_ROWS) + step) % CLASSES
        optimizer.zero_grad()
        loss = loss_of(model(inputs("batch %d" % step, STEP_ROWS, PIXELS)), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


os.makedirs(ROOT, exist_ok=True)
for family in sys.argv[1:] or MAKERS:
    write(family)
    print(family, flush=True)
