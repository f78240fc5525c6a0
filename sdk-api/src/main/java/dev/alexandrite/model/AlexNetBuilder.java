package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.RandomCrop;
import dev.alexandrite.augment.RandomResizedCrop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a preset of {@link AlexNet}. Each method may be called once; a call that contradicts an
 * earlier one is refused at once. Not thread-safe.
 */
public final class AlexNetBuilder {
  private final AlexNetPreset preset;
  private final Set<String> calls = new HashSet<>();
  private int classes;
  private int inputSize;
  private double dropout;
  private @Nullable Initializer weights;
  private @Nullable Initializer biases;
  private @Nullable List<Augment> augments;
  private @Nullable InputPipeline pipeline;

  AlexNetBuilder(AlexNetPreset preset) {
    this.preset = preset;
    this.classes = preset.classes();
    this.inputSize = preset.inputSize();
    this.dropout = preset.dropout();
  }

  /**
   * The number of classes; 1,000 by default, 10 in {@link AlexNet#tiny()}.
   *
   * @param count at least 2
   * @return this builder
   * @throws InvalidModelException if the number is too small or was set before
   */
  public AlexNetBuilder classes(int count) {
    once("classes");
    require(count >= 2, "classes(" + count + "): a classifier needs at least 2 classes");
    classes = count;
    return this;
  }

  /**
   * The rate of both dropout layers; 0.5 by default, 0.25 in {@link AlexNet#tiny()}.
   *
   * @param rate the probability of dropping a unit, from 0 to below 1
   * @return this builder
   * @throws InvalidModelException if the rate is out of range or was set before
   */
  public AlexNetBuilder dropout(double rate) {
    once("dropout");
    require(
        rate >= 0 && rate < 1,
        "dropout(" + rate + "): expected the share of units to drop, from 0 to below 1");
    dropout = rate;
    return this;
  }

  /**
   * The height and width of the network's input; 224 by default, 227 in {@link AlexNet#caffe()}, 32
   * in {@link AlexNet#tiny()}. Pictures are resized in proportion.
   *
   * @param pixels height and width
   * @return this builder
   * @throws InvalidModelException if it is too small for the preset, was set before, or contradicts
   *     {@link #input} or a random crop in {@link #augment}
   */
  public AlexNetBuilder inputSize(int pixels) {
    once("inputSize");
    notWith("inputSize", "input", "the pipeline's crop is the input size");
    require(
        pixels >= preset.smallestInput(),
        "inputSize(" + pixels + "): expected at least " + preset.smallestInput() + " pixels");
    inputSize = pixels;
    if (augments != null) {
      requireCrops(augments);
    }
    return this;
  }

  /**
   * What is done to training images, instead of the preset's augmentation; without arguments
   * nothing.
   *
   * @param training in this order; a random crop has the input size
   * @return this builder
   * @throws InvalidModelException if it was called before, or contradicts {@link #input} or {@link
   *     #inputSize}
   */
  public AlexNetBuilder augment(Augment... training) {
    once("augment");
    notWith("augment", "input", "put the augmentation into the pipeline");
    augments = List.of(training);
    if (calls.contains("inputSize")) {
      requireCrops(augments);
    }
    return this;
  }

  /**
   * The initial weights of every layer, instead of the preset's.
   *
   * @param initializer the initial weights
   * @return this builder
   * @throws InvalidModelException if they were set before
   */
  public AlexNetBuilder initializer(Initializer initializer) {
    once("initializer");
    weights = initializer;
    return this;
  }

  /**
   * The initial biases of every layer, instead of the preset's.
   *
   * @param initializer the initial biases
   * @return this builder
   * @throws InvalidModelException if they were set before
   */
  public AlexNetBuilder biases(Initializer initializer) {
    once("biases");
    biases = initializer;
    return this;
  }

  /**
   * The way of a picture into the network, instead of the preset's; its crop is the input size.
   *
   * @param input the pipeline
   * @return this builder
   * @throws InvalidModelException if it was set before, or contradicts {@link #inputSize} or {@link
   *     #augment}
   */
  public AlexNetBuilder input(InputPipeline input) {
    once("input");
    notWith("input", "inputSize", "the pipeline's crop is the input size");
    notWith("input", "augment", "put the augmentation into the pipeline");
    pipeline = input;
    return this;
  }

  /**
   * Infers every shape.
   *
   * @return the network and its pipeline
   * @throws InvalidModelException if a layer cannot take its inputs, or a random crop has not the
   *     input size
   */
  public AlexNet build() {
    InputPipeline images = images();
    AlexNetSettings settings =
        new AlexNetSettings(images.shape(), classes, dropout, weights, biases);
    return new AlexNet(preset.network().apply(settings), images);
  }

  private InputPipeline images() {
    if (pipeline != null) {
      return pipeline;
    }
    InputPipeline images = preset.pipeline().apply(inputSize);
    if (augments == null) {
      return images;
    }
    requireCrops(augments);
    return images.training(augments);
  }

  private void requireCrops(List<Augment> training) {
    for (Augment augment : training) {
      switch (augment) {
        case RandomCrop crop -> requireCrop("randomCrop", crop.height(), crop.width());
        case RandomResizedCrop crop ->
            requireCrop("randomResizedCrop", crop.height(), crop.width());
        default -> {}
      }
    }
  }

  private void requireCrop(String name, int height, int width) {
    require(
        height == inputSize && width == inputSize,
        "augment("
            + name
            + " "
            + height
            + "×"
            + width
            + ") contradicts the input size "
            + inputSize
            + "; crop to "
            + inputSize
            + " or call inputSize("
            + height
            + ")");
  }

  private void once(String call) {
    require(calls.add(call), call + "() was called before; call it once");
  }

  private void notWith(String call, String other, String remedy) {
    require(!calls.contains(other), call + "() contradicts " + other + "(): " + remedy);
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new InvalidModelException(preset + ": " + message);
    }
  }

  @Override
  public String toString() {
    return "builder of an AlexNet with " + classes + " classes";
  }
}
