package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.BadImages;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.data.DataReport;
import dev.alexandrite.data.DataReport.Cause;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    return new CoreDataEngine()
        .imageFolder(root, new DataEngine.FolderOptions(policy, Decoding.defaults(), null));
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
    var e = assertThrows(DataException.class, () -> ImageFolder.of(missing));
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
    assertEquals(Map.of(Cause.BAD_IMAGE, 2), folder.report().counts());
  }

  @Test
  void whateverIsSeenAndNotUsedIsCountedByCause() throws IOException {
    put("cat/1.png", PNG);
    put("dog/1.png", PNG);
    put("dog/.hidden/2.png", PNG);
    put("dog/@eaDir/2.png", PNG);
    put("__MACOSX/cat/1.png", PNG);
    put("readme.txt", new byte[1]);
    Files.createSymbolicLink(root.resolve("dog/gone.png"), root.resolve("nowhere.png"));
    Files.createSymbolicLink(root.resolve("mouse"), root.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("dog/loop"), root.resolve("dog"));
    DataReport report = open(BadImages.FAIL).report();
    assertEquals(2, report.images());
    assertEquals(
        Map.of(
            Cause.DANGLING_LINK,
            2,
            Cause.LINK_LOOP,
            1,
            Cause.HIDDEN,
            1,
            Cause.SYSTEM,
            2,
            Cause.OUTSIDE_CLASSES,
            1),
        report.counts());
  }

  @Test
  void aLinkToAboveTheClassesGivesNoImageAnotherLabel() throws IOException {
    put("cat/1.png", PNG);
    put("dog/1.png", PNG);
    Files.createSymbolicLink(root.resolve("cat/all"), root);
    Files.createDirectory(root.resolve("dog/deep"));
    Files.createSymbolicLink(root.resolve("dog/deep/above"), root.toAbsolutePath().getParent());
    DataReport report = open(BadImages.FAIL).report();
    assertEquals(2, report.images());
    assertEquals(Map.of(Cause.LINK_LOOP, 2), report.counts());
  }

  @Test
  void aPipeIsCountedAndNeverOpened() throws Exception {
    put("cat/1.png", PNG);
    put("dog/1.png", PNG);
    Process made =
        new ProcessBuilder("mkfifo", root.resolve("dog/2.png").toString()).inheritIO().start();
    assertEquals(0, made.waitFor());
    assertEquals(Map.of(Cause.NOT_A_FILE, 1), open(BadImages.SKIP).report().counts());
    var e = assertThrows(DataException.class, () -> Image.read(root.resolve("dog/2.png")));
    assertTrue(e.getMessage().contains("it is a pipe, a device or a socket"), e.getMessage());
  }

  @Test
  void aClassOfDanglingLinksOnlyIsSaidToBe() throws IOException {
    put("cat/1.png", PNG);
    Files.createDirectory(root.resolve("dog"));
    Files.createSymbolicLink(root.resolve("dog/gone.png"), root.resolve("nowhere.png"));
    String message = refused(BadImages.FAIL).getMessage();
    assertTrue(message.contains("is empty (1 dangling link)"), message);
  }

  @Test
  void partsOfADataSetAreNotTakenForClasses() throws IOException {
    put("train/cat/1.png", PNG);
    put("val/cat/1.png", PNG);
    String message = refused(BadImages.FAIL).getMessage();
    assertTrue(message.contains("[train, val] are parts of a data set, not classes"), message);
    assertTrue(message.contains("ImageFolder.of(" + root.resolve("train") + ")"), message);
  }

  @Test
  void namesThatDifferInUnicodeNormalFormOnlyAreRefused() throws IOException {
    put("caf\u00E9/1.png", PNG);
    put("cafe\u0301/1.png", PNG);
    String message = refused(BadImages.FAIL).getMessage();
    assertTrue(message.contains("differ in nothing but Unicode normal form"), message);
  }

  @Test
  void classesFromElsewhereMayLackImagesAndOthersAreReported() throws IOException {
    put("dog/1.png", PNG);
    put("mouse/1.png", PNG);
    ImageFolder images = ImageFolder.of(root).classes(List.of("dog", "cat"));
    assertEquals(List.of("dog", "cat"), images.classNames());
    assertEquals(List.of("dog/1.png"), names(images));
    assertEquals(Map.of(Cause.NOT_A_CLASS, 1), images.report().counts());
    ImageFolder all = ImageFolder.of(root);
    assertThrows(DataException.class, () -> all.classes(List.of("horse", "cat")));
    assertThrows(IllegalArgumentException.class, () -> all.classes(List.of("cat", "cat")));
  }

  @Test
  void aFileBeyondTheLimitIsRefusedUnread() throws IOException {
    put("cat/1.png", PNG);
    put("dog/1.png", PNG);
    ImageFolder small =
        ImageFolder.of(root).decoding(Decoding.defaults().maxFileBytes(PNG.length - 1));
    var e = assertThrows(DataException.class, () -> small.image(0));
    assertTrue(e.getMessage().contains("Decoding.maxFileBytes"), e.getMessage());
    assertTrue(e.getMessage().endsWith("; give a smaller file, or raise the limit"), e.toString());
    String folder = assertThrows(DataException.class, () -> Image.read(root)).getMessage();
    assertTrue(folder.endsWith("it is a folder; give a file that is an image"), folder);
    assertNotEquals(ImageFolder.of(root).fingerprint(), small.fingerprint());
  }

  @Test
  void aClassWithBadFilesOnlyIsNamed() throws IOException {
    put("cat/1.png", PNG);
    put("dog/1.png", new byte[] {1});
    assertTrue(refused(BadImages.SKIP).getMessage().contains("\"dog\" has no usable image"));
  }
}
