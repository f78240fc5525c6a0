package dev.alexandrite.observe.page;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;

/** Trainings of a second, on images drawn at run time. */
public final class TinyRun {
  private TinyRun() {}

  /** Held-out images. */
  public static Dataset validation() {
    return DrawnShapes.of(60, 16, 7);
  }

  /** A convolution and a layer of logits. */
  public static Network network() {
    return Network.builder("tiny <net>", Shape.image(3, 16, 16))
        .conv2d("conv1", Conv2d.of(8, 5).pad(2))
        .relu("relu1")
        .maxPool("pool1", MaxPool.of(2, 2))
        .flatten("flat")
        .linear("fc", Linear.of(10))
        .build();
  }

  /** A run of steps of 20 images, ten an epoch. */
  public static Trainer trainer(int epochs) {
    return trainer(epochs, validation());
  }

  /** The same with other held-out images. */
  public static Trainer trainer(int epochs, Dataset validation) {
    return Trainer.of(network())
        .data(DrawnShapes.of(200, 16, 1))
        .validation(validation)
        .epochs(epochs)
        .batchSize(20)
        .optimizer(Sgd.paper(0.01))
        .seed(1);
  }
}
