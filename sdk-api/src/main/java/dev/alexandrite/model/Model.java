package dev.alexandrite.model;

import dev.alexandrite.augment.InputPipeline;

/** What can be trained and served: a network and the way from a picture to its input. */
public sealed interface Model permits Network, AlexNet, Recipe {
  /**
   * What computes logits.
   *
   * @return the network
   */
  Network network();

  /**
   * What turns a picture into the network's input.
   *
   * @return resizing, cropping, normalisation and the augmentation of training
   */
  InputPipeline pipeline();

  /**
   * The same model with another number of classes: the {@linkplain Network#head() head} has as many
   * outputs, every other layer is unchanged and takes the weights of before, see {@code
   * WeightRule.exceptHead}.
   *
   * @param classes how many, at least 1
   * @return the changed copy
   * @throws dev.alexandrite.InvalidModelException if the network has no head
   */
  Model withClasses(int classes);
}
