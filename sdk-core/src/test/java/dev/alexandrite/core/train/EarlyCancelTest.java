package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import dev.alexandrite.train.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is cancelled while it reads the training images for their mean. */
class EarlyCancelTest {
  private static final int IMAGES = 1000;
  private static final int CANCEL_AT = 5;

  @TempDir Path temp;

  @Test
  void theReadingEndsAndNothingIsWritten() {
    CancellingData data = new CancellingData(SmallRun.data(IMAGES));
    TrainingRun run =
        Trainer.of(SmallRun.model())
            .data(data)
            .backend("scalar")
            .loaderThreads(2)
            .checkpoints(temp.resolve("run"))
            .fitAsync();
    data.run.complete(run);
    TrainingResult result = run.join();
    result.classifier().close();
    assertEquals(StopReason.CANCELLED, result.reason());
    assertEquals(Optional.empty(), result.checkpoint());
    assertEquals(List.of(), result.history());
    int read = data.read.get();
    assertTrue(CANCEL_AT <= read && read <= CANCEL_AT + 2, read + " images were read");
  }

  /** Cancels the run at one of its images. */
  private static final class CancellingData implements Dataset {
    private final Dataset images;
    private final AtomicInteger read = new AtomicInteger();
    private final CompletableFuture<TrainingRun> run = new CompletableFuture<>();

    CancellingData(Dataset images) {
      this.images = images;
    }

    @Override
    public Image image(int index) {
      if (read.incrementAndGet() >= CANCEL_AT) {
        run.join().cancel();
      }
      return images.image(index);
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public List<String> classNames() {
      return images.classNames();
    }

    @Override
    public int label(int index) {
      return images.label(index);
    }

    @Override
    public String name(int index) {
      return images.name(index);
    }

    @Override
    public String fingerprint() {
      return images.fingerprint();
    }
  }
}
