package dev.alexandrite.augment;

import dev.alexandrite.InvalidModelException;
import java.util.List;
import java.util.Locale;

/** Which augmentations go together, and with the rest of an {@link InputPipeline}. */
final class PipelineChecks {
  private final List<Augment> training;

  private PipelineChecks(List<Augment> training) {
    this.training = training;
  }

  static void check(
      List<Augment> training, int cropHeight, int cropWidth, Normalization normalization) {
    var checks = new PipelineChecks(training);
    checks.requireAtMostOne(RandomCrop.class);
    checks.requireAtMostOne(RandomResizedCrop.class);
    checks.requireAtMostOne(PcaColor.class);
    checks.requireAtMostOne(RandomErasing.class);
    checks.requireOneCrop();
    checks.requireErasingLast();
    checks.requirePlaceOfMean(normalization);
    for (Augment augment : training) {
      switch (augment) {
        case RandomCrop crop ->
            requireSize("random crop", crop.height(), crop.width(), cropHeight, cropWidth);
        case RandomResizedCrop crop ->
            requireSize("random resized crop", crop.height(), crop.width(), cropHeight, cropWidth);
        default -> {}
      }
    }
  }

  private boolean has(Class<? extends Augment> kind) {
    return training.stream().anyMatch(kind::isInstance);
  }

  private void requireAtMostOne(Class<? extends Augment> kind) {
    long count = training.stream().filter(kind::isInstance).count();
    if (count > 1) {
      throw refusal("%s is given %d times; give it once", kind.getSimpleName(), count);
    }
  }

  private void requireOneCrop() {
    if (has(RandomCrop.class) && has(RandomResizedCrop.class)) {
      throw refusal(
          "RandomCrop, which cuts from the resized image, and RandomResizedCrop, which cuts from"
              + " the original, are both given; remove one");
    }
  }

  private void requireErasingLast() {
    if (has(RandomErasing.class) && !(training.getLast() instanceof RandomErasing)) {
      throw refusal(
          "RandomErasing acts behind the normalisation, but %s comes after it; put RandomErasing"
              + " last",
          training.getLast().getClass().getSimpleName());
    }
  }

  private void requirePlaceOfMean(Normalization normalization) {
    if (has(RandomResizedCrop.class)
        && normalization instanceof Normalization.MeanImage image
        && image.atCrop()) {
      throw refusal(
          "a mean image is subtracted at the crop's place, but RandomResizedCrop cuts from the"
              + " original, where the mean image has no place; subtract its middle,"
              + " MeanImage(false), a MeanColor or a Fixed one");
    }
  }

  private static void requireSize(
      String crop, int height, int width, int cropHeight, int cropWidth) {
    if (height != cropHeight || width != cropWidth) {
      throw refusal(
          "the %s is %d×%d, but the network's input is %d×%d; make them equal",
          crop, height, width, cropHeight, cropWidth);
    }
  }

  private static InvalidModelException refusal(String format, Object... arguments) {
    return new InvalidModelException("input: " + String.format(Locale.ROOT, format, arguments));
  }
}
