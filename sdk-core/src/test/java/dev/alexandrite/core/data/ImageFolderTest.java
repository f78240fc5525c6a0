package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.BadImages;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFolderTest {
  private static final byte[] PNG = TestImages.encode(TestImages.picture(8, 8), "png");

  @TempDir Path root;

  private void put(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private DataEngine.Folder open(BadImages policy) {
    return new CoreDataEngine().imageFolder(root, policy);
  }

  private DataException refused(BadImages policy) {
    return assertThrows(DataException.class, () -> open(policy));
  }

  private static List<String> names(Dataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::name).toList();
  }

  @Test
  void classesAndFilesAreSortedAndHiddenOnesLeftOut() throws IOException {
    put("dog/2.png", PNG);
    put("dog/1.extension-does-not-matter", PNG);
    put("cat/deep/3.png", PNG);
    put("cat/.DS_Store", new byte[1]);
    put("cat/Thumbs.db", new byte[1]);
    put(".git/x.png", PNG);
    put("readme.txt", new byte[1]);
    Dataset images = open(BadImages.FAIL).images();
    assertEquals(List.of("cat", "dog"), images.classNames());
    assertEquals(
        List.of("cat/deep/3.png", "dog/1.extension-does-not-matter", "dog/2.png"), names(images));
    assertEquals(0, images.label(0));
    assertEquals(1, images.label(2));
    assertEquals(8, images.image(1).height());
  }

  @Test
  void fingerprintFollowsNamesAndSizes() throws IOException {
    put("cat/1.png", PNG);
    put("dog/1.png", PNG);
    String before = open(BadImages.FAIL).images().fingerprint();
    assertEquals(before, open(BadImages.FAIL).images().fingerprint());
    put("dog/1.png", Arrays.copyOf(PNG, PNG.length + 1));
    assertNotEquals(before, open(BadImages.FAIL).images().fingerprint());
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = root.resolve("missing");
    var e =
        assertThrows(
            DataException.class, () -> new CoreDataEngine().imageFolder(missing, BadImages.FAIL));
    assertTrue(e.getMessage().contains(missing + ": it does not exist"), e.getMessage());
  }

  @Test
  void aFolderWithoutClassesIsRefused() throws IOException {
    put("1.png", PNG);
    assertTrue(refused(BadImages.FAIL).getMessage().contains("no class folder"));
  }

  @Test
  void aFolderWithOneClassIsRefused() throws IOException {
    put("cat/1.png", PNG);
    assertTrue(refused(BadImages.FAIL).getMessage().contains("one class folder"));
  }

  @Test
  void anEmptyClassIsNamed() throws IOException {
    put("cat/1.png", PNG);
    Files.createDirectory(root.resolve("dog"));
    String message = refused(BadImages.FAIL).getMessage();
    assertTrue(message.contains(root.resolve("dog") + ": the class folder is empty"), message);
  }

  @Test
  void aBadFileFailsWhenItIsRead() throws IOException {
    put("cat/1.png", PNG);
    put("dog/1.png", Arrays.copyOf(PNG, PNG.length / 2));
    Dataset images = open(BadImages.FAIL).images();
    var e = assertThrows(DataException.class, () -> images.image(1));
    assertTrue(e.getMessage().contains(root.resolve("dog/1.png").toString()), e.getMessage());
  }

  @Test
  void badFilesAreSkippedCountedAndReported() throws IOException {
    put("cat/1.png", PNG);
    put("cat/2.txt", new byte[] {1, 2, 3});
    put("dog/1.png", Arrays.copyOf(PNG, PNG.length / 2));
    put("dog/2.png", PNG);
    DataEngine.Folder folder = open(BadImages.SKIP);
    assertEquals(List.of("cat/1.png", "dog/2.png"), names(folder.images()));
    assertEquals(2, folder.report().images());
    assertEquals("cat/2.txt", folder.report().skipped().get(0).name());
    assertEquals("dog/1.png", folder.report().skipped().get(1).name());
    assertTrue(folder.report().skipped().get(0).reason().contains("not an image"));
  }

  @Test
  void aClassWithBadFilesOnlyIsNamed() throws IOException {
    put("cat/1.png", PNG);
    put("dog/1.png", new byte[] {1});
    assertTrue(refused(BadImages.SKIP).getMessage().contains("\"dog\" has no usable image"));
  }
}
