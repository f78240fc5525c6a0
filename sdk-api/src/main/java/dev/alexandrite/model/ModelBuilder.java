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
 * Changes a preset of a family of networks: what all of them share. A builder starts from the
 * numbers of its source. Each method may be called once; a call that contradicts an earlier one is
 * refused at once. Not thread-safe.
 *
 * <pre>{@code
 * Recipe net = ResNet.resnet50().classes(10).inputSize(160).build();
 * }</pre>
 *
 * @param <B> the family's own builder, which every method returns
 */
public abstract sealed class ModelBuilder<B extends ModelBuilder<B>>
    permits AlexNetBuilder,
        EfficientNetBuilder,
        GoogLeNetBuilder,
        MobileNetBuilder,
        ResNetBuilder,
        SqueezeNetBuilder,
        VggBuilder {
  private final Preset preset;
  private final Set<String> calls = new HashSet<>();
  private int classes;
  private int inputSize;
  private double dropout;
  private @Nullable Initializer weights;
  private @Nullable Initializer biases;
  private @Nullable List<Augment> augments;
  private @Nullable InputPipeline pipeline;

  ModelBuilder(Preset preset) {
    this.preset = preset;
    this.classes = preset.classes();
    this.inputSize = preset.inputSize();
    this.dropout = preset.dropout();
  }

  /**
   * The number of classes; the source's by default: 1,000, and 10 in {@link AlexNet#tiny()} and the
   * networks for CIFAR-10.
   *
   * @param count at least 2
   * @return this builder
   * @throws InvalidModelException if the number is too small or was set before
   */
  public B classes(int count) {
    once("classes");
    require(count >= 2, "classes(" + count + "): a classifier needs at least 2 classes");
    classes = count;
    return self();
  }

  /**
   * The rate of the dropout before the logits; the source's by default, 0 where it has none.
   *
   * @param rate the probability of dropping a unit, from 0 to below 1
   * @return this builder
   * @throws InvalidModelException if the rate is out of range or was set before
   */
  public B dropout(double rate) {
    once("dropout");
    require(
        rate >= 0 && rate < 1,
        "dropout(" + rate + "): expected the share of units to drop, from 0 to below 1");
    dropout = rate;
    return self();
  }

  /**
   * The height and width of the network's input; the source's by default. Pictures are resized in
   * proportion.
   *
   * @param pixels height and width
   * @return this builder
   * @throws InvalidModelException if it is too small for the preset, was set before, or contradicts
   *     {@link #input} or a random crop in {@link #augment}
   */
  public B inputSize(int pixels) {
    once("inputSize");
    notWith("inputSize", "input", "the pipeline's crop is the input size");
    require(pixels >= preset.smallestInput(), preset.tooSmall(pixels));
    inputSize = pixels;
    if (augments != null) {
      requireCrops(augments);
    }
    return self();
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
  public B augment(Augment... training) {
    once("augment");
    notWith("augment", "input", "put the augmentation into the pipeline");
    augments = List.of(training);
    if (calls.contains("inputSize")) {
      requireCrops(augments);
    }
    return self();
  }

  /**
   * The initial weights of every convolution and linear layer, instead of the preset's.
   *
   * @param initializer the initial weights
   * @return this builder
   * @throws InvalidModelException if they were set before
   */
  public B initializer(Initializer initializer) {
    once("initializer");
    weights = initializer;
    return self();
  }

  /**
   * The initial biases of every convolution and linear layer that has any, instead of the preset's.
   *
   * @param initializer the initial biases
   * @return this builder
   * @throws InvalidModelException if they were set before
   */
  public B biases(Initializer initializer) {
    once("biases");
    biases = initializer;
    return self();
  }

  /**
   * The way of a picture into the network, instead of the preset's; its crop is the input size.
   *
   * @param input the pipeline
   * @return this builder
   * @throws InvalidModelException if it was set before, or contradicts {@link #inputSize} or {@link
   *     #augment}
   */
  public B input(InputPipeline input) {
    once("input");
    notWith("input", "inputSize", "the pipeline's crop is the input size");
    notWith("input", "augment", "put the augmentation into the pipeline");
    pipeline = input;
    return self();
  }

  /**
   * Infers every shape.
   *
   * @return the network and its pipeline
   * @throws InvalidModelException if the input is too small for a layer, or a random crop has not
   *     the input size
   */
  public abstract Model build();

  abstract Network network(PresetSettings settings);

  final Recipe recipe() {
    InputPipeline images = images();
    return new Recipe(
        network(new PresetSettings(images.shape(), classes, dropout, weights, biases)), images);
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

  final void once(String call) {
    require(calls.add(call), call + "() was called before; call it once");
  }

  final void notWith(String call, String other, String remedy) {
    require(!calls.contains(other), call + "() contradicts " + other + "(): " + remedy);
  }

  final void require(boolean holds, String message) {
    if (!holds) {
      throw new InvalidModelException(preset + ": " + message);
    }
  }

  @SuppressWarnings("unchecked") // every family's builder is its own B
  final B self() {
    return (B) this;
  }

  @Override
  public String toString() {
    return "builder of " + preset + " with " + classes + " classes";
  }
}
