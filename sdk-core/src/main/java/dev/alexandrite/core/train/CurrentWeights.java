package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.WeightLoader;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a run as inference reads them between steps: those of the training itself, or,
 * where these are on other devices or have running averages, copies that are brought up to date.
 */
final class CurrentWeights {
  private final ModelState model;
  private final Backend backend;
  private final @Nullable TensorStore shared;
  private final List<TensorSpec> specs;
  private @Nullable TensorStore copies;

  /**
   * Nothing is copied before somebody reads.
   *
   * @param shared the store of the training if it can be read from as it is; null if not
   */
  CurrentWeights(Network network, ModelState model, Backend backend, @Nullable TensorStore shared) {
    this.model = model;
    this.backend = backend;
    this.shared = shared;
    this.specs =
        Stream.concat(network.parameters().stream(), network.state().stream())
            .map(CurrentWeights::spec)
            .toList();
  }

  private static TensorSpec spec(ParameterSpec parameter) {
    return new TensorSpec(parameter.name(), parameter.shape(), false);
  }

  /** The store to compile programs over, always the same. */
  TensorStore store() {
    if (shared != null) {
      return shared;
    }
    TensorStore known = copies;
    if (known == null) {
      known = new TensorStore(backend, specs);
      copies = known;
    }
    return known;
  }

  /** The store with the weights of now. */
  TensorStore upToDate() {
    TensorStore store = store();
    if (shared == null) {
      WeightLoader loader = new WeightLoader("the run", NamedTensors.of(store), specs);
      model.exportWeights(loader);
      loader.finish();
    }
    return store;
  }

  long copiedBytes() {
    return copies == null ? 0 : ModelState.bytes(copies.tensors());
  }
}
