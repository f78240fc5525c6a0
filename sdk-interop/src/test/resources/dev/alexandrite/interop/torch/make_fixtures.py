"""Writes the files beside it with PyTorch 1.13 (Debian's python3-torch) and what PyTorch reads of them and of the
shared data: python3 make_fixtures.py [folder of the shared data]. Seeded, so that it writes the same again."""
import argparse
import collections
import hashlib
import pathlib
import pickle
import sys
import types
import zipfile

import numpy
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
SHARED = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "../../../../../../../../../shared/data")
torch.manual_seed(17)


def both(name, saved):
    torch.save(saved, HERE / (name + ".pt"))
    torch.save(saved, HERE / (name + ".legacy.pt"), _use_new_zipfile_serialization=False)


def net():
    return nn.Sequential(
        collections.OrderedDict(
            conv=nn.Conv2d(3, 4, 3), norm=nn.BatchNorm2d(4), relu=nn.ReLU(), flat=nn.Flatten(), fc=nn.Linear(16, 2)))


def views():
    whole = torch.randn(6, 5, 4)
    return collections.OrderedDict(
        whole=whole, transposed=whole.permute(2, 0, 1), sliced=whole[1:5:2, 1:, ::3], row=whole[3, 2],
        diagonal=torch.randn(5, 5).diagonal(), expanded=torch.randn(3, 1).expand(3, 4), scalar=torch.tensor(1.5),
        empty=torch.zeros(0, 3), alone=torch.randn(7)[2:6],
        channels_last=torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last))


def kinds():
    numbers = torch.randn(3, 5) * 3
    return {str(kind).split(".")[1]: numbers.to(kind) for kind in (
        torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.uint8, torch.int8, torch.int16, torch.int32,
        torch.int64, torch.bool)}


def checkpoint(model):
    parallel = collections.OrderedDict(("module." + k, v) for k, v in model.state_dict().items())
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    model(torch.randn(2, 3, 4, 4)).sum().backward()
    optimizer.step()
    return {
        "epoch": 3, "best_prec1": numpy.float64(91.25), "args": argparse.Namespace(lr=0.1, arch="small"),
        "when": pathlib.PurePosixPath("runs/1"), "optimizer": optimizer.state_dict(), "model": parallel}


# A trainer's dict of hyper-parameters: a class that no reader has.
trainer = types.ModuleType("trainer_of_somebody")
exec("class AttributeDict(dict):\n  pass\nclass Hidden:\n  def __init__(self):\n    self.width = 3\n", trainer.__dict__)
for made in ("AttributeDict", "Hidden"):
    getattr(trainer, made).__module__ = trainer.__name__
sys.modules[trainer.__name__] = trainer


def lightning(model):
    hidden = trainer.AttributeDict(lr=0.1, act="relu", extra=trainer.Hidden())
    return {
        "epoch": 1, "global_step": 10, "pytorch-lightning_version": "1.0.2", "hyper_parameters": hidden,
        "optimizer_states": [{"state": {}, "param_groups": []}],
        "state_dict": collections.OrderedDict(("model." + k, v) for k, v in model.state_dict().items())}


class OldPickler(pickle._Pickler):
    """Storages as releases before 0.4 wrote them: parts of a root storage, and tensors without gradients."""

    def persistent_id(self, value):
        return value.id if isinstance(value, OldStorage) else None


class OldStorage:
    def __init__(self, key, root, first=None, count=None):
        view = None if first is None else (key + "v", first, count)
        self.id = ("storage", torch.FloatStorage, key, "cpu", len(root), view)


class OldTensor:
    def __init__(self, storage, offset, size, stride):
        self.arguments = (storage, offset, size, stride)

    def __reduce__(self):
        return torch._utils._rebuild_tensor, self.arguments


def old_generation():
    root = numpy.arange(24, dtype="<f4") / 7
    part, whole = OldStorage("7", root, 4, 12), OldStorage("7", root)
    saved = collections.OrderedDict(
        part=OldTensor(part, 2, (2, 3), (3, 1)), turned=OldTensor(whole, 0, (4, 6), (1, 4)))
    with open(HERE / "old-generation.legacy.pt", "wb") as out:
        for value in (torch.serialization.MAGIC_NUMBER, 1001, dict(
                protocol_version=1001, little_endian=True, type_sizes=dict(short=2, int=4, long=8)), saved, ["7"]):
            OldPickler(out, protocol=2).dump(value)
        out.write(len(root).to_bytes(8, "little") + root.tobytes())
    return collections.OrderedDict(
        part=torch.from_numpy(root[6:12].reshape(2, 3).copy()),
        turned=torch.from_numpy(root.reshape(6, 4).T.copy()))


