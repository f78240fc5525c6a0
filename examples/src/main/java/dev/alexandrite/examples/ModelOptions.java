package dev.alexandrite.examples;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.Model;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The options that say which model is meant: a file of any tool, and what the file does not hold.
 *
 * @param key the option that names the file
 * @param file the network, or weights where {@code net} is given
 * @param weights the weights, where they are apart
 * @param net the network of files that hold weights alone
 * @param mean three numbers, or a file with the mean image
 * @param std three numbers
 * @param order of the colour planes
 * @param range of the numbers
 * @param resize before the crop
 * @param labels a file with the names of the classes
 */
record ModelOptions(
    String key,
    Optional<Path> file,
    Optional<Path> weights,
    Optional<Supplier<Model>> net,
    Optional<String> mean,
    Optional<String> std,
    Optional<ChannelOrder> order,
    Optional<PixelRange> range,
    Optional<String> resize,
    Optional<Path> labels) {
  static ModelOptions read(Options options) {
    return read("model", options);
  }

  static ModelOptions read(String key, Options options) {
    return new ModelOptions(
        key,
        options.path(
            key,
            "a model or its weights: ONNX, prototxt, caffemodel, HDF5, safetensors, a state dict of"
                + " PyTorch, or the folder of a checkpoint"),
        options.path(
            "weights", "the file of the weights, where --" + key + " holds the network alone"),
        options.choice("net", Nets.BY_NAME, "the network, where --" + key + " holds weights alone"),
        options.word(
            "mean", "a,b,c of red, green and blue (of 0..1 with --std, else of 0..255), or a file"),
        options.word("std", "a,b,c of red, green and blue, what 0..1 less the mean is divided by"),
        options.choice(
            "order",
            Map.of("rgb", ChannelOrder.RGB, "bgr", ChannelOrder.BGR),
            "the order of colours, in place of the model's"),
        options.choice(
            "range",
            Map.of("bytes", PixelRange.BYTES, "unit", PixelRange.UNIT),
            "the scale of the numbers, in place of the model's"),
        options.word(
            "resize", "N for the shorter side, HxW to squash, before the centre is cropped"),
        options.path("labels", "names of the classes, a line each, or a JSON array"));
  }

  /** Reads the model and says how its file was understood. */
  PretrainedModel load(PrintStream out) {
    Path model =
        file.orElseThrow(
            () -> new OptionException("--" + key + " FILE is needed; --help lists the options"));
    LoadOptions load = LoadOptions.defaults();
    if (weights.isPresent()) {
      load = load.weights(weights.get());
    }
    if (net.isPresent()) {
      load = load.model(net.get().get());
    }
    if (labels.isPresent()) {
      load = load.classNames(labels.get());
    }
    Optional<float[]> colors = mean.flatMap(ModelOptions::numbers);
    if (mean.isPresent() && colors.isEmpty()) {
      load = load.mean(Path.of(mean.get()));
    }
    if (colors.isPresent()) {
      load = load.normalization(Normalization.fixed(colors.get(), divisors()));
    }
    PretrainedModel loaded = Models.load(model, load);
    loaded.notes().forEach(note -> out.println("note: " + note));
    return loaded.pipeline(pipeline(loaded.recipe().pipeline(), colors));
  }

  private float[] divisors() {
    return std.map(text -> numbers(text).orElseThrow(() -> notNumbers("std", text)))
        .orElse(new float[] {1, 1, 1});
  }

  private InputPipeline pipeline(InputPipeline given, Optional<float[]> colors) {
    InputPipeline pipeline = given;
    if (colors.isPresent()) {
      pipeline =
          pipeline
              .range(std.isPresent() ? PixelRange.UNIT : PixelRange.BYTES)
              .normalization(Normalization.fixed(colors.get(), divisors()));
    }
    if (order.isPresent()) {
      pipeline = pipeline.order(order.get());
    }
    if (range.isPresent()) {
      pipeline = pipeline.range(range.get());
    }
    if (resize.isPresent()) {
      pipeline = pipeline.resize(resize(resize.get()));
    }
    return pipeline;
  }

  private static Resize resize(String text) {
    try {
      String[] sides = text.split("x", -1);
      return sides.length == 1
          ? new Resize.ShorterSide(Integer.parseInt(text))
          : new Resize.Squash(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "--resize needs a size such as 256 or 256x256, found '" + text + "'");
    }
  }

  /** Three numbers, or nothing where the text is something else, such as a file. */
  private static Optional<float[]> numbers(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      double[] values = Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
      return Optional.of(new float[] {(float) values[0], (float) values[1], (float) values[2]});
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static OptionException notNumbers(String option, String text) {
    return new OptionException("--" + option + " needs three numbers a,b,c, found '" + text + "'");
  }
}
