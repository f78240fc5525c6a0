package dev.alexandrite.augment;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * The way of an image into a network: resized, cropped, augmented in training, normalised, and
 * delivered as {@code float32[3, cropHeight, cropWidth]}. A checkpoint holds it, so that a
 * classifier sees what the network was trained on.
 *
 * @param resize how a picture of any size gets a fixed one
 * @param cropHeight the height of the network's input in pixels
 * @param cropWidth the width of the network's input in pixels
 * @param range the scale of the numbers
 * @param order the order of the colour planes
 * @param normalization what is subtracted and divided by
 * @param training what is done to training images, in this order; without a {@link RandomCrop} or
 *     {@link RandomResizedCrop} the centre is cropped
 */
public record InputPipeline(
    Resize resize,
    int cropHeight,
    int cropWidth,
    PixelRange range,
    ChannelOrder order,
    Normalization normalization,
    List<Augment> training) {
  /**
   * Checks that sizes fit together and copies the list.
   *
   * @throws InvalidModelException if a crop is larger than the resized image or of another size
   *     than the input, there are several of a kind that makes sense only once, both kinds of crop,
   *     a {@link RandomErasing} that is not last, or a {@link RandomResizedCrop} with a mean image
   *     that is subtracted at the crop's place
   */
  public InputPipeline {
    training = List.copyOf(training);
    if (cropHeight < 1
        || cropWidth < 1
        || cropHeight > resize.resizedHeight()
        || cropWidth > resize.resizedWidth()) {
      throw new InvalidModelException(
          String.format(
              Locale.ROOT,
              "input: a crop of %d×%d does not fit into images resized to %d×%d by %s; resize to "
                  + "at least the crop's size",
              cropHeight,
              cropWidth,
              resize.resizedHeight(),
              resize.resizedWidth(),
              resize));
    }
    PipelineChecks.check(training, cropHeight, cropWidth, normalization);
  }

  /**
   * The simplest way into a network: pictures brought to the input's size (a square input keeps the
   * aspect and takes the centre), from 0 to 1, red, green, blue, nothing subtracted, no
   * augmentation.
   *
   * @param input the network's input, {@code [3, H, W]}
   * @return the pipeline
   * @throws InvalidModelException if the input has not three channels
   */
  public static InputPipeline plain(Shape input) {
    if (input.rank() != 3 || input.channels() != 3) {
      throw new InvalidModelException(
          String.format(
              Locale.ROOT, "input: images have the shape 3×height×width, found %s", input));
    }
    Resize resize =
        input.height() == input.width()
            ? new Resize.ShorterSide(input.height())
            : new Resize.Squash(input.height(), input.width());
    return new InputPipeline(
        resize,
        input.height(),
        input.width(),
        PixelRange.UNIT,
        ChannelOrder.RGB,
        new Normalization.None(),
        List.of());
  }

  /**
   * The paper's way (sections 2 and 4.1): the shorter side to 256, 224×224 of it, from 0 to 255,
   * red, green, blue, less the mean image; random crops, flips and colour noise of 0.1 in training.
   *
   * @return the pipeline of {@code AlexNet.paper()}
   */
  public static InputPipeline paper() {
    return paper(256, 224);
  }

  /**
   * {@link #paper()} in another size.
   *
   * @param resized the height and width of resized images in pixels
   * @param crop the height and width of the network's input in pixels
   * @return the pipeline
   * @throws InvalidModelException if the crop is larger than the resized image
   */
  public static InputPipeline paper(int resized, int crop) {
    return new InputPipeline(
        new Resize.ShorterSide(resized),
        crop,
        crop,
        PixelRange.BYTES,
        ChannelOrder.RGB,
        new Normalization.MeanImage(false),
        List.of(Augment.randomCrop(crop), Augment.horizontalFlip(), Augment.pcaColor(0.1)));
  }

  /**
   * The way of Caffe's {@code bvlc_alexnet}: squashed to 256×256, 227×227 of it, from 0 to 255,
   * blue, green, red, less the mean image at the crop's place; random crops and flips in training.
   *
   * @return the pipeline of {@code AlexNet.caffe()}
   */
  public static InputPipeline caffe() {
    return caffe(256, 227);
  }

  /**
   * {@link #caffe()} in another size.
   *
   * @param resized the height and width of resized images in pixels
   * @param crop the height and width of the network's input in pixels
   * @return the pipeline
   * @throws InvalidModelException if the crop is larger than the resized image
   */
  public static InputPipeline caffe(int resized, int crop) {
    return new InputPipeline(
        new Resize.Squash(resized, resized),
        crop,
        crop,
        PixelRange.BYTES,
        ChannelOrder.BGR,
        new Normalization.MeanImage(true),
        List.of(Augment.randomCrop(crop), Augment.horizontalFlip()));
  }

  /**
   * torchvision's way: {@code Resize(256)}, {@code CenterCrop(224)}, {@code ToTensor()}, {@code
   * Normalize} with ImageNet's mean and deviation; every pixel is equal to its own. In training,
   * random crops of 224 and flips.
   *
   * @return the pipeline of {@code AlexNet.torchvision()}
   */
  public static InputPipeline torchvision() {
    return torchvision(256, 224);
  }

  /**
   * {@link #torchvision()} in another size, such as 232 and 224 for its later weights.
   *
   * @param resized the shorter side of resized images in pixels, {@code Resize(resized)}
   * @param crop the height and width of the network's input in pixels, {@code CenterCrop(crop)}
   * @return the pipeline
   * @throws InvalidModelException if the crop is larger than the resized image
   */
  public static InputPipeline torchvision(int resized, int crop) {
    return new InputPipeline(
        new Resize.ShorterSide(resized),
        crop,
        crop,
        PixelRange.UNIT,
        ChannelOrder.RGB,
        Normalization.imageNet(),
        List.of(Augment.randomCrop(crop), Augment.horizontalFlip()));
  }

  /**
   * The shape of what is delivered.
   *
   * @return {@code [3, cropHeight, cropWidth]}
   */
  public Shape shape() {
    return Shape.image(3, cropHeight, cropWidth);
  }

  /**
   * Another resize.
   *
   * @param resize how a picture of any size gets a fixed one
   * @return the changed copy
   */
  public InputPipeline resize(Resize resize) {
    return new InputPipeline(resize, cropHeight, cropWidth, range, order, normalization, training);
  }

  /**
   * Another crop. A {@link RandomCrop} or {@link RandomResizedCrop} takes the new size too.
   *
   * @param height the height of the network's input in pixels
   * @param width the width of the network's input in pixels
   * @return the changed copy
   */
  public InputPipeline crop(int height, int width) {
    List<Augment> resized =
        training.stream()
            .<Augment>map(
                augment ->
                    switch (augment) {
                      case RandomCrop crop ->
                          new RandomCrop(height, width, crop.chunk(), crop.padding());
                      case RandomResizedCrop crop -> crop.size(height, width);
                      default -> augment;
                    })
            .toList();
    return new InputPipeline(resize, height, width, range, order, normalization, resized);
  }

  /**
   * Another scale.
   *
   * @param range the scale of the numbers
   * @return the changed copy
   */
  public InputPipeline range(PixelRange range) {
    return new InputPipeline(resize, cropHeight, cropWidth, range, order, normalization, training);
  }

  /**
   * Another order of planes.
   *
   * @param order the order of the colour planes
   * @return the changed copy
   */
  public InputPipeline order(ChannelOrder order) {
    return new InputPipeline(resize, cropHeight, cropWidth, range, order, normalization, training);
  }

  /**
   * Another normalisation.
   *
   * @param normalization what is subtracted and divided by
   * @return the changed copy
   */
  public InputPipeline normalization(Normalization normalization) {
    return new InputPipeline(resize, cropHeight, cropWidth, range, order, normalization, training);
  }

  /**
   * Other augmentations, in the place of all before.
   *
   * @param training what is done to training images, in this order
   * @return the changed copy
   */
  public InputPipeline training(List<Augment> training) {
    return new InputPipeline(resize, cropHeight, cropWidth, range, order, normalization, training);
  }
}
