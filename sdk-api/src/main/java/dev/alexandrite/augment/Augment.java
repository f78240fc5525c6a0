package dev.alexandrite.augment;

/**
 * A random change of a training image. Augmentations run in the order given; each draws its own
 * numbers, which depend on the seed, the epoch, the image and the place in the order alone.
 *
 * <p>Evaluation and classification leave them all out.
 */
public sealed interface Augment
    permits RandomCrop,
        RandomResizedCrop,
        HorizontalFlip,
        PcaColor,
        ColorJitter,
        RandAugment,
        TrivialAugmentWide,
        RandomErasing,
        CustomAugment {
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
   * A square of random area and aspect, cut from the original picture and resized.
   *
   * @param size the height and width of the result in pixels, those of the network's input
   * @return the augmentation, with 8 to 100 % of the area and aspects from 3 : 4 to 4 : 3
   */
  static RandomResizedCrop randomResizedCrop(int size) {
    return new RandomResizedCrop(size, size);
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
   * Brightness, contrast, saturation and hue changed at random, in random order.
   *
   * @param brightness how far the factor is from 1, 0 for unchanged; 0.4 is often taken
   * @param contrast how far the factor is from 1
   * @param saturation how far the factor is from 1
   * @param hue how far the hue turns, in parts of the circle, at most 0.5
   * @return the augmentation
   */
  static ColorJitter colorJitter(
      double brightness, double contrast, double saturation, double hue) {
    return new ColorJitter(brightness, contrast, saturation, hue);
  }

  /**
   * Some operations on geometry and colour, all equally strong.
   *
   * @param operations how many; 2 in the paper for ImageNet
   * @param magnitude how strong, from 0 to 30; 9 in the paper for ResNet-50
   * @return the augmentation, with the nearest pixel and black from outside
   */
  static RandAugment randAugment(int operations, int magnitude) {
    return new RandAugment(operations, magnitude);
  }

  /**
   * One operation on geometry or colour, as strong as chance will have it.
   *
   * @return the augmentation, with the nearest pixel and black from outside
   */
  static TrivialAugmentWide trivialAugmentWide() {
    return new TrivialAugmentWide();
  }

  /**
   * A rectangle of the network's input set to zero. The last augmentation.
   *
   * @param probability of an image to have something erased; 0.1 in torchvision's later recipes
   * @return the augmentation, with 2 to 33 % of the area
   */
  static RandomErasing randomErasing(double probability) {
    return new RandomErasing(probability);
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
