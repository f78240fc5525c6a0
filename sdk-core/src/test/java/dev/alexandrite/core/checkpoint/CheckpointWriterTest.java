package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWriterTest {
  private static final List<TensorSpec> WEIGHTS =
      List.of(
          new TensorSpec("z", Shape.of(2, 3), false), new TensorSpec("a", Shape.of(40_000), false));
  private static final List<TensorSpec> OPTIMIZER =
      List.of(new TensorSpec("momentum/z", Shape.of(2, 3), false));

  @TempDir Path temp;

  private CheckpointFolder folder;
  private Manifest template;

  @BeforeEach
  void trainOnce() {
    Path run = temp.resolve("run");
    SmallRun.trainer().epochs(1).checkpoints(run).fit().classifier().close();
    template = new CheckpointReader(new CheckpointFolder(run).latest().orElseThrow()).manifest();
    folder = new CheckpointFolder(temp.resolve("written"));
  }

  private Manifest at(long step) {
    TrainingState s = template.state();
    TrainingState state =
        new TrainingState(
            s.epoch(),
            s.batch(),
            step,
            step,
            s.epochLoss(),
            s.epochWeight(),
            s.scheduleMemory(),
            s.best(),
            s.bestError(),
            1,
            s.stopError(),
            s.epochsWaited(),
            s.history());
    return new Manifest(
        template.network(),
        template.pipeline(),
        template.classNames(),
        state,
        template.settings(),
        template.provenance(),
        List.of());
  }

  private static float[] values(String name) {
    float[] values = new float[name.equals("a") ? 40_000 : 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(i * 0x01234567); // subnormals, infinities and NaNs too
    }
    return values;
  }

  private Path write(CheckpointStorage storage, long step) {
    return new CheckpointWriter(folder, storage)
        .write(at(step), WEIGHTS, OPTIMIZER, name -> TensorValues.of(values(name)));
  }

  /** Reads all of it; its tensors are not those of its network, so that it cannot be opened. */
  private static long stepOf(Path checkpoint) {
    CheckpointReader reader = new CheckpointReader(checkpoint);
    reader.weights((name, shape, values) -> {});
    reader.optimizer((name, shape, values) -> {});
    return reader.manifest().state().step();
  }

  @Test
  void tensorsComeBackBitForBitInTheOrderOfTheirNames() {
    Path written = write(new DiskStorage(), 5);
    CheckpointReader reader = new CheckpointReader(written);
    assertEquals(at(5).state(), reader.manifest().state());
    TreeMap<String, float[]> read = new TreeMap<>();
    reader.weights(
        (name, shape, values) -> read.put(name + " " + shape, values.toArray(shape.elements())));
    assertEquals(List.of("a 40000", "z 2×3"), List.copyOf(read.keySet()));
    assertSameBits(values("a"), read.get("a 40000"));
    assertSameBits(values("z"), read.get("z 2×3"));
  }

  private static void assertSameBits(float[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(found[i]));
    }
  }

  @Test
  void theFileIsPlainSafetensors() throws IOException {
    byte[] bytes = Files.readAllBytes(write(new DiskStorage(), 5).resolve("optimizer.safetensors"));
    long header = Byte.toUnsignedLong(bytes[0]) + 256L * Byte.toUnsignedLong(bytes[1]);
    assertArrayEquals(new byte[6], Arrays.copyOfRange(bytes, 2, 8));
    assertEquals(0, header % 8);
    assertEquals(8 + header + 24, bytes.length);
    String json = new String(bytes, 8, (int) header, StandardCharsets.UTF_8);
    assertTrue(
        json.contains("\"momentum/z\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}"),
        json);
  }

  @Test
  void aFullDiskLosesNothing() throws IOException {
    Path older = write(new DiskStorage(), 5);
    for (int room : List.of(0, 100, 100_000, 161_000)) {
      CheckpointException failure =
          assertThrows(CheckpointException.class, () -> write(new SmallDisk(room), 6));
      String message = failure.getMessage();
      assertTrue(message.contains("No space left on device"), message);
      assertTrue(message.contains(older + " is untouched"), message);
      assertTrue(message.contains("free disk space"), message);
      assertEquals(List.of(older), folder.list());
      assertEquals(5, stepOf(older));
      try (Stream<Path> left = Files.list(older.getParent())) {
        assertEquals(List.of(older), left.toList());
      }
    }
    assertEquals(6, stepOf(write(new DiskStorage(), 6)));
  }

  /** A disk on which so many bytes fit, whatever the file. */
  private static final class SmallDisk implements CheckpointStorage {
    private final DiskStorage disk = new DiskStorage();
    private int room;

    SmallDisk(int room) {
      this.room = room;
    }

    @Override
    public OutputStream create(Path file) throws IOException {
      return new FilterOutputStream(disk.create(file)) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          if (length > room) {
            throw new IOException("No space left on device");
          }
          room -= length;
          out.write(bytes, offset, length);
        }
      };
    }

    @Override
    public void commit(Path from, Path to) throws IOException {
      disk.commit(from, to);
    }
  }

  @Test
  void whatHasTheNameOfACheckpointIsReplacedByIt() throws IOException {
    Path target = Files.createDirectories(folder.of(5));
    Files.writeString(target.resolve("weights.safetensors"), "half of it");
    write(new DiskStorage(), 5);
    assertEquals(5, stepOf(target));
    Files.delete(target.resolve("optimizer.safetensors"));
    write(new DiskStorage(), 5);
    assertEquals(5, stepOf(target));
  }

  @Test
  void whatItWouldReplaceStaysWhereItCannotBeCommitted() throws IOException {
    Path target = write(new DiskStorage(), 5);
    byte[] before = Files.readAllBytes(target.resolve(ManifestFile.NAME));
    CheckpointStorage refusing =
        new DiskStorage() {
          private int renames;

          @Override
          public void commit(Path from, Path to) throws IOException {
            if (++renames == 2) {
              throw new IOException("Input/output error");
            }
            super.commit(from, to);
          }
        };
    assertThrows(CheckpointException.class, () -> write(refusing, 5));
    assertArrayEquals(before, Files.readAllBytes(target.resolve(ManifestFile.NAME)));
    assertEquals(5, stepOf(target));
  }

  /** A disk that says it wrote what it did not. */
  @Test
  void bytesThatWereNotWrittenAreNoticedBeforeTheCommit() {
    CheckpointStorage lossy =
        new DiskStorage() {
          @Override
          public OutputStream create(Path file) throws IOException {
            OutputStream out = super.create(file);
            return file.endsWith("optimizer.safetensors")
                ? new FilterOutputStream(out) {
                  @Override
                  public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length - 4);
                  }
                }
                : out;
          }
        };
    String message = assertThrows(CheckpointException.class, () -> write(lossy, 5)).getMessage();
    assertTrue(message.contains("optimizer.safetensors has "), message);
    assertEquals(List.of(), folder.list());
  }
}
