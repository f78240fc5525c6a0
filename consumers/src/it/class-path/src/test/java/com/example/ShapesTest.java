package com.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.evaluate.Views;
import org.junit.jupiter.api.Test;

class ShapesTest {
  @Test
  void learnsMoreThanChance() {
    Dataset shapes = DrawnShapes.of(400, 32, 1);
    try (Classifier classifier = Shapes.train(shapes)) {
      double top1 = Evaluator.of(classifier).evaluate(shapes, Views.CENTER).top1();
      assertTrue(top1 > 0.15, () -> "top-1 " + top1 + " with ten classes");
    }
  }
}
