"""Writes local_response_norm.pt, the paper's normalisation as PyTorch itself computes it.

Run with any PyTorch from 1.13 on: python3 local_response_norm.py. DJL has no such block, so its
net runs this TorchScript in the layer's place. PyTorch divides alpha by size, as the paper's code.
"""

import torch


class LocalResponseNorm(torch.nn.Module):
    def forward(self, x):
        return torch.nn.functional.local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0)


torch.jit.script(LocalResponseNorm()).save("local_response_norm.pt")
