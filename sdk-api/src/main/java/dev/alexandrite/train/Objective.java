package dev.alexandrite.train;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What training makes small.
 *
 * @param custom the application's own loss, or null for the built-in one of the data's task
 * @param labelSmoothing the part of the target spread over all classes, in [0, 1)
 * @param classWeights one weight a class, or empty for equal ones
 * @param mixing how images are mixed, whose targets are shares of two classes; null if they are not
 * @param positiveWeights what the presence of each label weighs against its absence, where images
 *     have several; or empty for 1
 */
public record Objective(
    @Nullable Loss custom,
    double labelSmoothing,
    List<Double> classWeights,
    @Nullable Mixing mixing,
    List<Double> positiveWeights) {
  /**
   * Checks that the parts go together.
   *
   * @throws dev.alexandrite.TrainingException if they do not, or one is out of range
   */
  public Objective {
    classWeights = List.copyOf(classWeights);
    Checks.unit("label smoothing", labelSmoothing);
    classWeights.forEach(weight -> Checks.positive("class weight", weight));
    positiveWeights = List.copyOf(positiveWeights);
    positiveWeights.forEach(weight -> Checks.positive("positive weight", weight));
    if (custom != null && mixing != null) {
      throw Checks.wrong(
          "mixing(...) cannot be combined with loss(...), which is told one label an example, while"
              + " a mixed image has shares of two classes: leave out one of them");
    }
    if (custom != null && (labelSmoothing != 0 || !classWeights.isEmpty())) {
      throw Checks.wrong(
          "loss(...) cannot be combined with labelSmoothing or classWeights, which belong to the"
              + " built-in softmax cross-entropy: put them into the loss itself");
    }
  }

  /**
   * Without weights of labels.
   *
   * @param custom the application's own loss, or null for the built-in one
   * @param labelSmoothing the part of the target spread over all classes, in [0, 1)
   * @param classWeights one weight a class, or empty for equal ones
   * @param mixing how images are mixed; null if they are not
   */
  public Objective(
      @Nullable Loss custom,
      double labelSmoothing,
      List<Double> classWeights,
      @Nullable Mixing mixing) {
    this(custom, labelSmoothing, classWeights, mixing, List.of());
  }

  Objective custom(Loss loss) {
    return new Objective(loss, labelSmoothing, classWeights, mixing, positiveWeights);
  }

  Objective labelSmoothing(double part) {
    return new Objective(custom, part, classWeights, mixing, positiveWeights);
  }

  Objective classWeights(double... weights) {
    return new Objective(custom, labelSmoothing, boxed(weights), mixing, positiveWeights);
  }

  Objective mixing(Mixing pairs) {
    return new Objective(custom, labelSmoothing, classWeights, pairs, positiveWeights);
  }

  Objective positiveWeights(double... weights) {
    return new Objective(custom, labelSmoothing, classWeights, mixing, boxed(weights));
  }

  private static List<Double> boxed(double... weights) {
    return Arrays.stream(weights).boxed().toList();
  }
}
