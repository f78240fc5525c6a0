package com.example.photographs.sdk;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.model.Recipe;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while the classifier answers. It is not asked while uploads are, since they tell as well. */
final class ClassifierHealth extends AbstractHealthIndicator {
  private final Classifier classifier;
  private final Gate gate;

  ClassifierHealth(Classifier classifier, Gate gate) {
    super("the classifier does not answer");
    this.classifier = classifier;
    this.gate = gate;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    Recipe recipe = classifier.recipe();
    int inside = gate.inside();
    if (inside == 0) {
      gate.inTurn(() -> classifier.logits(Blank.image(recipe)));
    }
    builder
        .up()
        .withDetail("network", recipe.network().name())
        .withDetail("classes", classifier.classNames().size())
        .withDetail("uploads", inside);
  }
}
