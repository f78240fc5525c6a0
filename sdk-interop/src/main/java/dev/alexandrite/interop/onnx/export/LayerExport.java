package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Embedding;
import dev.alexandrite.model.Expand;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Select;
import dev.alexandrite.model.Slice;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.model.Unary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says a network in ONNX's operators, as it computes at inference. A layer that ONNX has no
 * operator for is said by several.
 */
final class LayerExport {
  private LayerExport() {}

  /** The whole network. */
  static GraphDraft graph(Network network, int fixedBatch) {
    GraphDraft graph = new GraphDraft(network, fixedBatch);
    Map<String, Value> values = new HashMap<>();
    values.put(Network.INPUT, new Value(Network.INPUT, network.input(), true));
    for (Node node : network.nodes()) {
      List<Value> inputs = node.inputs().stream().map(name -> value(values, name)).toList();
      values.put(node.name(), export(new LayerScope(graph, network, node, inputs)));
    }
    return graph;
  }

  private static Value value(Map<String, Value> values, String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("layer " + name + " is used before it is computed");
    }
    return value;
  }

  private static Value export(LayerScope scope) {
    return switch (scope.node().layer()) {
      case Conv2d layer -> ConvolutionExport.export(scope, layer);
      case LocallyConnected layer -> LocalExport.export(scope, layer);
      case Linear layer -> ProductExport.export(scope, layer);
      case MatMul layer -> ProductExport.export(scope, layer);
      case MaxPool layer -> PoolingExport.export(scope, layer);
      case AveragePool layer -> PoolingExport.export(scope, layer);
      case AdaptiveAveragePool layer -> AdaptivePoolingExport.export(scope, layer);
      case LocalResponseNorm layer -> ResponseNormExport.export(scope, layer);
      case BatchNorm layer -> NormalizationExport.export(scope, layer);
      case LayerNorm layer -> NormalizationExport.export(scope, layer);
      case ActivationLayer layer -> PointwiseExport.export(scope, layer);
      case Dropout layer -> PointwiseExport.export(scope, layer);
      case StochasticDepth layer -> PointwiseExport.export(scope, layer);
      case Softmax layer -> PointwiseExport.export(scope, layer);
      case Unary layer -> ArithmeticExport.export(scope, layer);
      case Binary layer -> ArithmeticExport.export(scope, layer);
      case Select layer -> ArithmeticExport.export(scope, layer);
      case Add layer -> ArithmeticExport.export(scope, layer);
      case Reduce layer -> ArithmeticExport.export(scope, layer);
      case Concat layer -> ShapeExport.export(scope, layer);
      case Flatten layer -> ShapeExport.export(scope, layer);
      case Reshape layer -> ShapeExport.export(scope, layer);
      case Permute layer -> ShapeExport.export(scope, layer);
      case Slice layer -> ShapeExport.export(scope, layer);
      case Pad layer -> ShapeExport.export(scope, layer);
      case Expand layer -> ShapeExport.export(scope, layer);
      case Parameter layer -> PickExport.export(scope, layer);
      case Gather layer -> PickExport.export(scope, layer);
      case Embedding layer -> PickExport.export(scope, layer);
    };
  }
}
