package com.example;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Prediction;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;

/** Trains a small AlexNet on drawn shapes, and classifies one. */
public final class Shapes {
  private Shapes() {}

  public static void main(String... arguments) {
    Dataset shapes = DrawnShapes.of(400, 32, 1);
    try (Classifier classifier = train(shapes)) {
      Prediction best = classifier.classify(shapes.image(0)).top(1).getFirst();
      System.out.println("prediction " + best.label() + " " + best.probability());
    }
  }

  static Classifier train(Dataset shapes) {
    return Trainer.of(AlexNet.tiny().build())
        .data(shapes)
        .epochs(5)
        .batchSize(20)
        .seed(1)
        .listener(
            new TrainingListener() {
              @Override
              public void onStart(RunControl run, MemoryReport memory) {
                System.out.println("backend " + memory.backend());
              }
            })
        .fit()
        .classifier();
  }
}
