package dev.alexandrite.interop.tensors;

import java.util.Map;

/** The names that torchvision's networks have in our presets. */
final class TorchvisionNames {
  /** {@code torchvision/models/alexnet.py}: places in its sequences that have weights. */
  private static final Map<String, String> ALEX_NET =
      Map.of(
          "features.0", "conv1",
          "features.3", "conv2",
          "features.6", "conv3",
          "features.8", "conv4",
          "features.10", "conv5",
          "classifier.1", "fc6",
          "classifier.4", "fc7",
          "classifier.6", "fc8");

  private TorchvisionNames() {}

  /** A tensor of its alexnet; any other name stays. */
  static String alexNet(String tensor) {
    int dot = tensor.lastIndexOf('.');
    if (dot < 0) {
      return tensor;
    }
    String layer = tensor.substring(0, dot);
    return ALEX_NET.getOrDefault(layer, layer) + tensor.substring(dot);
  }
}
