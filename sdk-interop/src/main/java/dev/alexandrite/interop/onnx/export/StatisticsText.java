package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.interop.ModelFileException;
import java.util.ArrayList;
import java.util.List;

/** The statistics of training images as JSON. */
final class StatisticsText {
  private static final String HEIGHT = "height";
  private static final String WIDTH = "width";
  private static final String MEAN_IMAGE = "mean_image";
  private static final String MEAN_COLOR = "mean_color";
  private static final String PCA_DEVIATIONS = "pca_deviations";
  private static final String PCA_VECTORS = "pca_vectors";

  /** Other statistics and structure, beside the mean image's numbers. */
  private static final int OTHER_VALUES = 64;

  private StatisticsText() {}

  /**
   * Writes statistics.
   *
   * @param image whether the mean image is needed; it is long
   */
  static Json encode(DataStatistics statistics, boolean image) {
    JsonObject object = new JsonObject();
    if (image) {
      float[] mean = statistics.meanImage();
      requireReadable(mean.length, statistics);
      object
          .put(HEIGHT, statistics.height())
          .put(WIDTH, statistics.width())
          .put(MEAN_IMAGE, numbers(mean));
    }
    return object
        .put(MEAN_COLOR, numbers(statistics.meanColor()))
        .put(PCA_DEVIATIONS, numbers(statistics.pcaDeviations()))
        .put(PCA_VECTORS, numbers(statistics.pcaVectors()))
        .build();
  }

  private static void requireReadable(int length, DataStatistics statistics) {
    if (length > JsonReader.MAX_VALUES - OTHER_VALUES) {
      throw new ModelFileException(
          "the pipeline subtracts a mean image of "
              + statistics.height()
              + "×"
              + statistics.width()
              + " pixels, more than an ONNX file's text is read with again; subtract the mean"
              + " colour (Normalization.MeanColor), or save a checkpoint");
    }
  }

  private static Json numbers(float[] values) {
    List<Json> numbers = new ArrayList<>(values.length);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ModelFileException(
            "the statistics of the training images have the number "
                + value
                + ", with which no input can be computed; give finite ones");
      }
      numbers.add(new Json.Num(Float.toString(value)));
    }
    return new Json.Arr(numbers);
  }

  /** Reads statistics; those without a mean image get one of a single black pixel. */
  static DataStatistics decode(Json json) {
    if (!(json instanceof Json.Obj object)) {
      throw new JsonException("an object was expected");
    }
    boolean image = object.members().containsKey(MEAN_IMAGE);
    int height = image ? size(object, HEIGHT) : 1;
    int width = image ? size(object, WIDTH) : 1;
    return new DataStatistics(
        image ? floats(object, MEAN_IMAGE, 3L * height * width) : new float[3],
        height,
        width,
        floats(object, MEAN_COLOR, 3),
        floats(object, PCA_DEVIATIONS, 3),
        floats(object, PCA_VECTORS, 9));
  }

  private static int size(Json.Obj object, String name) {
    long size = object.integer(name);
    if (size < 1 || size > JsonReader.MAX_VALUES) {
      throw new JsonException(name + " is " + size + ", expected a number of pixels");
    }
    return (int) size;
  }

  private static float[] floats(Json.Obj object, String name, long length) {
    List<Json> items = object.list(name);
    if (items.size() != length) {
      throw new JsonException(name + " has " + items.size() + " numbers, expected " + length);
    }
    float[] values = new float[items.size()];
    int at = 0;
    for (Json item : items) {
      float value = (float) Json.toDouble(item, name);
      if (!Float.isFinite(value)) {
        throw new JsonException(name + " has a number beyond float32");
      }
      values[at++] = value;
    }
    return values;
  }
}
