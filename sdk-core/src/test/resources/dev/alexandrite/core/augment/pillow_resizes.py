"""Writes pillow-resizes.txt beside it: what Pillow 9.4 and torchvision 0.14.1 make of pictures.

Run with Debian's python3-pil, python3-torchvision and python3-numpy:
    /usr/bin/python3 pillow_resizes.py [../../../../../../../../shared/data]

A line is a kind, an input, a filter, sizes, and the SHA-256 of the RGB bytes that come out.
The inputs are computed, so that they need not be kept: see noise() and edges().
"""
import hashlib
import os
import sys

import numpy
import torchvision.transforms as transforms
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
FILTERS = {"NEAREST": Image.NEAREST, "BILINEAR": Image.BILINEAR, "BICUBIC": Image.BICUBIC}
SQUASHES = [
    ((1, 1), (5, 7)), ((1, 300), (8, 8)), ((300, 1), (8, 8)), ((2, 3), (7, 11)),
    ((37, 53), (17, 90)), ((64, 64), (63, 65)), ((13, 13), (13, 26)), ((13, 13), (26, 13)),
    ((500, 3), (3, 500)), ((100, 151), (256, 256)), ((257, 255), (256, 256)),
    ((333, 777), (64, 64)), ((5, 5), (5, 5)), ((97, 31), (1, 1)), ((3, 4), (300, 1)),
]
CROPPED = [(40, 65), (65, 40), (41, 67), (67, 41), (33, 100), (100, 34), (16, 17), (17, 16),
           (1, 9), (9, 1), (50, 50), (300, 451), (451, 300), (375, 500)]
CROPS = [(16, 16), (16, 13), (16, 12), (17, 12), (16, 10), (16, 1), (256, 224), (256, 227),
         (342, 299), (232, 224)]


def noise(height, width):
    """Bytes of a linear congruential generator that begins with the sizes."""
    state = height * 65537 + width
    values = bytearray()
    for _ in range(height * width * 3):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 24)
    return numpy.frombuffer(bytes(values), numpy.uint8).reshape(height, width, 3)


def edges(height, width):
    """Black and white, in fields of 3 by 2 pixels, the green ones a pixel further."""
    y, x, c = numpy.mgrid[0:height, 0:width, 0:3]
    return (((y // 3 + (x + (c == 1)) // 2) % 2) * 255).astype(numpy.uint8)


def digest(image):
    return hashlib.sha256(numpy.asarray(image).tobytes()).hexdigest()


def main():
    lines = []
    inputs = {"noise": noise, "edges": edges}
    for kind, pixels in inputs.items():
        for (height, width), (to_height, to_width) in SQUASHES:
            image = Image.fromarray(pixels(height, width))
            for name, number in FILTERS.items():
                resized = image.resize((to_width, to_height), number)
                lines.append(f"squash {kind} {name} {height} {width} {to_height} {to_width} "
                             + digest(resized))
    for height, width in CROPPED:
        image = Image.fromarray(noise(height, width))
        for size, crop in CROPS:
            if size > 100 and min(height, width) < 50:
                continue
            for name in FILTERS:
                mode = getattr(transforms.InterpolationMode, name)
                cropped = transforms.CenterCrop(crop)(transforms.Resize(size, mode)(image))
                lines.append(f"crop noise {name} {height} {width} {size} {crop} "
                             + digest(cropped))
    data = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, *[".."] * 8, "shared", "data")
    for photograph in range(5):
        decoded = numpy.load(f"{data}/golden/pil/{photograph}_decoded.npy")
        for size in (64, 256, 300):
            resized = Image.fromarray(decoded).resize((size, size), Image.BICUBIC)
            lines.append(f"photograph {photograph} BICUBIC {decoded.shape[0]} {decoded.shape[1]} "
                         f"{size} {size} " + digest(resized))
    with open(os.path.join(HERE, "pillow-resizes.txt"), "w") as out:
        out.write("\n".join(lines) + "\n")


main()
