package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.DataException;
import dev.alexandrite.core.checkpoint.SealedManifest;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.train.Loss;
import dev.alexandrite.train.Losses;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is not resumed on what has the same name and another content, as far as it can be known.
 */
class ExchangedTest {
  private static final Path LAST = Path.of("step-00000006");

  @TempDir Path folder;

  private final Warnings warnings = new Warnings();

  private Trainer trainer(Dataset data, int epochs) {
    return Trainer.of(SmallRun.model())
        .data(data)
        .batchSize(4)
        .optimizer(Sgd.paper(0.02))
        .backend("scalar")
        .loaderThreads(1)
        .epochs(epochs)
        .checkpoints(folder)
        .listener(warnings);
  }

  private Trainer trainer(Loss loss, int epochs) {
    return trainer(SmallRun.data(22), epochs).loss(loss);
  }

  private static String refusal(Trainer trainer) {
    return assertThrows(CheckpointException.class, trainer.resume()::fit).getMessage();
  }

  /** Under the names and labels of another data set. */
  private static Dataset exchanged(int exchangedIndex) {
    return new ForwardingDataset(SmallRun.data(22)) {
      @Override
      public Image image(int index) {
        return index == exchangedIndex ? SmallRun.image(99, 1) : source().image(index);
      }
    };
  }

  @Test
  void exchangedPixelsAreRefusedAndTheImageIsNumbered() {
    trainer(SmallRun.data(22), 1).fit().classifier().close();
    String message = refusal(trainer(exchanged(13), 2));
    assertTrue(message.contains("training image number 13 has other pixels"), message);
    trainer(SmallRun.data(22), 2).resume().fit().classifier().close();
    assertEquals(List.of(), warnings.messages);
  }

  @Test
  void anImageThatCannotBeReadIsNoOtherImage() {
    trainer(SmallRun.data(22), 1).fit().classifier().close();
    Dataset gone =
        new ForwardingDataset(SmallRun.data(22)) {
          @Override
          public Image image(int index) {
            throw new DataException("image " + index + " is gone");
          }
        };
    assertThrows(DataException.class, trainer(gone, 2).resume()::fit);
  }

  @Test
  void aLossOfOtherConstantsOrAnotherClassIsRefused() {
    trainer(Losses.focal(2), 1).fit().classifier().close();
    assertTrue(refusal(trainer(Losses.focal(1), 2)).contains("focal, gamma 2.0, now it is"));
    assertTrue(refusal(trainer(Losses.squaredError(), 2)).contains("SquaredErrorLoss"));
    assertTrue(refusal(trainer(SmallRun.data(22), 2)).contains("softmax cross-entropy"));
    trainer(Losses.focal(2), 2).resume().fit().classifier().close();
    assertEquals(List.of(), warnings.messages);
  }

  @Test
  void aLossThatDoesNotDescribeItselfIsWarnedOf() {
    Loss own = Losses.squaredError()::compute;
    trainer(own, 1).fit().classifier().close();
    Loss same = (l, t, rows, classes, losses, g) -> own.compute(l, t, rows, classes, losses, g);
    trainer(same, 2).resume().fit().classifier().close();
    assertEquals(1, warnings.messages.size(), warnings.messages.toString());
    String warning = warnings.messages.getFirst();
    assertTrue(warning.contains("whether loss(...) computes what it did"), warning);
    assertTrue(warning.contains("custom lambda in " + ExchangedTest.class.getName()), warning);
    Loss described =
        new Loss() {
          @Override
          public void compute(
              float[] logits, float[] labels, int rows, int classes, float[] losses, float[] g) {
            own.compute(logits, labels, rows, classes, losses, g);
          }

          @Override
          public Optional<String> description() {
            return Optional.of("squares");
          }
        };
    assertTrue(refusal(trainer(described, 3)).contains(": squares"));
  }

  @Test
  void whatEarlierCheckpointsDoNotSayIsWarnedOfAndResumed() throws IOException {
    trainer(Losses.focal(2), 1).fit().classifier().close();
    SealedManifest.edit(
        folder.resolve(LAST),
        json ->
            json.replaceFirst(",\"pixelSample\":\"[^\"]*\"", "")
                .replaceFirst("\"loss\":\"custom [^\"]*\"", "\"loss\":\"custom\""));
    trainer(exchanged(3), 2).loss(Losses.focal(2)).resume().fit().classifier().close();
    assertEquals(2, warnings.messages.size(), warnings.messages.toString());
    assertTrue(warnings.messages.get(0).contains("loss(...)"));
    assertTrue(warnings.messages.get(1).contains("have the pixels"));
  }
}
