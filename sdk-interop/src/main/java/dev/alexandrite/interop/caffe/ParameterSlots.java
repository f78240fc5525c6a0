package dev.alexandrite.interop.caffe;

import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.interop.proto.caffe.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The learned blobs of a net in the order in which Caffe's solver keeps its history of them. */
final class ParameterSlots {
  private ParameterSlots() {}

  /**
   * The tensors of the net that trains.
   *
   * @return Caffe's names; blank for what is counted among the learned and is none, such as the
   *     sums of a batch norm
   */
  static List<String> of(NetParameter net, Path file) {
    List<LayerParameter> all = LegacyLayers.of(net, file);
    List<String> slots = new ArrayList<>();
    for (LayerParameter layer : PhaseRules.of(Phase.TRAIN, net.getState(), all).select(all)) {
      switch (layer.getType()) {
        case "Convolution", "Deconvolution" ->
            add(layer, layer.getConvolutionParam().getBiasTerm(), slots);
        case "InnerProduct" -> add(layer, layer.getInnerProductParam().getBiasTerm(), slots);
        case "Scale" -> {
          if (layer.getBottomCount() == 1) {
            add(layer, layer.getScaleParam().getBiasTerm(), slots);
          }
        }
        case "Bias" -> {
          if (layer.getBottomCount() == 1) {
            add(layer, false, slots);
          }
        }
        case "PReLU" -> add(layer, false, slots);
        case "BatchNorm" -> slots.addAll(List.of("", "", ""));
        default -> {
          // Learns nothing.
        }
      }
    }
    return List.copyOf(slots);
  }

  private static void add(LayerParameter layer, boolean bias, List<String> slots) {
    slots.add(layer.getName() + ".weight");
    if (bias) {
      slots.add(layer.getName() + ".bias");
    }
  }
}
