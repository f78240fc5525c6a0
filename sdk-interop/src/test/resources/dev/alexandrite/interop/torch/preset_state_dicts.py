"""A state dict of each list of names and shapes, in both forms: python3 preset_state_dicts.py LIST OUT. A line of the list
is a name and a shape; tensor number n has the values n + (i mod 251) / 256 in its i-th element."""
import collections
import pathlib
import sys

import torch

saved = collections.OrderedDict()
for number, line in enumerate(pathlib.Path(sys.argv[1]).read_text().splitlines()):
    name, shape = line.split("\t")
    sizes = [int(size) for size in shape.split(",")]
    count = torch.Size(sizes).numel()
    saved["module." + name] = (torch.arange(count) % 251 / 256 + number).reshape(sizes)
out = pathlib.Path(sys.argv[2])
torch.save(saved, out / "preset.pth")
torch.save(saved, out / "preset.legacy.pth", _use_new_zipfile_serialization=False)
