package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.core.train.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a checkpoint's bytes is noticed, and the message names the file. */
class DamageTest {
  @TempDir static Path temp;

  private static Path checkpoint;

  @BeforeAll
  static void train() {
    SmallRun.trainer().epochs(1).checkpoints(temp).fit().classifier().close();
    checkpoint = new CheckpointFolder(temp).latest().orElseThrow();
  }

  @Test
  void anUndamagedOneIsDescribed() {
    Checkpoint opened = Checkpoint.open(checkpoint);
    assertEquals(Formats.PRESENT, opened.formatVersion());
    assertEquals(1, opened.epoch());
    assertEquals(6, opened.step());
    assertEquals(SmallRun.CLASSES, opened.classNames());
    assertEquals("scalar", opened.provenance().backend());
    assertEquals(opened, Checkpoint.latest(temp).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "optimizer.safetensors", "manifest.json"})
  void anyFlippedByteIsNoticed(String name) throws IOException {
    Path file = checkpoint.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    int stride = Math.max(1, bytes.length / 150);
    for (int at = 0; at < bytes.length; at += at < 16 || at > bytes.length - 16 ? 1 : stride) {
      bytes[at] ^= 0x20;
      Files.write(file, bytes);
      String message = refusal();
      assertTrue(message.contains(name), message);
      bytes[at] ^= 0x20;
    }
    Files.write(file, bytes);
    Checkpoint.open(checkpoint);
  }

  @Test
  void aDamagedTensorIsNamedWithBothChecksums() throws IOException {
    Path file = checkpoint.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    String message = refusal();
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertTrue(message.contains("tensor statistics/pca_vectors with SHA-256 "), message);
    assertTrue(message.contains(", expected SHA-256 "), message);
    assertTrue(message.contains("use an older one"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "optimizer.safetensors", "manifest.json"})
  void truncatedLengthenedAndMissingFilesAreNoticed(String name) throws IOException {
    Path file = checkpoint.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : List.of(0, 4, bytes.length / 2, bytes.length - 1, bytes.length + 1)) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertTrue(refusal().contains(name), name + " of " + length);
    }
    Files.delete(file);
    assertTrue(refusal().contains(name), name);
    Files.write(file, bytes);
  }

  @Test
  void anUnknownVersionIsNamed() throws IOException {
    String message = refusalOf("\"formatVersion\":[0-9]+", "\"formatVersion\":9");
    assertTrue(message.contains("format version 9, this release reads 1 to "), message);
    message = refusalOf("\"formatVersion\":[0-9]+", "\"formatVersion\":0");
    assertTrue(message.contains("format version 0, this release reads 1 to "), message);
  }

  @Test
  void whatALaterReleaseSaysMoreIsNotLeftOut() throws IOException {
    String message = refusalOf("\"outputs\":3", "\"outputs\":3,\"sparsity\":0.5");
    assertTrue(message.contains("Linear has no component [sparsity]"), message);
    assertTrue(message.contains("release of Alexandrite that wrote it"), message);
  }

  private String refusalOf(String regex, String replacement) throws IOException {
    Path file = checkpoint.resolve("manifest.json");
    byte[] bytes = Files.readAllBytes(file);
    SealedManifest.edit(checkpoint, json -> json.replaceFirst(regex, replacement));
    String message = refusal();
    Files.write(file, bytes);
    return message;
  }

  @Test
  void foreignFoldersAreNoCheckpoints() throws IOException {
    Path foreign = Files.createDirectory(temp.resolve("foreign"));
    Files.writeString(foreign.resolve("model.bin"), "something else");
    assertTrue(message(foreign).contains("found [model.bin]"), message(foreign));
    assertTrue(message(temp).contains("holds several checkpoints"), message(temp));
    assertTrue(message(temp.resolve("none")).contains("no such folder"));
    assertTrue(Checkpoint.latest(foreign).isEmpty());
    assertTrue(Checkpoint.latest(temp.resolve("none")).isEmpty());
  }

  private static String refusal() {
    return message(checkpoint);
  }

  private static String message(Path path) {
    return assertThrows(CheckpointException.class, () -> Checkpoint.open(path)).getMessage();
  }
}
