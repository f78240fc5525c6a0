"""Seeded weights of torchvision's alexnet in both forms of state dicts and as safetensors, and PyTorch's logits of
photographs from file to logits: python3 alexnet_logits.py OUT PHOTOGRAPH..."""
import json
import pathlib
import sys

import torch
import torchvision
from PIL import Image
from torchvision import transforms

out = pathlib.Path(sys.argv[1])
torch.manual_seed(17)
model = torchvision.models.alexnet().eval()
for parameter in model.parameters():
    if parameter.dim() > 1:
        torch.nn.init.kaiming_normal_(parameter, nonlinearity="relu")  # logits up to 20, which small ones would hide
state = model.state_dict()
torch.save(state, out / "alexnet.pth")
torch.save({"epoch": 90, "state_dict": {"module." + name: value for name, value in state.items()}},
           out / "alexnet.legacy.pth", _use_new_zipfile_serialization=False)
header, values, place = {}, [], 0
for name, value in sorted(state.items()):
    raw = value.numpy().tobytes()
    header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [place, place + len(raw)]}
    place += len(raw)
    values.append(raw)
text = json.dumps(header).encode()
with open(out / "alexnet.safetensors", "wb") as file:
    file.write(len(text).to_bytes(8, "little") + text + b"".join(values))
steps = transforms.Compose([
    transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
images = torch.stack([steps(Image.open(path).convert("RGB")) for path in sys.argv[2:]])
with torch.no_grad():
    logits = model(images)
(out / "logits.txt").write_text("\n".join(" ".join(repr(v) for v in row) for row in logits.double().tolist()) + "\n")
