package dev.alexandrite.interop.onnx;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.tensors.TensorFile;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tensors of a file, most of them still in it. */
final class OnnxWeights implements WeightSource {
  private final String origin;
  private final Map<NamedTensor, FloatData> tensors;
  private final List<TensorFile> files;

  private OnnxWeights(
      String origin, Map<NamedTensor, FloatData> tensors, Collection<TensorFile> files) {
    this.origin = origin;
    this.tensors = tensors;
    this.files = List.copyOf(files);
  }

  /** The same weights, which are read as long as nobody writes to the files. */
  OnnxWeights watching(Collection<TensorFile> mapped) {
    return new OnnxWeights(origin, tensors, mapped);
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
      return new OnnxWeights(origin, new LinkedHashMap<>(tensors), List.of());
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
    TensorFile.readMapped(files, tensor.name(), () -> values.read(pieces));
  }

  @Override
  public String toString() {
    return origin + ": " + tensors.size() + " tensors";
  }
}
