package dev.alexandrite.observe.explain;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/** Reads the filters of a convolution from a classifier. */
final class FilterWeights {
  private FilterWeights() {}

  static boolean has(Node node) {
    return node.layer() instanceof Conv2d;
  }

  static Filters read(Classifier classifier, String layer) {
    Network network = classifier.recipe().network();
    network.shape(layer); // refuses an unknown one
    if (layer.equals(Network.INPUT) || !has(network.node(layer))) {
      List<String> convolutions =
          network.nodes().stream().filter(FilterWeights::has).map(Node::name).toList();
      throw new InvalidModelException(
          "layer "
              + layer
              + " of network '"
              + network.name()
              + "' is no convolution and has no filters"
              + (convolutions.isEmpty() ? "" : "; convolutions are " + convolutions));
    }
    Node node = network.node(layer);
    ParameterSpec spec =
        node.layer().parameters(node.parametersOf(), network.inputShapes(node)).getFirst();
    boolean ofPicture = node.inputs().getFirst().equals(Network.INPUT);
    boolean reversed = classifier.recipe().pipeline().order() == ChannelOrder.BGR;
    float[] weights = values(classifier, spec.name());
    return new Filters(layer, spec.shape(), weights, ofPicture, reversed);
  }

  private static float[] values(Classifier classifier, String name) {
    try (WeightSource source = classifier.weights()) {
      for (NamedTensor tensor : source.tensors()) {
        if (tensor.name().equals(name)) {
          FloatBuffer all = FloatBuffer.allocate(tensor.shape().elements());
          source.read(tensor, piece -> all.put(piece.asFloatBuffer()));
          return all.array();
        }
      }
    } catch (IOException e) {
      throw new CheckpointException("the classifier's weights cannot be read", e);
    }
    throw new IllegalStateException("the classifier has no tensor " + name);
  }
}
