package dev.alexandrite.observe.tune;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;

/** Trainings of a fraction of a second. */
final class SmallNet {
  static final int IMAGES = 100;

  private SmallNet() {}

  /** With dropout, so that random numbers matter. */
  static Network network() {
    return Network.builder("small", Shape.image(3, 16, 16))
        .conv2d("conv1", Conv2d.of(8, 5).pad(2))
        .relu("relu1")
        .maxPool("pool1", MaxPool.of(2, 2))
        .flatten("flat")
        .dropout("drop", Dropout.of(0.2))
        .linear("fc", Linear.of(10))
        .build();
  }

  /** Without a rectifier, whose units would die at a high rate and save the loss. */
  static Network linear() {
    return Network.builder("linear", Shape.image(3, 16, 16))
        .flatten("flat")
        .linear("fc", Linear.of(10))
        .build();
  }

  static Trainer trainer(double rate) {
    return trainer(network(), rate);
  }

  static Trainer trainer(Network network, double rate) {
    return Trainer.of(network)
        .data(DrawnShapes.of(IMAGES, 16, 1))
        .validation(DrawnShapes.of(40, 16, 2))
        .epochs(2)
        .batchSize(20)
        .optimizer(Sgd.paper(rate).momentum(0.9))
        .seed(3)
        .threads(1)
        .loaderThreads(1);
  }
}
