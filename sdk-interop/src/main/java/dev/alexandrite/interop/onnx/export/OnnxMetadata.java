package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.core.json.RecordCodec;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.onnx.StringStringEntryProto;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What turns a picture into the network's input and its output into a class, as {@code
 * metadata_props} of an ONNX model. Each is JSON text under a key of its own, so that a program
 * that knows nothing of this SDK can read it too.
 *
 * @param pipeline the way from a picture into the network; empty if the model has none
 * @param classNames the classes in the order of the outputs; empty if the model has none
 * @param statistics the means of the training images; empty if the model has none
 */
public record OnnxMetadata(
    Optional<InputPipeline> pipeline,
    List<String> classNames,
    Optional<DataStatistics> statistics) {
  /** The key of the input pipeline: an object of the pipeline's components. */
  public static final String PIPELINE = "alexandrite.pipeline";

  /** The key of the classes: an array of names, in the order of the outputs. */
  public static final String CLASSES = "alexandrite.classes";

  /**
   * The key of the statistics: {@code mean_color}, and {@code mean_image} of {@code height} and
   * {@code width} where the pipeline subtracts it, all in red, green, blue and units of 0 to 255;
   * and the colours' principal components.
   */
  public static final String STATISTICS = "alexandrite.statistics";

  /** Copies the list. */
  public OnnxMetadata {
    classNames = List.copyOf(classNames);
  }

  /**
   * The properties of a model.
   *
   * @param model what is written
   * @return keys and JSON texts
   * @throws ModelFileException if the mean image is too large for JSON text
   */
  static List<StringStringEntryProto> write(PretrainedModel model) {
    InputPipeline pipeline = model.recipe().pipeline();
    boolean image = pipeline.normalization() instanceof Normalization.MeanImage;
    Json classes = new Json.Arr(model.classNames().stream().map(Json::of).toList());
    return List.of(
        entry(PIPELINE, RecordCodec.encode(pipeline, InputPipeline.class)),
        entry(CLASSES, classes),
        entry(STATISTICS, StatisticsText.encode(model.statistics(), image)));
  }

  private static StringStringEntryProto entry(String key, Json value) {
    return StringStringEntryProto.newBuilder()
        .setKey(key)
        .setValue(JsonWriter.write(value))
        .build();
  }

  /**
   * Reads the properties of a model.
   *
   * @param origin the file, for messages
   * @param properties the model's {@code metadata_props}; other keys are passed over
   * @return what they say
   * @throws ModelFileException if a key of ours has another form than is written
   */
  public static OnnxMetadata read(String origin, List<StringStringEntryProto> properties) {
    return new OnnxMetadata(
        Optional.ofNullable(
            value(
                origin,
                properties,
                PIPELINE,
                json -> (InputPipeline) RecordCodec.decode(json, InputPipeline.class))),
        Optional.ofNullable(value(origin, properties, CLASSES, OnnxMetadata::names))
            .orElse(List.of()),
        Optional.ofNullable(value(origin, properties, STATISTICS, StatisticsText::decode)));
  }

  private static List<String> names(Json json) {
    if (!(json instanceof Json.Arr names)) {
      throw new JsonException("an array of names was expected");
    }
    return names.items().stream().map(OnnxMetadata::name).toList();
  }

  private static String name(Json json) {
    if (!(json instanceof Json.Str(String name))) {
      throw new JsonException("the name of a class must be a string");
    }
    return name;
  }

  private interface Decoder<T> {
    T decode(Json json);
  }

  private static <T> @Nullable T value(
      String origin, List<StringStringEntryProto> properties, String key, Decoder<T> decoder) {
    for (StringStringEntryProto property : properties) {
      if (property.getKey().equals(key)) {
        try {
          return decoder.decode(JsonReader.read(property.getValue()));
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
          throw new ModelFileException(
              origin
                  + ": metadata_props "
                  + key
                  + " cannot be read: "
                  + e.getMessage()
                  + "; remove it from the file and give the pipeline or the classes by LoadOptions",
              e);
        }
      }
    }
    return null;
  }
}