def big_endian(saved):
    """As release 2.1 writes it on a big-endian machine: a record says so, storages have their bytes turned."""
    with zipfile.ZipFile(HERE / "kinds.pt") as small, zipfile.ZipFile(HERE / "kinds.big.pt", "w") as big:
        sizes = [value.element_size() for value in saved.values()]
        for record in small.infolist():
            data = small.read(record)
            if "/data/" in record.filename:
                size = sizes[int(record.filename.rsplit("/", 1)[1])]
                data = b"".join(data[i:i + size][::-1] for i in range(0, len(data), size))
            big.writestr(record.filename, data)
        big.writestr("kinds/byteorder", "big")


def lines(file, dict_of_tensors):
    for name, tensor in dict_of_tensors.items():
        if tensor.numel() == 0:
            continue
        values = tensor.detach().contiguous().clone()
        raw = values.view(torch.int16) if values.dtype == torch.bfloat16 else values
        sha = hashlib.sha256(raw.numpy().tobytes()).hexdigest()[:16]
        yield "\t".join((file, name, str(tensor.dtype).split(".")[1], ",".join(map(str, tensor.shape)), sha))


def read(name, place=lambda saved: saved):
    return lines(name, place(torch.load(HERE / name)))


written = []
model = net()
both("plain", model.state_dict())
both("views", views())
both("kinds", kinds())
both("checkpoint", checkpoint(net()))
both("lightning", lightning(net()))
both("parameters", collections.OrderedDict(net().named_parameters()))
both("nested", {"encoder": {"w": torch.randn(2, 2), "b": torch.randn(2)}, "decoder": {"w": torch.randn(2)}})
both("module", net())
for protocol in (3, 4, 5):
    torch.save(model.state_dict(), HERE / f"protocol{protocol}.pt", pickle_protocol=protocol)
torch.jit.save(torch.jit.script(net()), str(HERE / "script.pt"))
for form in (".pt", ".legacy.pt"):
    for name in ("plain", "views", "kinds", "parameters"):
        written += read(name + form)
    written += read("checkpoint" + form, lambda saved: saved["model"])
    written += read("lightning" + form, lambda saved: saved["state_dict"])
    written += read("nested" + form, lambda saved: {
        outer + "." + inner: value for outer, held in saved.items() for inner, value in held.items()})
for protocol in (3, 4, 5):
    written += read(f"protocol{protocol}.pt")
big_endian(torch.load(HERE / "kinds.pt"))
written += lines("kinds.big.pt", torch.load(HERE / "kinds.pt"))
written += lines("old-generation.legacy.pt", old_generation())
(HERE / "expected.tsv").write_text("\n".join(written) + "\n")

shared = []
for file in sorted(SHARED.glob("trained/pytorch-resnet-cifar10/*.th")) + sorted(
        SHARED.glob("trained/lightning-cifar10/*.ckpt")) + sorted(
        SHARED.glob("trained/resnet-2b-cifar10/*.pth")) + sorted(SHARED.glob("golden/clip/*/weights.pt")):
    saved = torch.load(file, map_location="cpu")
    shared += lines(str(file.relative_to(SHARED)), saved.get("state_dict", saved))
for file in sorted(SHARED.glob("trained/squeezenet-dc/*.safetensors")):
    import json
    data = file.read_bytes()
    length = int.from_bytes(data[:8], "little")
    for name, entry in json.loads(data[8:8 + length]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            kind = {"F32": "float32", "F16": "float16"}[entry["dtype"]]
            sha = hashlib.sha256(data[8 + length + begin:8 + length + end]).hexdigest()[:16]
            shared.append("\t".join((str(file.relative_to(SHARED)), name, kind, ",".join(map(str, entry["shape"])), sha)))
(HERE / "shared.tsv").write_text("\n".join(shared) + "\n")
