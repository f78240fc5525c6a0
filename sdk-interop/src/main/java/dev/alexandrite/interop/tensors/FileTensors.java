package dev.alexandrite.interop.tensors;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Weights whose values lie in files as they are. No file is kept open: each tensor opens its own,
 * and reads it a piece at a time.
 */
public final class FileTensors implements WeightSource {
  private final String origin;
  private final Map<NamedTensor, StoredTensor> tensors = new LinkedHashMap<>();

  /**
   * Weights of a file.
   *
   * @param origin its name in messages
   * @param tensors where their values are, with unique names, in the order in which they lie there
   */
  public FileTensors(String origin, List<StoredTensor> tensors) {
    this.origin = origin;
    tensors.forEach(stored -> this.tensors.put(stored.tensor(), stored));
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
  public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) throws IOException {
    StoredTensor stored = tensors.get(tensor);
    if (stored == null) {
      throw new IllegalArgumentException(origin + " has no tensor " + tensor);
    }
    stored.read(pieces);
  }

  @Override
  public String toString() {
    return origin + " with " + tensors.size() + " tensors";
  }
}
