package dev.alexandrite.interop.onnx;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tensors of a file, most of them still in it. */
final class OnnxWeights implements WeightSource {
  private final String origin;
  private final Map<NamedTensor, FloatData> tensors;

  private OnnxWeights(String origin, Map<NamedTensor, FloatData> tensors) {
    this.origin = origin;
    this.tensors = tensors;
  }

  /** Gathers what belongs to the layers of a network. */
  static final class Collector {
    private final Map<NamedTensor, FloatData> tensors = new LinkedHashMap<>();

    /** Adds the values of a layer, first those of its parameters, then those of its state. */
    void add(List<ParameterSpec> parameters, List<ParameterSpec> state, List<FloatData> values) {
      List<ParameterSpec> specs = new ArrayList<>(parameters);
      specs.addAll(state);
      for (int i = 0; i < specs.size(); i++) {
        add(specs.get(i).name(), specs.get(i).shape(), values.get(i));
      }
    }

    void add(String name, Shape shape, FloatData values) {
      tensors.put(new NamedTensor(name, shape, values.type()), values);
    }

    OnnxWeights build(String origin) {
      return new OnnxWeights(origin, new LinkedHashMap<>(tensors));
    }
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public List<NamedTensor> tensors() {
    return List.copyOf(tensors.keySet());
  }

  @Override
  public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) {
    FloatData values = tensors.get(tensor);
    if (values == null) {
      throw new IllegalArgumentException(origin + " has no tensor " + tensor);
    }
    try {
      values.read(pieces);
    } catch (InternalError e) { // Java's word for a page that the file does not have any more
      throw new ModelFileException(
          origin
              + ": tensor "
              + tensor.name()
              + " cannot be read: the file became shorter, or its disk failed, while it was in use",
          e);
    }
  }

  @Override
  public String toString() {
    return origin + ": " + tensors.size() + " tensors";
  }
}
