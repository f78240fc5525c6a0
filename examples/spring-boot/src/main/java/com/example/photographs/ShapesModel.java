package com.example.photographs;

import dev.alexandrite.augment.Resize;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains a small AlexNet on drawn shapes and packs it: run by the build, not by the service. */
final class ShapesModel {
  private static final int PIXELS = 32;

  private ShapesModel() {}

  public static void main(String... arguments) throws IOException {
    Path archive = Path.of(arguments[0]);
    if (Files.exists(archive)) {
      System.out.println(archive + " is kept; mvn clean has it trained anew");
      return;
    }
    AlexNet tiny = AlexNet.tiny().build();
    // Photographs come in any size.
    Recipe recipe =
        new Recipe(tiny.network(), tiny.pipeline().resize(new Resize.Squash(PIXELS, PIXELS)));
    try (TrainingResult run =
            Trainer.of(recipe)
                .data(DrawnShapes.of(600, PIXELS, 1))
                .epochs(5)
                .batchSize(20)
                .optimizer(AdamW.of(0.001))
                .seed(1)
                .fit();
        Classifier classifier = run.classifier()) {
      classifier.pack(archive);
    }
  }
}
