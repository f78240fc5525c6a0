package dev.alexandrite.core.checkpoint;

import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import java.util.List;

/** The persistent tensors of a run by name, wherever they are. */
public interface NamedTensors extends WeightTarget {
  /**
   * The tensors.
   *
   * @return their descriptions, in the order of a checkpoint
   */
  List<TensorSpec> tensors();

  /**
   * Reads a part of a tensor.
   *
   * @param name the tensor
   * @param from the part's first element in the row-major tensor
   * @param values receives the part's values
   */
  void download(String name, int from, float[] values);

  /**
   * Reads a tensor piece by piece, so that no copy of it is made.
   *
   * @param tensor one of the tensors
   * @return its values
   */
  default TensorValues values(TensorSpec tensor) {
    return TensorValues.read(
        tensor.shape().elements(), (from, piece) -> download(tensor.name(), from, piece));
  }

  /**
   * The tensors of one store.
   *
   * @param store holds them
   * @return a view
   */
  static NamedTensors of(TensorStore store) {
    return new NamedTensors() {
      @Override
      public List<TensorSpec> tensors() {
        return store.tensors();
      }

      @Override
      public void upload(String name, int from, float[] values) {
        store.upload(name, from, values);
      }

      @Override
      public void download(String name, int from, float[] values) {
        store.download(name, from, values);
      }
    };
  }
}
