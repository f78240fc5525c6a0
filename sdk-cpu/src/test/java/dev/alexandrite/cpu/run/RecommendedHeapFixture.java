package dev.alexandrite.cpu.run;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterOptions;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;

/**
 * A program that trains one of ten set-ups, in which the weights are what takes the memory, and
 * classifies with the result: {@code RecommendedHeapFixture SETUP DIRECTORY}.
 */
final class RecommendedHeapFixture {
  static final String DONE = "DONE ";

  private static final int PIXELS = 32;
  private static final int BATCH = 16;
  private static final Dataset IMAGES = DrawnShapes.of(BATCH + 5, PIXELS, 5);

  private RecommendedHeapFixture() {}

  /** What may take memory beside the training. */
  enum Setup {
    TRAINING_ALONE,
    VALIDATION,
    CHECKPOINTS,
    VALIDATION_AND_CHECKPOINTS,
    AVERAGED_WEIGHTS,
    BEST_WEIGHTS,
    ADAM,
    GATHERED_GRADIENTS,
    TWO_DEVICES,
    CONVOLUTIONS
  }

  static Trainer trainer(Setup setup, Path directory) {
    Trainer trainer =
        Trainer.of(setup == Setup.CONVOLUTIONS ? convolutions() : weights())
            .data(IMAGES)
            .epochs(1)
            .batchSize(BATCH)
            .backend("cpu")
            .threads(2)
            .loaderThreads(1);
    if (setup != Setup.ADAM) {
      trainer.optimizer(Sgd.paper(1e-4).momentum(0.9));
    }
    return switch (setup) {
      case TRAINING_ALONE -> trainer;
      case VALIDATION -> trainer.validation(IMAGES);
      case CHECKPOINTS -> trainer.checkpoints(directory);
      case VALIDATION_AND_CHECKPOINTS, CONVOLUTIONS ->
          trainer.validation(IMAGES).checkpoints(directory);
      case AVERAGED_WEIGHTS ->
          trainer.averageWeights(0.9).validation(IMAGES).checkpoints(directory);
      case BEST_WEIGHTS -> trainer.validation(IMAGES).earlyStop(EarlyStop.of(5).restoreBest(true));
      case ADAM -> trainer.optimizer(AdamW.of(1e-4)).checkpoints(directory);
      case GATHERED_GRADIENTS -> trainer.accumulate(2).validation(IMAGES);
      case TWO_DEVICES -> trainer.devices(2).validation(IMAGES).checkpoints(directory);
    };
  }

  /** Some 13 million weights, 52 MiB, of which one tensor has nearly all. */
  private static Network weights() {
    ParameterOptions cheap = ParameterOptions.DEFAULT.weights(new Initializer.PytorchDefault());
    return Network.builder(Shape.image(3, PIXELS, PIXELS))
        .flatten("flat")
        .linear("fc1", Linear.of(4096).options(cheap))
        .relu("relu1")
        .linear("fc2", Linear.of(256).options(cheap))
        .relu("relu2")
        .linear("fc3", Linear.of(10).options(cheap))
        .build();
  }

  /** Here it is the activations. */
  private static Network convolutions() {
    return Network.builder(Shape.image(3, PIXELS, PIXELS))
        .conv2d("conv1", Conv2d.of(256, 3).pad(1))
        .relu("relu1")
        .maxPool("pool1", MaxPool.of(2, 2))
        .conv2d("conv2", Conv2d.of(64, 3).pad(1))
        .relu("relu2")
        .flatten("flat")
        .linear("fc1", Linear.of(10))
        .build();
  }

  public static void main(String[] arguments) {
    Setup setup = Setup.valueOf(arguments[0]);
    try (TrainingResult result = trainer(setup, Path.of(arguments[1])).fit()) {
      Classifier classifier = result.classifier();
      System.out.println(DONE + classifier.classify(IMAGES.image(0)).best());
    }
  }
}
