package dev.alexandrite.observe.tensorboard;

import dev.alexandrite.TrainingException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.model.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at beside the weights.
 *
 * @param images labelled images, or null for none
 * @param count the first so many of them
 * @param layers layers whose values are looked at for each
 */
record Samples(@Nullable Dataset images, int count, List<String> layers) {
  static final Samples NONE = new Samples(null, 0, List.of());

  Samples images(Dataset newImages, int newCount) {
    if (newCount < 1 || newCount > newImages.size()) {
      throw new IllegalArgumentException(
          "samples: found a count of "
              + newCount
              + ", expected 1 to "
              + newImages.size()
              + ", the images of the data set");
    }
    return new Samples(newImages, newCount, layers);
  }

  Samples layers(List<String> newLayers) {
    return new Samples(images, count, newLayers);
  }

  /** Names are looked up before the first step. */
  void require(Network network) {
    layers.forEach(network::shape);
    if (images == null && !layers.isEmpty()) {
      throw new TrainingException(
          "TensorBoard is to look into layers " + layers + ", but at no images; call samples(...)");
    }
  }
}
