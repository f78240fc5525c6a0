package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Loss;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A previewed batch is the batch that is trained, since a network that passes its input on says so.
 */
class BatchPreviewTest {
  private static final Shape INPUT = Shape.image(3, 6, 6);
  private static final int SIZE = 10;

  /** Its logits are its input: a parameter of zeros, which never learns, is added. */
  private static Network mirror() {
    return Network.builder("mirror", INPUT)
        .flatten("flat")
        .parameter("zero", Parameter.of(Shape.of(INPUT.elements()), new Initializer.Constant(0)))
        .binary("out", BinaryFunction.ADD, "flat", "zero")
        .build();
  }

  private static Dataset images() {
    List<Image> images = IntStream.range(0, SIZE).mapToObj(i -> SmallRun.image(i, i % 3)).toList();
    List<String> names =
        IntStream.range(0, INPUT.elements()).mapToObj(label -> "class " + label).toList();
    return InMemoryDataset.of(images, IntStream.range(0, SIZE).toArray(), names);
  }

  private static Trainer trainer(int loaderThreads) {
    return Trainer.of(new Recipe(mirror(), SmallRun.pipeline()))
        .data(images())
        .batchSize(4)
        .epochs(2)
        .seed(7)
        .optimizer(Sgd.paper(0.01).momentum(0).weightDecay(0))
        .loaderThreads(loaderThreads)
        .backend("scalar");
  }

  private record Seen(float[] inputs, float[] labels) {}

  @Test
  void isWhatTheNetworkReadsInTraining() {
    List<Seen> seen = new ArrayList<>();
    Loss spy =
        (logits, labels, rows, classes, losses, gradient) -> {
          seen.add(new Seen(Arrays.copyOf(logits, rows * classes), Arrays.copyOf(labels, rows)));
          Arrays.fill(losses, 0, rows, 1);
          Arrays.fill(gradient, 0, rows * classes, 0);
        };
    trainer(2).loss(spy).fit().close();

    assertEquals(6, seen.size(), "batches of two epochs");
    for (int number = 0; number < seen.size(); number++) {
      TrainingBatch batch = trainer(1).preview(number / 3, number % 3);
      Seen trained = seen.get(number);
      assertEquals(trained.labels().length, batch.rows().size(), "the last of an epoch is shorter");
      for (int row = 0; row < batch.rows().size(); row++) {
        TrainingBatch.Row previewed = batch.rows().get(row);
        int from = row * INPUT.elements();
        assertArrayEquals(
            Arrays.copyOfRange(trained.inputs(), from, from + INPUT.elements()),
            previewed.input(),
            0,
            batch + ", row " + row);
        assertEquals("class " + (int) trained.labels()[row], previewed.className());
        assertEquals((int) trained.labels()[row], previewed.index());
      }
    }
    float[] early = trainer(1).preview(0, 0).rows().getFirst().input();
    float[] late = trainer(1).preview(1, 0).rows().getFirst().input();
    assertTrue(!Arrays.equals(early, late), "another epoch, another augmentation");
  }

  @Test
  void thePictureIsTheInputBeforeItsNormalisation() {
    Recipe plain =
        new Recipe(
            mirror(),
            SmallRun.pipeline().normalization(new Normalization.None()).range(PixelRange.BYTES));
    TrainingBatch batch = Trainer.of(plain).data(images()).batchSize(4).preview(0, 0);
    for (TrainingBatch.Row row : batch.rows()) {
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 6; x++) {
          for (int channel = 0; channel < 3; channel++) {
            float value = row.input()[(channel * 6 + y) * 6 + x];
            int pixel = Math.clamp(Math.round(value), 0, 255);
            assertEquals(pixel, row.picture().value(y, x, channel));
          }
        }
      }
    }
  }

  /** Zeros of a normalised input are the mean, and look like it. */
  @Test
  void whatIsErasedLooksAsItDoesToTheNetwork() {
    Normalization mean = Normalization.fixed(new float[] {0.2f, 0.6f, 0.4f}, new float[] {1, 1, 1});
    Augment erasing = Augment.randomErasing(1).area(0.2, 0.3);
    Recipe erased =
        new Recipe(
            mirror(),
            SmallRun.pipeline()
                .normalization(mean)
                .order(ChannelOrder.BGR)
                .training(List.of(Augment.colorJitter(0.3, 0.3, 0.3, 0), erasing)));
    TrainingBatch batch =
        Trainer.of(erased).data(images()).sampling(Sampling.balanced()).batchSize(4).preview(0, 0);
    int pixels = 0;
    for (TrainingBatch.Row row : batch.rows()) {
      for (int at = 0; at < 36; at++) {
        if (row.input()[at] == 0 && row.input()[36 + at] == 0 && row.input()[72 + at] == 0) {
          Image picture = row.picture();
          assertEquals(51, picture.value(at / 6, at % 6, 0));
          assertEquals(153, picture.value(at / 6, at % 6, 1));
          assertEquals(102, picture.value(at / 6, at % 6, 2));
          pixels++;
        }
      }
    }
    assertTrue(pixels >= 4 * 36 / 5, pixels + " pixels");
  }

  @Test
  void aBatchThatTheRunHasNotIsRefused() {
    for (int[] place : new int[][] {{-1, 0}, {2, 0}, {0, -1}, {0, 3}}) {
      String message =
          assertThrows(TrainingException.class, () -> trainer(1).preview(place[0], place[1]))
              .getMessage();
      assertTrue(message.contains("epochs 0 to 1, with the batches 0 to 2"), message);
    }
  }
}
