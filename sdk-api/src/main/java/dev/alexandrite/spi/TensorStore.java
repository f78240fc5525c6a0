package dev.alexandrite.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The persistent tensors of one model on one backend, by name; programs share them. */
public final class TensorStore {
  private final Backend backend;
  private final Map<String, TensorSpec> specs = new LinkedHashMap<>();
  private final Map<String, Buffer> buffers = new LinkedHashMap<>();
  private final TransferCounters transfers = new TransferCounters();

  /**
   * Allocates the tensors, zeroed.
   *
   * @param backend where
   * @param tensors unbatched tensors with unique names
   */
  public TensorStore(Backend backend, List<TensorSpec> tensors) {
    this.backend = backend;
    for (TensorSpec tensor : tensors) {
      if (tensor.batched() || specs.put(tensor.name(), tensor) != null) {
        throw new IllegalArgumentException(
            "a persistent tensor has a name of its own and no batch dimension, found " + tensor);
      }
      buffers.put(tensor.name(), backend.allocate(tensor.elements(1)));
    }
  }

  /**
   * The tensors.
   *
   * @return their descriptions, in order of allocation
   */
  public List<TensorSpec> tensors() {
    return List.copyOf(specs.values());
  }

  /**
   * A tensor's memory.
   *
   * @param name the tensor
   * @return its buffer
   * @throws IllegalArgumentException if there is none of that name
   */
  public Buffer buffer(String name) {
    Buffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException("no persistent tensor " + name);
    }
    return buffer;
  }

  /**
   * Writes a tensor.
   *
   * @param name the tensor
   * @param values all its values, row-major
   */
  public void upload(String name, float[] values) {
    Buffer buffer = buffer(name);
    TensorSpec spec = specs.get(name);
    requireLength(spec, values);
    backend.upload(values, spec, 1, buffer);
    transfers.uploaded(values.length);
  }

  /**
   * Reads a tensor.
   *
   * @param name the tensor
   * @return all its values, row-major
   */
  public float[] download(String name) {
    Buffer buffer = buffer(name);
    TensorSpec spec = specs.get(name);
    float[] values = new float[spec.shape().elements()];
    backend.download(buffer, spec, 1, values);
    transfers.downloaded(values.length);
    return values;
  }

  /**
   * What crossed so far.
   *
   * @return the live counters of this store
   */
  public TransferCounters transfers() {
    return transfers;
  }

  private static void requireLength(TensorSpec spec, float[] values) {
    if (values.length != spec.shape().elements()) {
      throw new IllegalArgumentException(
          spec.name() + " has " + spec.shape().elements() + " elements, found " + values.length);
    }
  }
}
