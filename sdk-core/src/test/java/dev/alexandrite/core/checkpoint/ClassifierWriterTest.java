package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Provenance;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Whenever writing a classifier fails, nothing of it is left. */
class ClassifierWriterTest {
  private static final List<TensorSpec> WEIGHTS =
      List.of(new TensorSpec("w", Shape.of(40_000), false));

  @TempDir Path temp;

  private static SavedManifest manifest() {
    return new SavedManifest(
        NetworkForm.of(SmallRun.network()),
        SmallRun.model().pipeline(),
        SmallRun.CLASSES,
        new SavedManifest.Counters(3, 4),
        new Provenance("a", "b", "c", "d", "e", "f", "g", 5),
        List.of());
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      assertEquals(List.of(temp), files.toList());
    }
  }

  @Test
  void aWholeOneIsThereAtOnce() {
    Path target = temp.resolve("saved");
    new ClassifierWriter(target, new FullDisk(Integer.MAX_VALUE))
        .write(manifest(), WEIGHTS, name -> TensorValues.of(new float[40_000]));
    CheckpointReader reader = new CheckpointReader(target);
    assertEquals(new SavedManifest.Counters(3, 4), reader.origin().counters());
    List<String> names = new ArrayList<>();
    reader.weights((name, shape, values) -> names.add(name));
    assertEquals(List.of("w"), names);
  }

  /** Fails when the archive is made, anywhere in it, and at the rename. */
  @Test
  void aDiskThatIsFullLeavesNothingOfAnArchive() throws IOException {
    Path target = temp.resolve("model.zip");
    int operations = 0;
    while (!Files.exists(target)) {
      assertNothingLeft();
      ClassifierWriter writer = new ClassifierWriter(target, new FullDisk(operations));
      try {
        writer.pack(manifest(), WEIGHTS, name -> TensorValues.of(new float[40_000]));
      } catch (CheckpointException e) {
        assertTrue(e.getMessage().contains("No space left"), e.getMessage());
        assertTrue(e.getMessage().contains(target.toString()), e.getMessage());
      }
      operations++;
    }
    assertTrue(operations > 10, operations + " operations");
  }

  @Test
  void valuesThatChangeWhileTheyArePackedAreNoticed() throws IOException {
    Path target = temp.resolve("model.zip");
    float[] value = {0};
    TensorSource changing =
        name -> {
          float[] values = new float[40_000];
          values[7] = value[0]++;
          return TensorValues.of(values);
        };
    assertThrows(
        CheckpointException.class,
        () -> new ClassifierWriter(target).pack(manifest(), WEIGHTS, changing));
    assertNothingLeft();
  }

  /** Fails at the first file, in its middle, at the manifest, and at the rename. */
  @Test
  void aDiskThatIsFullLeavesNothing() throws IOException {
    Path target = temp.resolve("saved");
    for (int operations : new int[] {0, 1, 3, 4, 5, 6}) {
      ClassifierWriter writer = new ClassifierWriter(target, new FullDisk(operations));
      CheckpointException failure =
          assertThrows(
              CheckpointException.class,
              () -> writer.write(manifest(), WEIGHTS, name -> TensorValues.of(new float[40_000])),
              () -> "after " + operations);
      assertTrue(failure.getMessage().contains("No space left"), failure.getMessage());
      assertTrue(failure.getMessage().contains(target.toString()), failure.getMessage());
      assertNothingLeft();
    }
  }

  @Test
  void valuesThatCannotBeReadLeaveNothing() throws IOException {
    ClassifierWriter writer = new ClassifierWriter(temp.resolve("saved"));
    assertThrows(
        BackendException.class,
        () ->
            writer.write(
                manifest(),
                WEIGHTS,
                name -> {
                  throw new BackendException("the device is gone");
                }));
    assertNothingLeft();
    assertThrows(
        IllegalStateException.class,
        () -> writer.write(manifest(), WEIGHTS, name -> TensorValues.of(new float[39_999])));
    assertNothingLeft();
  }

  /** Of an archive as of a folder: what to wait for or to delete, and how old it is. */
  @Test
  void whatAKilledProcessLeftIsNamedWithItsAge() throws IOException {
    Path left = Files.writeString(temp.resolve(".saving-model.zip"), "half");
    Files.setLastModifiedTime(left, FileTime.from(Instant.parse("2012-09-30T12:00:00Z")));
    ClassifierWriter writer = new ClassifierWriter(temp.resolve("model.zip"));
    for (Executable save :
        List.<Executable>of(
            () -> writer.pack(manifest(), WEIGHTS, name -> TensorValues.of(new float[40_000])),
            () -> writer.write(manifest(), WEIGHTS, name -> TensorValues.of(new float[40_000])))) {
      String told = assertThrows(CheckpointException.class, save).getMessage();
      assertTrue(told.contains(left + " is there, last written to at 2012-09-30T12:00:00Z"), told);
      assertTrue(told.endsWith("wait for it, or delete what it left"), told);
    }
    assertEquals("half", Files.readString(left));
  }

  /** Does so many operations, then none. */
  private static final class FullDisk implements CheckpointStorage {
    private final DiskStorage disk = new DiskStorage();
    private int left;

    FullDisk(int operations) {
      left = operations;
    }

    private void use() throws IOException {
      if (left-- <= 0) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public OutputStream create(Path file) throws IOException {
      use();
      OutputStream out = disk.create(file);
      return new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          use();
          out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          use();
          out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
          out.close();
        }
      };
    }

    @Override
    public void commit(Path from, Path to) throws IOException {
      use();
      disk.commit(from, to);
    }
  }
}
