package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.TensorRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the pipeline learned from the training images, as tensors beside the weights. */
public final class StatisticsTensors implements TensorSink {
  private static final String MEAN_IMAGE = "mean_image";
  private static final String MEAN_COLOR = "mean_color";
  private static final String PCA_DEVIATIONS = "pca_deviations";
  private static final String PCA_VECTORS = "pca_vectors";

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
    return TensorRole.STATISTICS.owns(tensor);
  }

  /**
   * The tensors of some statistics.
   *
   * @param statistics what was learned
   * @return their descriptions
   */
  public static List<TensorSpec> specs(DataStatistics statistics) {
    return List.of(
        new TensorSpec(
            TensorRole.STATISTICS.of(MEAN_IMAGE),
            Shape.image(3, statistics.height(), statistics.width()),
            false),
        new TensorSpec(TensorRole.STATISTICS.of(MEAN_COLOR), Shape.of(3), false),
        new TensorSpec(TensorRole.STATISTICS.of(PCA_DEVIATIONS), Shape.of(3), false),
        new TensorSpec(TensorRole.STATISTICS.of(PCA_VECTORS), Shape.of(3, 3), false));
  }

  /** The shapes of all tensors by name. */
  static Map<String, Shape> shapes(Shape meanImage) {
    return Map.of(
        TensorRole.STATISTICS.of(MEAN_IMAGE), meanImage,
        TensorRole.STATISTICS.of(MEAN_COLOR), Shape.of(3),
        TensorRole.STATISTICS.of(PCA_DEVIATIONS), Shape.of(3),
        TensorRole.STATISTICS.of(PCA_VECTORS), Shape.of(3, 3));
  }

  static boolean isMeanImage(TensorInfo tensor) {
    return tensor.name().equals(TensorRole.STATISTICS.of(MEAN_IMAGE));
  }

  /**
   * The values of one tensor.
   *
   * @param statistics what was learned
   * @param tensor the tensor's name
   * @return all its values
   */
  public static float[] values(DataStatistics statistics, String tensor) {
    return switch (TensorRole.STATISTICS.parameter(tensor)) {
      case MEAN_IMAGE -> statistics.meanImage();
      case MEAN_COLOR -> statistics.meanColor();
      case PCA_DEVIATIONS -> statistics.pcaDeviations();
      case PCA_VECTORS -> statistics.pcaVectors();
      default -> throw new IllegalArgumentException("no statistics tensor " + tensor);
    };
  }

  @Override
  public void accept(String name, Shape shape, TensorValues tensor) {
    String learned = TensorRole.STATISTICS.parameter(name);
    values.put(learned, tensor.toArray(shape.elements()));
    if (learned.equals(MEAN_IMAGE)) {
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

  private float[] required(String learned) {
    float[] tensor = values.get(learned);
    if (tensor == null) {
      throw Damage.of(
          "the checkpoint has no tensor "
              + TensorRole.STATISTICS.of(learned)
              + ", of the statistics only "
              + values.keySet(),
          null);
    }
    return tensor;
  }
}
