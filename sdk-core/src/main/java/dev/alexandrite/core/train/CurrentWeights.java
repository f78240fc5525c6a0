package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.WeightLoader;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a run as inference reads them between steps, and as the result's classifier reads
 * them in the end: those of the training itself or their averages, in the same memory; where the
 * training is on other devices, copies that are brought up to date.
 */
final class CurrentWeights {
  private final ModelState model;
  private final Backend backend;
  private final @Nullable TensorStore shared;
  private final List<TensorSpec> specs;
  private @Nullable TensorStore store;

  /**
   * Nothing is copied before somebody reads.
   *
   * @param shared the store of the training if it can be read from as it is; null if not
   */
  CurrentWeights(Network network, ModelState model, Backend backend, @Nullable TensorStore shared) {
    this.model = model;
    this.backend = backend;
    this.shared = shared;
    this.specs = specs(network);
  }

  private static List<TensorSpec> specs(Network network) {
    return Stream.concat(network.parameters().stream(), network.state().stream())
        .map(parameter -> new TensorSpec(parameter.name(), parameter.shape(), false))
        .toList();
  }

  /** What copies would take. */
  static long copiedBytes(Network network) {
    return ModelState.bytes(specs(network));
  }

  /** The store to compile programs over, always the same. */
  TensorStore store() {
    TensorStore known = store;
    if (known == null) {
      known =
          shared == null
              ? new TensorStore(backend, specs)
              : shared.view(specs, model::served); // which does not hold the optimiser's state
      store = known;
    }
    return known;
  }

  /** The store with the weights of now. */
  TensorStore upToDate() {
    TensorStore known = store();
    if (shared == null) {
      WeightLoader loader = new WeightLoader("the run", NamedTensors.of(known), specs);
      model.exportWeights(loader);
      loader.finish();
    }
    return known;
  }
}
