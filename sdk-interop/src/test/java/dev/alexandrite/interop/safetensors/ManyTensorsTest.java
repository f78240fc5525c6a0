package dev.alexandrite.interop.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of very many tensors, of which a tree of JSON would not fit the limits of its reader. */
class ManyTensorsTest {
  private static final int COUNT = 200_000;

  @TempDir Path folder;

  private static String name(int index) {
    return "model.layers." + index / 1_000 + ".mlp.experts." + index % 1_000 + ".gate_proj.weight";
  }

  /** Tensors of one byte that counts up. */
  private static byte[] file(int from, int until) {
    StringBuilder header = new StringBuilder("{");
    for (int i = from; i < until; i++) {
      header.append(i == from ? "" : ",");
      header.append(HandMade.entry(name(i), "F32", "1", 4L * (i - from), 4L * (i - from) + 4));
    }
    return HandMade.file(header.append('}').toString(), 4 * (until - from));
  }

  private static void assertAllThere(WeightSource source) throws IOException {
    List<NamedTensor> tensors = source.tensors();
    assertEquals(COUNT, tensors.size());
    for (int i = 0; i < COUNT; i += 9_999) {
      assertEquals(
          new NamedTensor(name(i), new Shape(List.of(1)), ElementType.FLOAT32), tensors.get(i));
    }
    List<Float> values = new ArrayList<>();
    source.read(
        tensors.get(77),
        piece -> values.add(piece.duplicate().order(ByteOrder.LITTLE_ENDIAN).getFloat()));
    int place = 4 * 77;
    byte[] expected = new byte[Float.BYTES];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) (place + i);
    }
    assertEquals(
        List.of(ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).getFloat()), values);
  }

  @Test
  void aFileHasTwoHundredThousand() throws IOException {
    byte[] file = file(0, COUNT);
    assertTrue(file.length > 1 << 24, "a header longer than other JSON may be");
    Path path = HandMade.write(folder.resolve("many.safetensors"), file);
    try (WeightSource source = Models.weights(path)) {
      assertAllThere(source);
    }
  }

  @Test
  void anIndexHasThemInTwoFiles() throws IOException {
    HandMade.write(folder.resolve("a.safetensors"), file(0, COUNT / 2));
    HandMade.write(folder.resolve("b.safetensors"), file(COUNT / 2, COUNT));
    StringBuilder index =
        new StringBuilder("{\"metadata\":{\"total_size\":800000},\"weight_map\":{");
    for (int i = 0; i < COUNT; i++) {
      String shard = i < COUNT / 2 ? "a.safetensors" : "b.safetensors";
      index.append(i == 0 ? "\"" : ",\"").append(name(i)).append("\":\"").append(shard).append('"');
    }
    Path path = folder.resolve("many.safetensors.index.json");
    Files.writeString(path, index.append("}}"));
    try (WeightSource source = Models.weights(path)) {
      assertAllThere(source);
    }
  }

  /** Beyond what the format's own reader takes, too. */
  @Test
  void aLongerHeaderIsRefusedUnread() throws IOException {
    byte[] file =
        ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(100_000_001).array();
    file[Long.BYTES] = '{';
    file[Long.BYTES + 1] = '}';
    Path path = HandMade.write(folder.resolve("long.safetensors"), file);
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {0}), 100_000_100L); // a hole
    }
    String message =
        assertThrows(ModelFileException.class, () -> Models.weights(path)).getMessage();
    assertTrue(
        message.contains("found a header of 100000001 bytes, expected at most 100000000"), message);
  }
}
