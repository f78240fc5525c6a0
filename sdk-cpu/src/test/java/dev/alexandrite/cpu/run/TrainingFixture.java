package dev.alexandrite.cpu.run;

import dev.alexandrite.ComputePool;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One short training run of {@code tiny()} on drawn images, in this JVM or as a program of its own:
 * {@code TrainingFixture DIRECTORY THREADS [resume]} prints the digest of the final weights; on
 * several devices with {@code -Dfixture.devices=N}.
 */
final class TrainingFixture {
  /** Two epochs of ten steps; the last batch of each is short. */
  static final int STEPS = 20;

  private static final int IMAGES = 77;
  private static final int BATCH = 8;

  private TrainingFixture() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Trainer trainer = trainer(directory, Integer.parseInt(arguments[1]), 1, 0);
    if (arguments.length > 2) {
      trainer = trainer.resume();
    }
    System.out.println("DIGEST " + digest(trainer.fit()));
  }

  /**
   * The run, configured.
   *
   * @param delayMicros how long each image takes to arrive, so that input is late
   */
  static Trainer trainer(Path directory, int threads, int loaders, int delayMicros) {
    return rarelySaved(directory, threads, loaders, delayMicros)
        .checkpointEvery(1)
        .keepCheckpoints(3);
  }

  /** The same run on a pool, with checkpoints at the ends of epochs alone. */
  static Trainer pooled(Path directory, ComputePool pool) {
    return withoutThreads(directory, 1, 0).computePool(pool);
  }

  /** The same run with checkpoints at the ends of epochs alone. */
  static Trainer rarelySaved(Path directory, int threads, int loaders, int delayMicros) {
    return withoutThreads(directory, loaders, delayMicros).threads(threads);
  }

  private static Trainer withoutThreads(Path directory, int loaders, int delayMicros) {
    return Trainer.of(AlexNet.tiny().classes(10).build())
        .data(new DelayedDataset(DrawnShapes.of(IMAGES, 32, 5), delayMicros))
        .epochs(2)
        .batchSize(BATCH)
        .optimizer(Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4))
        .schedule(Schedules.constant())
        .checkpoints(directory)
        .backend("cpu")
        .devices(Integer.getInteger("fixture.devices", 1))
        .loaderThreads(loaders)
        .seed(7)
        .listener(new SlowStep());
  }

  static String run(Path directory, int threads, int loaders, int delayMicros) throws IOException {
    return digest(trainer(directory, threads, loaders, delayMicros).fit());
  }

  /** The SHA-256 of the final weights' file. */
  static String digest(TrainingResult result) throws IOException {
    result.classifier().close();
    byte[] weights =
        Files.readAllBytes(result.checkpoint().orElseThrow().resolve("weights.safetensors"));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a killer time to strike between two steps. */
  private static final class SlowStep implements TrainingListener {
    @Override
    public void onStep(StepReport report) {
      LockSupport.parkNanos(Long.getLong("fixture.pause.nanos", 0));
    }
  }

  /** Delivers every image late, by a time that differs from image to image. */
  private record DelayedDataset(Dataset images, int delayMicros) implements Dataset {
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
    public Image image(int index) {
      LockSupport.parkNanos(1000L * delayMicros * (index * 31 % 7));
      return images.image(index);
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
