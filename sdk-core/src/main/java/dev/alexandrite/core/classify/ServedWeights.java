package dev.alexandrite.core.classify;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/** The weights of a classifier, from where the backend keeps them. */
final class ServedWeights implements WeightSource {
  private final String network;
  private final List<TensorSpec> specs;
  private final TensorStore store;
  private final ArenaPool arenas;

  ServedWeights(ServedModel model, TensorStore store, ArenaPool arenas) {
    this.network = model.network().name();
    this.specs = model.tensors(store);
    this.store = store;
    this.arenas = arenas;
  }

  @Override
  public String origin() {
    return "classifier of network '" + network + "'";
  }

  @Override
  public List<NamedTensor> tensors() {
    return specs.stream().map(ServedWeights::named).toList();
  }

  private static NamedTensor named(TensorSpec tensor) {
    return new NamedTensor(tensor.name(), tensor.shape(), ElementType.FLOAT32);
  }

  @Override
  public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) {
    TensorSpec spec =
        specs.stream()
            .filter(other -> named(other).equals(tensor))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(origin() + " has no tensor " + tensor));
    Arena arena = arenas.lease(); // so that closing waits for it
    try {
      hand(NamedTensors.of(store).values(spec), spec.shape().elements(), pieces);
    } finally {
      arenas.giveBack(arena);
    }
  }

  private static void hand(TensorValues values, int elements, Consumer<ByteBuffer> pieces) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * Math.min(TensorValues.PIECE_FLOATS, elements))
            .order(ByteOrder.nativeOrder());
    values.forEach(
        (from, piece) -> {
          bytes.clear().asFloatBuffer().put(piece);
          pieces.accept(bytes.limit(Float.BYTES * piece.length));
        });
  }
}
