package dev.alexandrite.observe.page;

import dev.alexandrite.classify.Inspector;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.observe.html.Thumbnail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A few images of the validation data, the same ones at every epoch, and what is said of them. */
final class SampleImages {
  private static final int TOP = 3;

  private final Dataset data;
  private final Network network;
  private final int[] images;
  private final @Nullable String[] thumbnails;

  /** As many of the images as there are, spread over the data. */
  SampleImages(Dataset data, Network network, int count) {
    this.data = data;
    this.network = network;
    int size = data.size();
    images = new int[Math.min(count, size)];
    for (int i = 0; i < images.length; i++) {
      // A step that is no multiple of the number of classes meets most of them, whether labels lie
      // in blocks or go round.
      images[i] = (int) ((long) i * size / images.length) + i % Math.max(1, size / images.length);
    }
    thumbnails = new String[images.length];
  }

  /** Reads, prepares and classifies each of them; for the training thread. */
  List<Sample> look(Inspector inspector) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      Image image = data.image(images[i]);
      String thumbnail = thumbnails[i];
      if (thumbnail == null) {
        thumbnail = Thumbnail.of(image);
        thumbnails[i] = thumbnail;
      }
      float[] output = inspector.inspect(image, List.of()).output();
      samples.add(
          new Sample(
              thumbnail,
              data.name(images[i]),
              data.classNames().get(data.label(images[i])),
              new Predictions(data.classNames(), probabilities(output)).top(TOP)));
    }
    return samples;
  }

  private float[] probabilities(float[] output) {
    boolean done =
        network.node(network.output()).layer() instanceof Softmax softmax && !softmax.log();
    if (done) {
      return output;
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : output) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    double[] powers = new double[output.length];
    for (int i = 0; i < output.length; i++) {
      powers[i] = StrictMath.exp(output[i] - highest);
      sum += powers[i];
    }
    float[] probabilities = new float[output.length];
    for (int i = 0; i < output.length; i++) {
      probabilities[i] = (float) (powers[i] / sum);
    }
    return probabilities;
  }
}
