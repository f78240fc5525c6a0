package dev.alexandrite.cpu.run;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;

/** Trains and classifies a little on whatever backend is there, and prints which it was. */
final class ScalarFallbackFixture {
  static final String BACKEND = "BACKEND ";
  static final String SUM = "SUM ";

  private ScalarFallbackFixture() {}

  public static void main(String[] arguments) {
    Dataset images = DrawnShapes.of(10, 32, 5);
    try (Classifier classifier =
        Trainer.of(AlexNet.tiny().classes(10).build())
            .data(images)
            .epochs(1)
            .batchSize(10)
            .optimizer(Sgd.paper(0.01))
            .listener(new Namer())
            .fit()
            .classifier()) {
      double sum = 0;
      for (float probability : classifier.classify(images.image(0)).probabilities()) {
        sum += probability;
      }
      System.out.println(SUM + sum);
    }
  }

  private static final class Namer implements TrainingListener {
    @Override
    public void onStart(RunControl run, MemoryReport memory) {
      System.out.println(BACKEND + memory.backend());
    }
  }
}
