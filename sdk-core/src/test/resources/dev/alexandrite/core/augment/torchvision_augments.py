"""Writes torchvision-augments.txt beside it: what torchvision 0.14.1 makes of Pillow 9.4's pictures.

Run with Debian's python3-pil, python3-torchvision and python3-numpy:
    /usr/bin/python3 torchvision_augments.py

A line is what was done and the first 16 digits of the SHA-256 of the RGB bytes of all pictures that
came out, one behind the other. The pictures are computed, so that they need not be kept.
"""
import hashlib
import os

import numpy
from PIL import Image
from torchvision.transforms import RandomResizedCrop
from torchvision.transforms import autoaugment
from torchvision.transforms import functional
from torchvision.transforms.functional import InterpolationMode

HERE = os.path.dirname(os.path.abspath(__file__))
FILL = [120, 7, 240]
BINS = [31, 10]
GEOMETRY = ["ShearX", "ShearY", "TranslateX", "TranslateY", "Rotate"]
MODES = {"NEAREST": InterpolationMode.NEAREST, "BILINEAR": InterpolationMode.BILINEAR,
         "BICUBIC": InterpolationMode.BICUBIC}
FACTORS = [0.0, 0.2, 0.5, 0.75, 1.0, 1.125, 1.4, 2.7]
HUES = [-0.5, -0.375, -0.1, -0.03125, 0.0, 0.001, 0.05, 0.25, 0.4, 0.5]
BOXES = [(0, 0, 97, 120), (3, 5, 40, 31), (50, 80, 47, 40), (96, 119, 1, 1), (10, 0, 5, 120),
         (20, 33, 24, 24)]
SIZES = [(24, 24), (7, 50), (64, 33)]


def noise(height, width):
    """Bytes of a linear congruential generator that begins with the sizes."""
    state = height * 65537 + width
    values = bytearray()
    for _ in range(height * width * 3):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 24)
    return numpy.frombuffer(bytes(values), numpy.uint8).reshape(height, width, 3)


def cube():
    """All colours of 16 levels to each channel."""
    i = numpy.arange(4096)
    return (numpy.stack([i % 16, i // 16 % 16, i // 256], 1) * 17).astype(
        numpy.uint8).reshape(64, 64, 3)


def slope(height, width):
    """Few levels, other ones in each channel."""
    y, x, c = numpy.mgrid[0:height, 0:width, 0:3]
    return (40 + 17 * c + (y * (c + 1) + x * 2) % 121).astype(numpy.uint8)


def flat(height, width):
    """One colour."""
    return numpy.full((height, width, 3), (9, 130, 200), numpy.uint8)


def digest(images):
    hashed = hashlib.sha256()
    for image in images:
        hashed.update(numpy.asarray(image).tobytes())
    return hashed.hexdigest()[:16]


def operations(pictures):
    policies = {"RAND": lambda bins, size: autoaugment.RandAugment()._augmentation_space(bins, size),
                "TRIVIAL_WIDE": lambda bins, size: autoaugment.TrivialAugmentWide()
                ._augmentation_space(bins)}
    for name, space in policies.items():
        for bins in BINS:
            for op, (magnitudes, signed) in space(bins, (1, 1)).items():
                for number in range(bins if magnitudes.ndim else 1):
                    for sign in ([1, -1] if signed else [1]):
                        for mode in (["NEAREST", "BILINEAR"] if op in GEOMETRY else ["NEAREST"]):
                            changed = []
                            for picture in pictures:
                                own = space(bins, picture.size[::-1])[op][0]
                                strength = float(own[number].item()) if own.ndim else 0.0
                                changed.append(autoaugment._apply_op(
                                    picture, op, sign * strength, MODES[mode], FILL))
                            yield f"{name} {op} {number} {bins} {sign} {mode} {digest(changed)}"


def adjustments(pictures):
    for name in ["brightness", "contrast", "saturation"]:
        adjust = getattr(functional, "adjust_" + name)
        for factor in FACTORS:
            yield f"adjust {name} {factor} {digest([adjust(each, factor) for each in pictures])}"
    for turn in HUES:
        turned = [functional.adjust_hue(each, turn) for each in pictures]
        yield f"adjust hue {turn} {digest(turned)}"


def crops(picture):
    for top, left, height, width in BOXES:
        for size in SIZES:
            for name, mode in MODES.items():
                cropped = functional.resized_crop(picture, top, left, height, width, size, mode)
                yield (f"crop {top} {left} {height} {width} {size[0]} {size[1]} {name} "
                       + digest([cropped]))


def fallbacks():
    """Where no rectangle of the whole area fits, the middle is taken."""
    for height, width in [(100, 10), (10, 100), (301, 200), (7, 3), (3, 7), (640, 333), (333, 640)]:
        box = RandomResizedCrop.get_params(Image.new("RGB", (width, height)), [1.0, 1.0],
                                           [3.0 / 4.0, 4.0 / 3.0])
        yield "fallback " + " ".join(str(each) for each in (height, width) + tuple(box))


def main():
    pictures = [Image.fromarray(each) for each in
                [noise(97, 120), cube(), noise(2, 5), slope(48, 37), flat(5, 4)]]
    lines = [*operations(pictures), *adjustments(pictures), *crops(pictures[0]), *fallbacks()]
    with open(os.path.join(HERE, "torchvision-augments.txt"), "w") as out:
        out.write("\n".join(lines) + "\n")


main()
