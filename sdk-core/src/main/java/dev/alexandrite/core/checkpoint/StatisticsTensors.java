package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the pipeline learned from the training images, as tensors beside the weights. */
public final class StatisticsTensors implements TensorSink {
  private static final String PREFIX = "statistics/";
  private static final String MEAN_IMAGE = PREFIX + "mean_image";
  private static final String MEAN_COLOR = PREFIX + "mean_color";
  private static final String PCA_DEVIATIONS = PREFIX + "pca_deviations";
  private static final String PCA_VECTORS = PREFIX + "pca_vectors";

  private final Map<String, float[]> values = new HashMap<>();
  private Shape meanImage = Shape.image(3, 1, 1);

  /** Nothing read so far. */
  public StatisticsTensors() {}

  /**
   * Whether a tensor belongs here.
   *
   * @param tensor its name
   * @return true if it is one of the statistics
   */
  public static boolean owns(String tensor) {
    return tensor.startsWith(PREFIX);
  }

  /**
   * The tensors of some statistics.
   *
   * @param statistics what was learned
   * @return their descriptions
   */
  public static List<TensorSpec> specs(DataStatistics statistics) {
    return List.of(
        new TensorSpec(MEAN_IMAGE, Shape.image(3, statistics.height(), statistics.width()), false),
        new TensorSpec(MEAN_COLOR, Shape.of(3), false),
        new TensorSpec(PCA_DEVIATIONS, Shape.of(3), false),
        new TensorSpec(PCA_VECTORS, Shape.of(3, 3), false));
  }

  /**
   * The values of one tensor.
   *
   * @param statistics what was learned
   * @param tensor the tensor's name
   * @return all its values
   */
  public static float[] values(DataStatistics statistics, String tensor) {
    return switch (tensor) {
      case MEAN_IMAGE -> statistics.meanImage();
      case MEAN_COLOR -> statistics.meanColor();
      case PCA_DEVIATIONS -> statistics.pcaDeviations();
      case PCA_VECTORS -> statistics.pcaVectors();
      default -> throw new IllegalArgumentException("no statistics tensor " + tensor);
    };
  }

  @Override
  public void accept(String name, Shape shape, TensorValues tensor) {
    values.put(name, tensor.toArray(shape.elements()));
    if (name.equals(MEAN_IMAGE)) {
      meanImage = shape;
    }
  }

  /**
   * Puts what was read together.
   *
   * @return the statistics
   * @throws CheckpointException if a tensor is missing
   */
  public DataStatistics build() {
    return new DataStatistics(
        required(MEAN_IMAGE),
        meanImage.height(),
        meanImage.width(),
        required(MEAN_COLOR),
        required(PCA_DEVIATIONS),
        required(PCA_VECTORS));
  }

  private float[] required(String name) {
    float[] tensor = values.get(name);
    if (tensor == null) {
      throw new CheckpointException(
          "the checkpoint has no tensor " + name + ", found " + values.keySet() + Damage.REMEDY);
    }
    return tensor;
  }
}
