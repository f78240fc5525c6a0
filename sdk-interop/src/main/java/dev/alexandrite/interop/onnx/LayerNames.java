package dev.alexandrite.interop.onnx;

import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.TensorRole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names for layers, of names that a stranger gave to nodes and weights. */
final class LayerNames {
  private static final int LONGEST = 120;

  /** How weights are called after their layer, by PyTorch, Caffe2, TensorFlow and Keras. */
  private static final List<String> SUFFIXES =
      List.of(
          ".weight",
          "_weight",
          "/weight",
          ".weight_g",
          ".gamma",
          "/gamma",
          "_gamma",
          ".scale",
          "_scale",
          ".w_0",
          "_w_0",
          ".w",
          "_w",
          "/w",
          "_W",
          "_s_0",
          "_s",
          "/kernel",
          ".kernel",
          "_kernel",
          ".bias",
          "_bias",
          "/bias",
          "_b_0",
          "/BiasAdd/ReadVariableOp",
          "/ReadVariableOp");

  private final Set<String> taken = new HashSet<>(Set.of(Network.INPUT));
  private final Map<String, Integer> numbers = new HashMap<>();

  /** A name that no layer has yet, as much like the wish as can be. */
  String unique(String wish) {
    String name = valid(wish);
    String free = name;
    while (!taken.add(free)) {
      free = name + "_" + numbers.merge(name, 1, Integer::sum);
    }
    return free;
  }

  /** The letters that layers and files bear well. */
  static String valid(String wish) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < Math.min(wish.length(), LONGEST); i++) {
      char c = wish.charAt(i);
      boolean fine = c < 128 && (Character.isLetterOrDigit(c) || "._-:/".indexOf(c) >= 0);
      boolean slash = c == '/' && (name.isEmpty() || name.charAt(name.length() - 1) == '/');
      if (!slash) {
        name.append(fine ? c : '_');
      }
    }
    while (!name.isEmpty() && name.charAt(name.length() - 1) == '/') {
      name.setLength(name.length() - 1);
    }
    for (TensorRole role : TensorRole.values()) {
      if (role.owns(name.toString())) {
        name.insert(0, "net_");
      }
    }
    return name.isEmpty() ? "layer" : name.toString();
  }

  /** Whether a person chose the name of a tensor, rather than an exporter that numbers them. */
  static boolean isChosen(String tensor) {
    return !tensor.startsWith("onnx::") && tensor.chars().anyMatch(Character::isLetter);
  }

  /** The layer that a tensor of weights belongs to, by its name. */
  static String layerOf(String tensor) {
    for (String suffix : SUFFIXES) {
      if (tensor.endsWith(suffix) && tensor.length() > suffix.length()) {
        return tensor.substring(0, tensor.length() - suffix.length());
      }
    }
    return tensor;
  }
}
