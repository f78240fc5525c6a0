package dev.alexandrite.interop.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.tensors.HostileFiles;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostileTorchTest {
  @TempDir Path temp;

  private List<String> tensors(byte[] bytes) throws IOException {
    Path file = Files.write(temp.resolve("file.pt"), bytes);
    try (WeightSource source = Models.weights(file)) {
      return source.tensors().stream().map(NamedTensor::toString).toList();
    }
  }

  /** Otherwise all attacks would be refused for what they share. */
  @Test
  void whatTheAttacksChangeIsRead() throws IOException {
    assertEquals(List.of("w 2 float32"), tensors(Zipped.torch(Pickled.good())));
    assertEquals(List.of("w 2 float32"), tensors(Pickled.goodLegacy()));
  }

  @Test
  @Timeout(300)
  void pickles() throws IOException, InterruptedException {
    Map<String, byte[]> files = HostilePickles.files();
    assertTrue(files.size() >= 90, files.size() + " files");
    HostileFiles.areRefused(files, temp);
  }

  @Test
  @Timeout(300)
  void archives() throws IOException, InterruptedException {
    HostileFiles.areRefused(HostileArchives.files(), temp);
  }

  @Test
  void cutAnywhere() throws IOException {
    byte[] pickle = Pickled.good();
    byte[] legacy = Pickled.goodLegacy();
    byte[] archive = Zipped.torch(pickle);
    for (int length = 0; length < pickle.length; length++) {
      byte[] cut = Zipped.torch(Arrays.copyOf(pickle, length));
      assertThrows(ModelFileException.class, () -> tensors(cut), "pickle cut at " + length);
    }
    for (int length = 0; length < legacy.length; length++) {
      byte[] cut = Arrays.copyOf(legacy, length);
      assertThrows(ModelFileException.class, () -> tensors(cut), "file cut at " + length);
    }
    for (int length = 0; length < archive.length; length++) {
      byte[] cut = Arrays.copyOf(archive, length);
      assertThrows(ModelFileException.class, () -> tensors(cut), "archive cut at " + length);
    }
  }

  @Test
  void aCallIsNamedWithItsPlace() {
    byte[] pickle = new Pickled().global("os", "system").text("(").string("id").text("tR").stop();
    String message =
        String.valueOf(
            assertThrows(ModelFileException.class, () -> tensors(Zipped.torch(pickle)))
                .getMessage());
    assertTrue(message.contains("file.pt: archive/data.pkl at byte "), message);
    assertTrue(message.contains("it names os.system"), message);
    assertTrue(message.contains("nothing of it was run"), message);
  }
}
