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
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Trains a small AlexNet on drawn shapes, and classifies one. */
@SpringBootApplication
public class ShapesApplication {
  public static void main(String... arguments) {
    SpringApplication.run(ShapesApplication.class, arguments);
  }

  @Bean
  Dataset shapes() {
    return DrawnShapes.of(400, 32, 1);
  }

  /** One for all threads; Spring closes it. A service would say {@code Classifier.load(path)}. */
  @Bean
  Classifier classifier(Dataset shapes) {
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

  @Bean
  CommandLineRunner classify(Classifier classifier, Dataset shapes) {
    return arguments -> {
      Prediction best = classifier.classify(shapes.image(0)).top(1).getFirst();
      System.out.println("prediction " + best.label() + " " + best.probability());
    };
  }
}
