package dev.alexandrite.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.model.Unary;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A network with branches as one block of DJL: PyTorch's operators, node by node. */
final class DjlGraph extends AbstractBlock {
  private final Network network;
  private final Map<String, Parameter> tensors = new LinkedHashMap<>();

  DjlGraph(Network network) {
    this.network = network;
    for (Node node : network.nodes()) {
      List<dev.alexandrite.tensor.Shape> inputs = network.inputShapes(node);
      String owner = node.parametersOf();
      node.layer().parameters(owner, inputs).forEach(spec -> add(spec, Parameter.Type.WEIGHT));
      List<ParameterSpec> state = node.layer().state(owner, inputs);
      if (!state.isEmpty()) {
        add(state.get(0), Parameter.Type.RUNNING_MEAN);
        add(state.get(1), Parameter.Type.RUNNING_VAR);
      }
    }
  }

  private void add(ParameterSpec spec, Parameter.Type type) {
    long[] sizes = spec.shape().dimensions().stream().mapToLong(Integer::longValue).toArray();
    tensors.put(
        spec.name(),
        addParameter(
            Parameter.builder()
                .setName(spec.name().replace('.', '_'))
                .setType(type)
                .optShape(new Shape(sizes))
                .optInitializer(Initializer.ZEROS) // until they are loaded
                .optRequiresGrad(type == Parameter.Type.WEIGHT)
                .build()));
  }

  /** Whether a chain of DJL's own blocks would not do. */
  static boolean needed(Network network) {
    return network.nodes().stream()
        .anyMatch(
            node ->
                node.inputs().size() > 1
                    || node.layer() instanceof AdaptiveAveragePool
                    || node.layer() instanceof dev.alexandrite.model.BatchNorm);
  }

  /** Sets the initialised parameters and running statistics. */
  void load(Net net, SharedFiles files) {
    files.weights(
        net,
        (name, shape, values) ->
            Objects.requireNonNull(tensors.get(name), name)
                .getArray()
                .set(values.toArray(shape.elements())));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), network.classes())};
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    Map<String, NDArray> values = new HashMap<>();
    values.put(Network.INPUT, inputs.singletonOrThrow());
    for (Node node : network.nodes()) {
      List<NDArray> read = node.inputs().stream().map(values::get).toList();
      values.put(node.name(), compute(node, read, new Tensors(store, node, training)));
    }
    return new NDList(values.get(network.output()));
  }

  /** What a node reads besides its inputs. */
  private final class Tensors {
    private final List<NDArray> arrays = new ArrayList<>();
    private final boolean training;

    Tensors(ParameterStore store, Node node, boolean training) {
      this.training = training;
      List<ParameterSpec> specs = new ArrayList<>();
      List<dev.alexandrite.tensor.Shape> inputs = network.inputShapes(node);
      specs.addAll(node.layer().parameters(node.parametersOf(), inputs));
      specs.addAll(node.layer().state(node.parametersOf(), inputs));
      for (ParameterSpec spec : specs) {
        Parameter parameter = Objects.requireNonNull(tensors.get(spec.name()));
        arrays.add(store.getValue(parameter, Device.cpu(), training));
      }
    }

    NDArray get(int number) {
      return arrays.get(number);
    }

    @Nullable NDArray bias() {
      return arrays.size() > 1 ? arrays.get(1) : null;
    }
  }

  private NDArray compute(Node node, List<NDArray> inputs, Tensors tensors) {
    NDArray x = inputs.getFirst();
    boolean training = tensors.training;
    return switch (node.layer()) {
      case Conv2d conv -> convolution(conv, x, tensors);
      case dev.alexandrite.model.BatchNorm norm ->
          BatchNorm.batchNorm(
                  x,
                  tensors.get(2),
                  tensors.get(3),
                  tensors.get(0),
                  tensors.get(1),
                  1,
                  (float) (1 - norm.momentum()),
                  (float) norm.epsilon(),
                  training)
              .singletonOrThrow();
      case dev.alexandrite.model.Linear _ ->
          Linear.linear(x, tensors.get(0), tensors.bias()).singletonOrThrow();
      case ActivationLayer layer -> activation(layer, x);
      case Unary(UnaryFunction.Clip(float low, float high)) -> x.clip(low, high);
      case MaxPool pool ->
          Pool.maxPool2d(
              x,
              pair(pool.vertical().kernel(), pool.horizontal().kernel()),
              pair(pool.vertical().stride(), pool.horizontal().stride()),
              pair(pool.vertical().padBefore(), pool.horizontal().padBefore()),
              pool.ceil());
      case AdaptiveAveragePool pool -> average(pool, node, x);
      case Flatten _ -> x.reshape(x.getShape().get(0), -1);
      case Add _ -> x.add(inputs.get(1));
      case Binary(BinaryFunction function) when function == BinaryFunction.MULTIPLY ->
          x.mul(inputs.get(1));
      case Concat concat ->
          NDArrays.concat(new NDList(inputs), Math.floorMod(concat.axis(), 3) + 1);
      case dev.alexandrite.model.Dropout dropout ->
          training ? Dropout.dropout(x, (float) dropout.rate(), true).singletonOrThrow() : x;
      case StochasticDepth depth -> training ? depth(depth, x) : x;
      default -> throw new IllegalArgumentException("no operator for " + node.layer().kind());
    };
  }

  private static NDArray convolution(Conv2d conv, NDArray x, Tensors tensors) {
    WindowAxis vertical = conv.vertical();
    WindowAxis horizontal = conv.horizontal();
    return ai.djl.nn.convolutional.Conv2d.conv2d(
            x,
            tensors.get(0),
            tensors.bias(),
            pair(vertical.stride(), horizontal.stride()),
            pair(vertical.padBefore(), horizontal.padBefore()),
            pair(vertical.dilation(), horizontal.dilation()),
            conv.groups())
        .singletonOrThrow();
  }

  private static NDArray activation(ActivationLayer layer, NDArray x) {
    return switch (layer.activation()) {
      case RELU -> Activation.relu(x);
      case SIGMOID -> Activation.sigmoid(x);
      case SILU -> Activation.swish(x, 1);
      case NONE, TANH, GELU -> throw new IllegalArgumentException("no " + layer.activation());
    };
  }

  /** To one position; a map that has the size already stays as it is. */
  private NDArray average(AdaptiveAveragePool pool, Node node, NDArray x) {
    dev.alexandrite.tensor.Shape input = network.inputShapes(node).getFirst();
    if (pool.height() == input.height() && pool.width() == input.width()) {
      return x;
    }
    if (pool.height() * pool.width() != 1) {
      throw new IllegalArgumentException("no average of " + input + " to " + pool);
    }
    return Pool.globalAvgPool2d(x).reshape(x.getShape().get(0), x.getShape().get(1), 1, 1);
  }

  private static NDArray depth(StochasticDepth depth, NDArray x) {
    float keep = (float) (1 - depth.rate());
    NDArray draws = x.getManager().randomUniform(0, 1, new Shape(x.getShape().get(0), 1, 1, 1));
    return x.mul(draws.lt(keep).toType(x.getDataType(), false).div(keep));
  }

  private static Shape pair(int vertical, int horizontal) {
    return new Shape(vertical, horizontal);
  }
}
