package dev.alexandrite.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PipelineChecksTest {
  private static final InputPipeline PLAIN = InputPipeline.plain(Shape.image(3, 8, 8));

  private static void assertRefused(
      Class<? extends RuntimeException> kind, String part, Executable action) {
    String message = assertThrows(kind, action).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static void assertRefused(String part, Augment... training) {
    assertRefused(InvalidModelException.class, part, () -> PLAIN.training(List.of(training)));
  }

  @Test
  void augmentationsThatDoNotGoTogetherAreRefused() {
    Augment crop = Augment.randomCrop(8);
    Augment resized = Augment.randomResizedCrop(8);
    Augment erasing = Augment.randomErasing(0.5);
    assertRefused(
        "RandomCrop, which cuts from the resized image, and RandomResizedCrop, which cuts from the"
            + " original, are both given; remove one",
        crop,
        resized);
    assertRefused("RandomResizedCrop is given 2 times", resized, resized);
    assertRefused("RandomErasing is given 2 times", erasing, erasing);
    assertRefused(
        "RandomErasing acts behind the normalisation, but HorizontalFlip",
        erasing,
        Augment.horizontalFlip());
    assertRefused(
        "the random resized crop is 7×7, but the network's input is 8×8",
        Augment.randomResizedCrop(7));
    PLAIN.training(List.of(resized, Augment.randAugment(2, 9), erasing));
  }

  @Test
  void aMeanImageAtTheCropHasNoPlaceInAnOriginal() {
    InputPipeline resized = PLAIN.training(List.of(Augment.randomResizedCrop(8)));
    resized.normalization(new Normalization.MeanImage(false));
    assertRefused(
        InvalidModelException.class,
        "RandomResizedCrop cuts from the original, where the mean image has no place",
        () -> resized.normalization(new Normalization.MeanImage(true)));
  }

  @Test
  void aCropOfAnotherSizeKeepsTheRest() {
    var crop =
        Augment.randomResizedCrop(8)
            .area(0.2, 0.9)
            .aspect(0.5, 3)
            .interpolation(Interpolation.BICUBIC);
    InputPipeline small = PLAIN.training(List.of(crop, Augment.randomErasing(0.1))).crop(6, 5);
    assertEquals(
        List.of(
            new RandomResizedCrop(6, 5, 0.2, 0.9, 0.5, 3, Interpolation.BICUBIC),
            Augment.randomErasing(0.1)),
        small.training());
  }

  @Test
  void aBuilderNamesTheSizeThatContradicts() {
    assertRefused(
        InvalidModelException.class,
        "augment(randomResizedCrop 224×224) contradicts the input size 64; crop to 64 or call"
            + " inputSize(224)",
        () ->
            AlexNet.paper()
                .inputSize(64)
                .augment(Augment.randomResizedCrop(224), Augment.horizontalFlip())
                .build());
  }

  @Test
  void defaultsAreTorchvisions() {
    assertEquals(
        new RandomResizedCrop(9, 9, 0.08, 1, 0.75, 4 / 3.0, Interpolation.BILINEAR),
        Augment.randomResizedCrop(9));
    assertEquals(
        new RandomErasing(0.5, 0.02, 0.33, 0.3, 3.3, RandomErasing.Value.ZERO),
        Augment.randomErasing(0.5));
    assertEquals(
        new RandAugment(2, 9, 31, Interpolation.NEAREST, Rgb.BLACK), Augment.randAugment(2, 9));
    assertEquals(
        new TrivialAugmentWide(31, Interpolation.NEAREST, Rgb.BLACK), Augment.trivialAugmentWide());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    Class<IllegalArgumentException> kind = IllegalArgumentException.class;
    var crop = Augment.randomResizedCrop(8);
    assertRefused(kind, "found 0.0 to 1.0", () -> crop.area(0, 1));
    assertRefused(kind, "found 0.5 to 1.1", () -> crop.area(0.5, 1.1));
    assertRefused(kind, "found 0.5 to 0.4", () -> crop.area(0.5, 0.4));
    assertRefused(kind, "the aspect", () -> crop.aspect(Double.NaN, 1));
    assertRefused(kind, "height and width must be positive", () -> new RandomResizedCrop(0, 3));
    assertRefused(
        kind,
        "hue is 0 or a positive number up to 0.5, found 0.6",
        () -> Augment.colorJitter(0, 0, 0, 0.6));
    assertRefused(
        kind,
        "contrast is 0 or a positive number, found -1.0",
        () -> Augment.colorJitter(0, -1, 0, 0));
    assertRefused(
        kind,
        "with 31 bins the magnitude is from 0 to 30, found 31",
        () -> Augment.randAugment(2, 31));
    assertRefused(kind, "operations must be at least 1, found 0", () -> Augment.randAugment(0, 9));
    assertRefused(
        kind,
        "NEAREST or BILINEAR, found BICUBIC",
        () -> Augment.trivialAugmentWide().interpolation(Interpolation.BICUBIC));
    assertRefused(
        kind, "the probability is from 0 to 1, found 1.5", () -> Augment.randomErasing(1.5));
    assertRefused(kind, "from 0 to 255, found 256, 0 and 0", () -> new Rgb(256, 0, 0));
  }
}
