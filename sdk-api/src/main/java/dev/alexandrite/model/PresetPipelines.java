package dev.alexandrite.model;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** The ways of a picture into the presets, for inputs of any size. */
final class PresetPipelines {
  /** Pictures are resized to 256 pixels where the network takes 224 or 227 (paper, section 2). */
  private static final double RESIZED = 256;

  private PresetPipelines() {}

  static InputPipeline paper(int size) {
    return InputPipeline.paper(resized(size, 224), size);
  }

  static InputPipeline release2012(int size) {
    return paper(size)
        .training(
            List.of(
                Augment.randomCrop(size).chunk(32),
                Augment.horizontalFlip().chunk(32),
                Augment.pcaColor(0.1).divide(true).untilEpoch(67)));
  }

  static InputPipeline oneTower(int size) {
    return paper(size)
        .training(
            List.of(
                Augment.randomCrop(size),
                Augment.horizontalFlip(),
                Augment.pcaColor(0.1).divide(true)));
  }

  static InputPipeline caffe(int size) {
    return InputPipeline.caffe(resized(size, 227), size);
  }

  static InputPipeline torchvision(int size) {
    return InputPipeline.torchvision(resized(size, 224), size);
  }

  /** torchvision's for EfficientNet, at the ratio of its weights' resized picture to their crop. */
  static InputPipeline bicubic(int size, int sourceSize, int sourceResized) {
    int resized = Math.toIntExact(Math.round((double) size * sourceResized / sourceSize));
    return InputPipeline.torchvision(resized, size)
        .resize(new Resize.ShorterSide(resized, Interpolation.BICUBIC));
  }

  /** Caffe's for {@code bvlc_googlenet}: less the mean of each colour. */
  static InputPipeline googlenet2014(int size) {
    return InputPipeline.caffe(resized(size, 224), size)
        .normalization(new Normalization.MeanColor());
  }

  /** He et al. 2015, section 4.2: less the mean of each pixel, 4 black pixels around 32. */
  static InputPipeline cifarResnet(int size) {
    Resize resize = size == 32 ? new Resize.None(32, 32) : new Resize.ShorterSide(size);
    return InputPipeline.plain(Shape.image(3, size, size))
        .resize(resize)
        .normalization(new Normalization.MeanImage(true))
        .training(List.of(Augment.randomCrop(size).padding(size / 8), Augment.horizontalFlip()));
  }

  static InputPipeline tiny(int size) {
    float[] mean = {0.5f, 0.5f, 0.5f};
    float[] deviation = {0.25f, 0.25f, 0.25f};
    return InputPipeline.plain(Shape.image(3, size, size))
        .normalization(Normalization.fixed(mean, deviation));
  }

  /** Keeps the source's ratio of resized picture to crop for other sizes. */
  private static int resized(int size, int sourceSize) {
    return Math.toIntExact(Math.round(size * RESIZED / sourceSize));
  }
}
