package dev.alexandrite.cpu.run;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;

/** What an application does between its deployment and the next: trains, classifies, closes. */
public final class RedeployedApplication implements Runnable {
  /** Made by reflection. */
  public RedeployedApplication() {}

  @Override
  public void run() {
    try (TrainingResult result = train()) {
      result.classifier().classify(shapes().image(0));
    }
  }

  /** Trains, and closes nothing. */
  static TrainingResult train() {
    return Trainer.of(AlexNet.tiny().build())
        .data(shapes())
        .epochs(1)
        .batchSize(5)
        .threads(2)
        .backend("cpu")
        .fit();
  }

  private static Dataset shapes() {
    return DrawnShapes.of(20, 72, 1);
  }
}
