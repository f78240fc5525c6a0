package dev.alexandrite.augment;

/**
 * A random change of a training image. Augmentations run in the order given; each draws its own
 * numbers, which depend on the seed, the epoch, the image and the place in the order alone.
 *
 * <p>Evaluation and classification leave them all out.
 */
public sealed interface Augment permits RandomCrop, HorizontalFlip, PcaColor, CustomAugment {
  /**
   * A square cut out at a random position (AlexNet paper, section 4.1).
   *
   * @param size the height and width in pixels, those of the network's input
   * @return the augmentation, with a draw for each image
   */
  static RandomCrop randomCrop(int size) {
    return new RandomCrop(size, size, 1);
  }

  /**
   * Left and right exchanged with probability 0.5 (AlexNet paper, section 4.1).
   *
   * @return the augmentation, with a draw for each image
   */
  static HorizontalFlip horizontalFlip() {
    return new HorizontalFlip(1);
  }

  /**
   * A random shift of the image's colour along the principal components of the training set's
   * colours (AlexNet paper, section 4.1).
   *
   * @param stddev the standard deviation of the draw; 0.1 in the paper
   * @return the augmentation, without division and in every epoch
   */
  static PcaColor pcaColor(double stddev) {
    return new PcaColor(stddev, false, PcaColor.ALWAYS);
  }

  /**
   * A transform of the application.
   *
   * @param name what to call it in summaries, checkpoints and messages
   * @param transform what it does
   * @return the augmentation
   */
  static CustomAugment custom(String name, Transform transform) {
    return new CustomAugment(name, transform);
  }
}
