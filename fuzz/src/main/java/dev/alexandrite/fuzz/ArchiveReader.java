package dev.alexandrite.fuzz;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Archives of a checkpoint, from a file and from a stream: what the one accepts the other does, and
 * it is the same network, unless the file's directory at the end says something else.
 */
final class ArchiveReader implements Reader {
  private static final ClassifierOptions SCALAR = ClassifierOptions.defaults().backend("scalar");

  private static final List<String> FILES =
      List.of(CheckpointBytes.MANIFEST, CheckpointBytes.WEIGHTS, CheckpointBytes.OPTIMIZER);

  /** A good one. */
  static byte[] seed() throws IOException {
    Path folder = Files.createTempDirectory("alexandrite-seed");
    Path archive = folder.resolve("model.zip");
    for (String file : FILES) {
      CheckpointBytes.copy(file, folder);
    }
    try (Classifier classifier = Classifier.load(folder, SCALAR)) {
      classifier.pack(archive);
    }
    byte[] bytes = Files.readAllBytes(archive);
    Files.delete(archive);
    for (String file : FILES) {
      Files.delete(folder.resolve(file));
    }
    Files.delete(folder);
    return bytes;
  }

  @Override
  public void read(byte[] bytes, Path scratch) throws IOException {
    Path archive = Files.write(scratch.resolve("model.zip"), bytes);
    accepted(() -> Checkpoint.open(archive));
    Optional<String> file = accepted(() -> described(Classifier.load(archive, SCALAR)));
    InputStream stream = new ByteArrayInputStream(bytes);
    String streamed = described(Classifier.load(stream, SCALAR)); // good bytes are accepted
    if (file.isPresent() && !file.get().equals(streamed)) {
      throw new AssertionError("another classifier from a stream than from a file");
    }
  }

  private static String described(Classifier loaded) {
    try (loaded) {
      return loaded.classNames() + " " + loaded.recipe();
    }
  }

  private static <T> Optional<T> accepted(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (AlexandriteException refused) {
      Refusal.requireReadable(refused);
      return Optional.empty();
    }
  }
}
