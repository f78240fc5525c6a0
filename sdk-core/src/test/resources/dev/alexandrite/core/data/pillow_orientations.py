"""Writes pillow-orientations.txt beside it: the EXIF orientation that Pillow 9.4 finds in each JPEG
file of the shared data, 1 where it would turn nothing.

Run with Debian's python3-pil:
    /usr/bin/python3 pillow_orientations.py ../../../../../../../../shared/data
"""
import os
import sys
import warnings

from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))


def orientation(path):
    """Of the EXIF data alone: Pillow also looks into XMP, which is another standard."""
    with Image.open(path) as image:
        image.info.pop("XML:com.adobe.xmp", None)
        number = image.getexif().get(0x0112)
        return number if isinstance(number, int) and 1 <= number <= 8 else 1


def main():
    warnings.simplefilter("ignore")
    root = os.path.join(sys.argv[1], "jpeg")
    lines = []
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            try:
                number = orientation(path)
            except Exception:  # no picture for Pillow
                continue
            if name.lower().endswith((".jpg", ".jpeg")):
                lines.append(f"{number} {os.path.relpath(path, root)}")
    with open(os.path.join(HERE, "pillow-orientations.txt"), "w") as out:
        out.write("\n".join(lines) + "\n")


main()
