package dev.alexandrite.interop.caffe;

import dev.alexandrite.interop.caffe.BlobFlow.Step;
import dev.alexandrite.interop.caffe.BlobFlow.Value;
import dev.alexandrite.model.Network;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What layers and their blobs are called in the network. It follows from names and edges, so that a
 * solver's state can be named without any shape.
 *
 * @param nodes the node of each step
 * @param tensors the network's name for Caffe's, where they differ
 * @param scales the Scale that is one with the BatchNorm before it, by the step of the latter
 */
record Naming(Map<Integer, String> nodes, Map<String, String> tensors, Map<Integer, Step> scales) {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  static Naming of(BlobFlow flow) {
    Map<Integer, String> nodes = nodes(flow.steps());
    Map<Integer, Step> scales = pairs(flow);
    Map<String, String> tensors = new LinkedHashMap<>();
    for (Step step : flow.steps()) {
      String node = nodes.get(step.index());
      name(step, String.valueOf(node), tensors);
    }
    scales.forEach(
        (norm, scale) -> {
          String caffe = scale.layer().name();
          tensors.put(caffe + WEIGHT, nodes.get(norm) + WEIGHT);
          tensors.put(caffe + BIAS, nodes.get(norm) + BIAS);
        });
    return new Naming(nodes, tensors, scales);
  }

  /** The network's name for a tensor. */
  String tensor(String caffe) {
    return tensors.getOrDefault(caffe, caffe);
  }

  /** Whether a Scale is computed by the BatchNorm before it. */
  boolean isPaired(Step step) {
    return scales.containsValue(step);
  }

  private static void name(Step step, String node, Map<String, String> tensors) {
    CaffeLayer layer = step.layer();
    switch (layer.type()) {
      case "Scale" -> {
        tensors.put(layer.name() + WEIGHT, node + "/scale" + WEIGHT);
        tensors.put(layer.name() + BIAS, node + "/shift" + WEIGHT);
      }
      case "Bias" -> tensors.put(layer.name() + WEIGHT, node + "/shift" + WEIGHT);
      case "PReLU" -> tensors.put(layer.name() + WEIGHT, node + "/slope" + WEIGHT);
      default -> {
        if (!node.equals(layer.name())) {
          for (String suffix : List.of(WEIGHT, BIAS, ".running_mean", ".running_var")) {
            tensors.putIfAbsent(layer.name() + suffix, node + suffix);
          }
        }
      }
    }
  }

  private static Map<Integer, String> nodes(List<Step> steps) {
    Set<String> taken = new HashSet<>(Set.of(Network.INPUT));
    Map<Integer, String> nodes = new HashMap<>();
    for (Step step : steps) {
      String name = step.layer().name().isBlank() ? "layer" + step.index() : step.layer().name();
      if (!taken.add(name)) {
        name += "_" + step.index();
        taken.add(name);
      }
      nodes.put(step.index(), name);
    }
    return nodes;
  }

  private static Map<Integer, Step> pairs(BlobFlow flow) {
    Map<Value, @Nullable Step> readers = new HashMap<>();
    for (Step step : flow.steps()) {
      for (Value value : step.inputs()) {
        readers.put(value, readers.containsKey(value) ? null : step);
      }
    }
    Map<Integer, Step> pairs = new HashMap<>();
    for (Step step : flow.steps()) {
      Value value = new Value(step.index(), 0);
      Step reader = readers.get(value);
      if (step.layer().type().equals("BatchNorm")
          && reader != null
          && !value.equals(flow.output())
          && isPerChannel(reader)) {
        pairs.put(step.index(), reader);
      }
    }
    return pairs;
  }

  private static boolean isPerChannel(Step step) {
    var scale = step.layer().parameter().getScaleParam();
    return step.layer().type().equals("Scale")
        && step.inputs().size() == 1
        && scale.getAxis() == 1
        && scale.getNumAxes() == 1;
  }
}
