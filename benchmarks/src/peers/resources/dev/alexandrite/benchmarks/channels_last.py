"""Writes channels_last.pt, which lays a batch out as PyTorch's convolutions like it best.

Run with any PyTorch from 1.13 on: python3 channels_last.py. DJL cannot ask for a memory format, so
its row "channels last" begins with this script.
"""
import torch


class ChannelsLast(torch.nn.Module):
    def forward(self, x):
        return x.contiguous(memory_format=torch.channels_last)


torch.jit.script(ChannelsLast()).save("channels_last.pt")
