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
}
