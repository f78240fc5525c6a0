package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.core.checkpoint.SealedManifest;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A damaged checkpoint costs the steps since the one before it, never the run. */
class ResumeFallbackTest {
  private static final String MANIFEST = "manifest.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";

  @TempDir Path temp;

  private final Warnings warnings = new Warnings();

  /** What becomes of a checkpoint, and what the warning says of it. */
  enum Harm {
    FLIPPED_WEIGHT(WEIGHTS + ": found tensor"),
    FLIPPED_STATE(OPTIMIZER + ": found tensor"),
    FLIPPED_MANIFEST(MANIFEST + ": found bytes with SHA-256"),
    TRUNCATED(WEIGHTS + ": found"),
    NO_MANIFEST("expected manifest.json, found [optimizer.safetensors, weights.safetensors]"),
    NO_STATE(OPTIMIZER + ": found the file is missing"),
    EMPTY("expected manifest.json, found []"),
    A_FILE("is a file, expected the folder of a checkpoint"),
    A_DANGLING_LINK("there is no such folder");

    private final String said;

    Harm(String said) {
      this.said = said;
    }

    void to(Path checkpoint) throws IOException {
      switch (this) {
        case FLIPPED_WEIGHT -> flip(checkpoint.resolve(WEIGHTS));
        case FLIPPED_STATE -> flip(checkpoint.resolve(OPTIMIZER));
        case FLIPPED_MANIFEST -> flip(checkpoint.resolve(MANIFEST));
        case TRUNCATED -> Files.write(checkpoint.resolve(WEIGHTS), new byte[100]);
        case NO_MANIFEST -> Files.delete(checkpoint.resolve(MANIFEST));
        case NO_STATE -> Files.delete(checkpoint.resolve(OPTIMIZER));
        case EMPTY -> empty(checkpoint);
        case A_FILE -> {
          empty(checkpoint);
          Files.delete(checkpoint);
          Files.writeString(checkpoint, "a file");
        }
        case A_DANGLING_LINK -> {
          empty(checkpoint);
          Files.delete(checkpoint);
          Files.createSymbolicLink(checkpoint, Path.of("nowhere"));
        }
      }
    }

    private static void flip(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 100] ^= 1;
      Files.write(file, bytes);
    }

    private static void empty(Path checkpoint) throws IOException {
      try (Stream<Path> files = Files.list(checkpoint)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private Trainer run(Path folder, int epochs) {
    return SmallRun.trainer().epochs(epochs).checkpoints(folder).listener(warnings);
  }

  private static Path step(Path folder, int step) {
    return folder.resolve("step-" + String.format("%08d", step));
  }

  @ParameterizedTest
  @EnumSource
  void theNewestGoodCheckpointIsResumedAndTheDamagedOneIsNamed(Harm harm) throws IOException {
    Path whole = temp.resolve("whole");
    run(whole, 3).fit().classifier().close();
    Path folder = temp.resolve("run");
    run(folder, 2).fit().classifier().close();
    Path damaged = step(folder, 12);
    harm.to(damaged);
    assertEquals(6, Checkpoint.latest(folder).orElseThrow().step());
    assertEquals(6, Checkpoint.best(folder).orElseThrow().step());

    warnings.messages.clear();
    TrainingResult result = run(folder, 3).resume().fit();
    result.classifier().close();
    String warning = warnings.messages.getFirst();
    assertTrue(warning.startsWith(damaged + " is passed over"), warning);
    assertTrue(warning.contains(harm.said), warning);
    assertTrue(warning.contains("is step-00000006, 6 steps before it"), warning);
    assertEquals(Optional.of(step(folder, 18)), result.checkpoint());
    for (String file : List.of(WEIGHTS, OPTIMIZER)) {
      for (int step : new int[] {12, 18}) {
        assertArrayEquals(
            Files.readAllBytes(step(whole, step).resolve(file)),
            Files.readAllBytes(step(folder, step).resolve(file)),
            file + " of step " + step);
      }
    }
  }

  @Test
  void whereNoneIsGoodNothingStartsAfresh() throws IOException {
    run(temp, 2).fit().classifier().close();
    Harm.FLIPPED_WEIGHT.to(step(temp, 12));
    Harm.EMPTY.to(step(temp, 6));
    for (Executable refused :
        List.<Executable>of(() -> run(temp, 3).resume().fit(), () -> Checkpoint.latest(temp))) {
      String message = assertThrows(CheckpointException.class, refused).getMessage();
      assertTrue(message.contains("2 checkpoints, of which none is whole"), message);
      assertTrue(message.contains("step-00000012/weights.safetensors: found tensor"), message);
      assertTrue(message.contains("step-00000006 is no checkpoint of Alexandrite"), message);
    }
    assertTrue(Files.exists(step(temp, 12).resolve(WEIGHTS)), "nothing is deleted");
  }

  @Test
  void aRunThatIsNotToBeResumedDoesNotBeginAboveADamagedOne() throws IOException {
    run(temp, 1).fit().classifier().close();
    Harm.EMPTY.to(step(temp, 6));
    String message = assertThrows(TrainingException.class, run(temp, 1)::fit).getMessage();
    assertTrue(message.contains("already holds a run"), message);
  }

  @Test
  void otherOptionsAndLaterFormatsAreRefusedThoughOlderCheckpointsWouldDo() throws IOException {
    run(temp, 2).fit().classifier().close();
    String message =
        assertThrows(CheckpointException.class, () -> run(temp, 3).seed(7).resume().fit())
            .getMessage();
    assertTrue(message.contains("step-00000012: seed was"), message);

    SealedManifest.edit(
        step(temp, 12),
        json -> json.replaceFirst("\"formatVersion\":[0-9]+", "\"formatVersion\":99"));
    message =
        assertThrows(CheckpointException.class, () -> run(temp, 3).resume().fit()).getMessage();
    assertTrue(message.contains("format version 99"), message);
  }
}
