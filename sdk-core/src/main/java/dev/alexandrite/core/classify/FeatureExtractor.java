package dev.alexandrite.core.classify;

import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.augment.View;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.TensorStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes a network up to a layer and no further. Each call has an arena of its own; those of the
 * layers asked for last are kept. How many calls there are at a time is its caller's business.
 */
final class FeatureExtractor {
  /** Of as many layers programs are kept. */
  private static final int LAYERS = 4;

  private final Network network;
  private final ImagePreparer preparer;
  private final Backend backend;
  private final TensorStore weights;
  private final ClassifierOptions options;

  /** Arenas that nobody uses, by layer, the one asked for last at the end. */
  private final Map<String, Deque<Arena>> free = new LinkedHashMap<>();

  FeatureExtractor(
      Network network,
      ImagePreparer preparer,
      Backend backend,
      TensorStore weights,
      ClassifierOptions options) {
    this.network = network;
    this.preparer = preparer;
    this.backend = backend;
    this.weights = weights;
    this.options = options;
  }

  /** What a layer puts out for each image. */
  List<float[]> features(List<Image> images, String layer) {
    int elements = network.shape(layer).elements();
    List<float[]> features = new ArrayList<>(images.size());
    Arena arena = take(layer);
    try {
      for (int from = 0; from < images.size(); from += arena.capacity()) {
        int rows = Math.min(arena.capacity(), images.size() - from);
        for (int row = 0; row < rows; row++) {
          int at = row * arena.imageElements();
          preparer.view(images.get(from + row), View.CENTRE, arena.images(), at);
        }
        float[] values = arena.run(rows);
        for (int row = 0; row < rows; row++) {
          features.add(Arrays.copyOfRange(values, row * elements, (row + 1) * elements));
        }
      }
    } finally {
      giveBack(layer, arena);
    }
    return features;
  }

  private synchronized Arena take(String layer) {
    Deque<Arena> kept = free.remove(layer);
    if (kept == null) {
      kept = new ArrayDeque<>();
      if (free.size() == LAYERS) {
        free.remove(free.keySet().iterator().next()); // its memory goes before that of the next
      }
    }
    free.put(layer, kept);
    return kept.isEmpty() ? made(layer) : kept.pop();
  }

  private Arena made(String layer) {
    InferencePlan plan = Planner.features(network, layer, options.batchSize(), options.weights());
    return new Arena(plan, Programs.compile(backend, plan.graph(), weights));
  }

  private synchronized void giveBack(String layer, Arena arena) {
    Deque<Arena> kept = free.get(layer);
    if (kept != null) {
      kept.push(arena);
    }
  }
}
