package dev.alexandrite.observe.explain;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** What a layer makes of the images of a data set, few of which are in memory at a time. */
final class Features {
  private static final int BATCH = 32;

  private Features() {}

  /** Gives a layer's output for every image, in order, with the image's index. */
  static void each(Classifier classifier, Dataset data, String layer, ObjIntConsumer<float[]> to) {
    for (int from = 0; from < data.size(); from += BATCH) {
      List<Image> images = new ArrayList<>();
      for (int i = from; i < Math.min(from + BATCH, data.size()); i++) {
        images.add(data.image(i));
      }
      List<float[]> features = classifier.features(images, layer);
      for (int i = 0; i < features.size(); i++) {
        to.accept(features.get(i), from + i);
      }
    }
  }

  /** The means of maps, or a vector as it is, of length 1; zeros stay zeros. */
  static float[] direction(float[] values, Shape shape) {
    int each = shape.rank() == 3 ? shape.height() * shape.width() : 1;
    double[] means = new double[values.length / each];
    double squares = 0;
    for (int i = 0; i < means.length; i++) {
      for (int j = 0; j < each; j++) {
        means[i] += values[i * each + j];
      }
      means[i] /= each;
      squares += means[i] * means[i];
    }
    double length = Math.sqrt(squares);
    float[] direction = new float[means.length];
    for (int i = 0; i < means.length; i++) {
      direction[i] = length == 0 ? 0 : (float) (means[i] / length);
    }
    return direction;
  }
}
