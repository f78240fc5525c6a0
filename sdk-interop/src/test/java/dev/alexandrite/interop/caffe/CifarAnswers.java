package dev.alexandrite.interop.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.testkit.golden.Npy;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Answers of a classifier for the first test images of CIFAR-10.
 *
 * @param logits ten an image
 */
record CifarAnswers(Dataset data, float[][] logits) {
  private static final int CLASSES = 10;

  static CifarAnswers of(PretrainedModel model, int images) {
    Dataset data = Cifar10.test(SharedData.folder("cifar-10-batches-bin"));
    float[][] logits = new float[images][];
    try (Classifier classifier = model.classifier()) {
      for (int i = 0; i < images; i++) {
        logits[i] = classifier.logits(data.image(i));
      }
    }
    return new CifarAnswers(data, logits);
  }

  /** Compares every logit with those that somebody else computed. */
  void assertNear(Path npy, double tolerance) throws IOException {
    Npy expected = Npy.read(npy);
    assertEquals(10_000, expected.shape().get(0));
    double most = 0;
    for (int i = 0; i < logits.length; i++) {
      for (int c = 0; c < CLASSES; c++) {
        most = Math.max(most, Math.abs(logits[i][c] - expected.floats()[i * CLASSES + c]));
      }
    }
    assertEquals(0, most, tolerance, "largest difference of a logit");
  }

  int right() {
    int right = 0;
    for (int i = 0; i < logits.length; i++) {
      right += best(logits[i]) == data.label(i) ? 1 : 0;
    }
    return right;
  }

  /** How many of as many images the expected logits get right. */
  int rightOf(Path npy) throws IOException {
    float[] expected = Npy.read(npy).floats();
    int right = 0;
    for (int i = 0; i < logits.length; i++) {
      float[] row = new float[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        row[c] = expected[i * CLASSES + c];
      }
      right += best(row) == data.label(i) ? 1 : 0;
    }
    return right;
  }

  private static int best(float[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }
}
