package dev.alexandrite.interop.caffe;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Weights in the shapes that a network has for them, where these differ by ones alone, and with the
 * constants that Caffe does not write: the scale of a batch norm without one.
 */
final class FittedWeights implements WeightSource {
  private final WeightSource source;
  private final Map<NamedTensor, NamedTensor> originals = new LinkedHashMap<>();
  private final Map<NamedTensor, Float> constants = new LinkedHashMap<>();

  /**
   * Fits a source to a network.
   *
   * @param source read by this one and closed with it
   * @param naming the network's names for the source's
   * @param values tensors of the network with the value of all elements, where the source has none
   */
  FittedWeights(WeightSource source, Network network, Naming naming, Map<String, Float> values) {
    this.source = source;
    Map<String, Shape> shapes = new HashMap<>();
    Stream.concat(network.parameters().stream(), network.state().stream())
        .forEach((ParameterSpec spec) -> shapes.put(spec.name(), spec.shape()));
    Map<String, Float> lacking = new HashMap<>(values);
    for (NamedTensor tensor : source.tensors()) {
      String name = naming.tensor(tensor.name());
      Shape shape = shapes.get(name);
      originals.put(
          shape != null && LayerBlob.alike(shape, tensor.shape())
              ? new NamedTensor(tensor.name(), shape, tensor.type())
              : tensor,
          tensor);
      lacking.remove(name);
    }
    lacking.forEach(
        (name, value) -> {
          Shape shape = shapes.get(name);
          if (shape != null) {
            constants.put(new NamedTensor(name, shape, ElementType.FLOAT32), value);
          }
        });
  }

  @Override
  public String origin() {
    return source.origin();
  }

  @Override
  public List<NamedTensor> tensors() {
    return Stream.concat(originals.keySet().stream(), constants.keySet().stream()).toList();
  }

  @Override
  public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) throws IOException {
    NamedTensor original = originals.get(tensor);
    if (original != null) {
      source.read(original, pieces);
      return;
    }
    Float value = constants.get(tensor);
    if (value == null) {
      throw new IllegalArgumentException(origin() + " has no tensor " + tensor);
    }
    ByteBuffer one = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.nativeOrder());
    one.putFloat(0, value);
    for (int i = 0; i < tensor.shape().elements(); i++) {
      pieces.accept(one.clear());
    }
  }

  @Override
  public void close() {
    source.close();
  }

  @Override
  public String toString() {
    return "fitted " + source;
  }
}
