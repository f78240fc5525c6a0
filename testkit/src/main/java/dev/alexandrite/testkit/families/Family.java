package dev.alexandrite.testkit.families;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.model.EfficientNetBuilder;
import dev.alexandrite.model.GoogLeNetBuilder;
import dev.alexandrite.model.ModelBuilder;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Presets;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A preset and torchvision's answers, see {@code testkit/goldens/families.py}.
 *
 * @param name the preset's
 * @param answers by kind and name of the tensor
 */
record Family(String name, Map<String, double[]> answers) {
  static final int CLASSES = 5;

  /** Of images that are classified, and in steps of training. */
  static final int PIXELS = 64;

  static final int ROWS = 4;
  static final int STEP_ROWS = 8;

  static Family read(String name) {
    try (InputStream lines = Family.class.getResourceAsStream(name + ".tsv")) {
      if (lines == null) {
        throw new IllegalStateException("no resource " + name + ".tsv beside " + Family.class);
      }
      String text = new String(lines.readAllBytes(), StandardCharsets.US_ASCII);
      Map<String, double[]> answers = new LinkedHashMap<>();
      text.lines().map(line -> line.split("\t", -1)).forEach(line -> put(answers, line));
      return new Family(name, answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Map<String, double[]> answers, String[] line) {
    double[] numbers = Stream.of(line[2].split(" ")).mapToDouble(Double::parseDouble).toArray();
    answers.put(line[0] + " " + line[1], numbers);
  }

  /** The preset with few classes, a small input, and nothing left to chance. */
  Network network(int pixels) {
    ModelBuilder<?> builder = Objects.requireNonNull(Presets.builders().get(name), name).get();
    if (builder instanceof EfficientNetBuilder efficientNet) {
      efficientNet.stochasticDepth(0);
    } else if (builder instanceof GoogLeNetBuilder googLeNet) {
      googLeNet.auxiliaryDropout(0);
    }
    return builder
        .classes(CLASSES)
        .input(InputPipeline.plain(Shape.image(3, pixels, pixels)))
        .dropout(0)
        .build()
        .network();
  }

  double[] answer(String kind, String tensor) {
    double[] answer = answers.get(kind + " " + tensor);
    if (answer == null) {
      throw new AssertionError(name + ".tsv says nothing of " + kind + " " + tensor);
    }
    return answer;
  }

  boolean has(String kind) {
    return answers.containsKey(kind + " -");
  }

  /** The values of a parameter or of a running statistic. */
  float[] weights(ParameterSpec tensor) {
    double[] conditions = answer("conditions", "-");
    return Counted.weights(tensor, conditions[0], conditions[1]);
  }

  /** How many images have gradients. */
  int gradientRows() {
    return (int) answer("conditions", "-")[2];
  }

  /** Their size. */
  int gradientPixels() {
    return (int) answer("conditions", "-")[3];
  }

  /** What {@link Counted#inputs} are called whose gradients are compared. */
  String decidedInput() {
    return answers.keySet().stream()
        .filter(key -> key.startsWith("loss "))
        .map(key -> key.substring("loss ".length()))
        .findFirst()
        .orElseThrow();
  }

  /** How many tensors there is an answer for. */
  long count(String kind) {
    return answers.keySet().stream().filter(key -> key.startsWith(kind + " ")).count();
  }

  /** The largest norm of a gradient. */
  double largestGradient() {
    return answers.entrySet().stream()
        .filter(answer -> answer.getKey().startsWith("gradient "))
        .mapToDouble(answer -> answer.getValue()[0])
        .max()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return name + answers.keySet();
  }
}
