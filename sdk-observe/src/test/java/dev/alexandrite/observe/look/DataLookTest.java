package dev.alexandrite.observe.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.DataException;
import dev.alexandrite.data.BadImages;
import dev.alexandrite.data.DataReport.Cause;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLookTest {
  @TempDir Path temp;

  private static Dataset of(List<Image> images, int... labels) {
    return InMemoryDataset.of(images, labels, List.of("cat", "dog"));
  }

  private static Set<List<Integer>> groups(DataFindings found) {
    return found.duplicates().stream()
        .map(group -> group.images().stream().map(ImagePlace::index).toList())
        .collect(Collectors.toSet());
  }

  @Test
  void nearDuplicatesAreFoundAndOthersNot() {
    Image image = Drawings.image(1);
    Dataset data =
        of(
            List.of(
                image,
                Drawings.image(2),
                Drawings.scaled(image, 60, 60),
                Drawings.compressed(image, 0.4f),
                Drawings.brighter(image, 12),
                Drawings.mirrored(image),
                Drawings.image(3)),
            0,
            0,
            0,
            0,
            0,
            0,
            1);
    DataFindings found = DataLook.of(data).examine();
    assertEquals(Set.of(List.of(0, 2, 3, 4)), groups(found));
    assertFalse(found.duplicates().getFirst().identical());
    assertEquals(List.of(), found.labelConflicts());
    assertEquals(List.of(), found.leaks());

    DataFindings turned = DataLook.of(data).mirrored().examine();
    assertEquals(Set.of(List.of(0, 2, 3, 4, 5)), groups(turned));
    assertTrue(turned.mirrored());
  }

  @Test
  void exactDuplicatesAreFoundWhereThereIsNothingToSee() {
    Image black = new Image(9, 9, new byte[243]);
    Dataset data = of(List.of(black, Drawings.image(1), black, Drawings.image(1)), 0, 1, 1, 1);
    DataFindings found = DataLook.of(data).near(0).examine();
    assertEquals(Set.of(List.of(0, 2), List.of(1, 3)), groups(found));
    assertTrue(found.duplicates().stream().allMatch(DuplicateGroup::identical));
    assertEquals(1, found.labelConflicts().size());
    assertEquals(2, found.odd().stream().filter(o -> o.oddity() == Oddity.ONE_COLOR).count());
  }

  @Test
  void leaksNameTheTrainingImageThatIsMostAlike() {
    Image image = Drawings.image(7);
    Dataset training =
        of(List.of(Drawings.compressed(image, 0.1f), image, image, Drawings.image(8)), 0, 0, 0, 1);
    Dataset heldOut =
        of(List.of(Drawings.image(9), image, Drawings.brighter(Drawings.image(8), 10)), 0, 1, 1);
    DataFindings found = DataLook.of(new Split(training, heldOut)).examine();

    assertEquals(2, found.leaks().size());
    Leak first = found.leaks().getFirst();
    assertEquals(1, first.validation().index());
    assertEquals(1, first.training().index());
    assertTrue(first.identical());
    assertTrue(first.labelsDisagree());
    Leak second = found.leaks().getLast();
    assertEquals(2, second.validation().index());
    assertEquals(3, second.training().index());
    assertFalse(second.identical());
    assertFalse(second.labelsDisagree());
    assertEquals(1, found.labelConflicts().size());
    assertTrue(found.duplicates().stream().allMatch(DuplicateGroup::crossesParts));
  }

  @Test
  void classesAreComparedByName() {
    Image image = Drawings.image(1);
    Dataset training =
        InMemoryDataset.of(
            List.of(image, Drawings.image(2), Drawings.image(3), Drawings.image(4)),
            new int[] {0, 1, 1, 1},
            List.of("cat", "dog"));
    Dataset heldOut =
        InMemoryDataset.of(
            List.of(image, Drawings.image(5)), new int[] {1, 0}, List.of("bird", "cat"));
    DataFindings found = DataLook.of(training).validation(heldOut).examine();
    assertEquals(List.of(), found.labelConflicts(), "cat is 0 here and 1 there");
    assertEquals(
        List.of(
            new ClassCount("cat", 1, 1), new ClassCount("dog", 3, 0), new ClassCount("bird", 0, 1)),
        found.classes());
    assertEquals(3, found.imbalance());
  }

  @Test
  void oddOnesAreNamed() throws IOException {
    Path root = temp.resolve("odd");
    for (int i = 0; i < 4; i++) {
      Drawings.png(Drawings.picture(i, 100, 80), root.resolve("cat/plain" + i + ".png"));
    }
    Files.createDirectories(root.resolve("dog"));
    Files.write(root.resolve("dog/named.png"), Drawings.jpeg(Drawings.picture(10, 100, 80), 0.9f));
    Drawings.png(Drawings.grey(Drawings.image(11)), root.resolve("dog/grey.png"));
    Drawings.png(Drawings.picture(12, 12, 9), root.resolve("dog/tiny.png"));
    Drawings.png(Drawings.picture(13, 300, 60), root.resolve("dog/wide.png"));
    BufferedImage transparent = new BufferedImage(100, 80, BufferedImage.TYPE_INT_ARGB);
    transparent.createGraphics().drawImage(Drawings.picture(14, 100, 80), 0, 0, null);
    Drawings.png(transparent, root.resolve("dog/alpha.png"));
    byte[] turned = Drawings.jpeg(Drawings.picture(15, 100, 80), 0.9f);
    Files.write(root.resolve("dog/turned.jpg"), withOrientation(turned, 6));
    Files.write(root.resolve("dog/upright.jpg"), withOrientation(turned, 1));

    DataFindings found = DataLook.of(ImageFolder.of(root)).examine();
    assertEquals(
        List.of(
            "alpha.png TRANSPARENT PNG",
            "grey.png GREY 96×72",
            "named.png EXTENSION it is JPEG",
            "tiny.png TINY 12×9",
            "turned.jpg TURNED JPEG",
            "wide.png EXTREME_ASPECT 300×60, 5.0 : 1"),
        found.odd().stream()
            .map(
                odd ->
                    odd.image().name().substring(4)
                        + " "
                        + odd.oddity().name()
                        + " "
                        + odd.detail())
            .sorted()
            .toList());
    PartFindings part = found.parts().getFirst();
    assertEquals(new Spread(12, 100, 300), part.width());
    assertEquals(new Spread(9, 80, 80), part.height());
    assertEquals(4, part.sizes());
    assertEquals(1, part.grey());
  }

  /** Puts an EXIF segment behind the first two bytes. */
  private static byte[] withOrientation(byte[] jpeg, int value) throws IOException {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) value,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(jpeg, 0, 2);
    file.write(exif);
    file.write(jpeg, 2, jpeg.length - 2);
    return file.toByteArray();
  }

  @Test
  void greyIsOddOnlyAmongColour() {
    List<Image> grey =
        IntStream.range(0, 4).mapToObj(i -> Drawings.grey(Drawings.image(i))).toList();
    DataFindings found = DataLook.of(of(grey, 0, 0, 1, 1)).examine();
    assertEquals(List.of(), found.odd());
    assertEquals(4, found.parts().getFirst().grey());
  }

  @Test
  void whatCannotBeReadIsAFindingWithItsCause() throws IOException {
    Path root = temp.resolve("bad");
    Drawings.png(Drawings.image(1), root.resolve("cat/1.png"));
    Drawings.png(Drawings.image(2), root.resolve("dog/2.png"));
    Files.writeString(root.resolve("dog/3.jpg"), "no picture");
    Drawings.png(Drawings.image(4), root.resolve("dog/4.png"));
    Files.createFile(root.resolve("dog/5.png"));
    byte[] whole = Drawings.jpeg(Drawings.picture(6, 90, 90), 0.9f);
    Files.write(root.resolve("dog/6.jpg"), Arrays.copyOf(whole, whole.length / 2));
    Files.createSymbolicLink(root.resolve("cat/broken.png"), Path.of("nowhere.png"));
    ImageFolder folder = ImageFolder.of(root);
    Files.delete(root.resolve("dog/4.png")); // vanishes after the folder was listed

    PartFindings part = DataLook.of(folder).examine().parts().getFirst();
    assertEquals(
        List.of("dog/3.jpg", "dog/4.png", "dog/5.png", "dog/6.jpg"),
        part.unreadable().stream().map(bad -> bad.image().name()).toList());
    for (UnreadableImage bad : part.unreadable()) {
      assertFalse(bad.cause().startsWith("image "), "the name twice: " + bad.cause());
      assertFalse(bad.cause().contains("onBadImage"), "no remedy of a training: " + bad.cause());
      assertTrue(bad.cause().length() > 10, bad.cause());
    }
    assertEquals(2, part.readable());
    assertEquals(
        List.of(Cause.DANGLING_LINK), part.skipped().stream().map(file -> file.cause()).toList());

    PartFindings skipping =
        DataLook.of(folder.onBadImage(BadImages.SKIP)).examine().parts().getFirst();
    assertEquals(List.of(), skipping.unreadable());
    assertEquals(2, skipping.images());
    assertTrue(skipping.skipped().size() >= 4, skipping.skipped().toString());
  }

  @Test
  void anEmptyFolderIsRefusedByName() throws IOException {
    Path root = Files.createDirectories(temp.resolve("empty"));
    String message =
        assertThrows(DataException.class, () -> DataLook.of(ImageFolder.of(root))).getMessage();
    assertTrue(message.contains(root.toString()) && message.contains("no class folder"), message);
  }

  @Test
  void aSplitOfAFolderKnowsItsFiles() throws IOException {
    Path root = temp.resolve("split");
    for (int i = 0; i < 4; i++) {
      for (String name : List.of("cat", "dog")) {
        Path file = Files.createDirectories(root.resolve(name)).resolve(i + ".png");
        Files.write(file, Drawings.jpeg(Drawings.picture(i + name.hashCode(), 60, 60), 0.9f));
      }
    }
    DataFindings found = DataLook.of(ImageFolder.of(root).split(0.5, 1)).examine();
    assertEquals(8, found.odd().stream().filter(o -> o.oddity() == Oddity.EXTENSION).count());
    assertEquals(2, found.odd().stream().map(odd -> odd.image().part()).distinct().count());
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws IOException {
    Path root = temp.resolve("threads");
    for (int i = 0; i < 30; i++) {
      String name = (i % 2 == 0 ? "cat/" : "dog/") + i + (i % 5 == 0 ? ".gif" : ".png");
      Drawings.png(Drawings.image(i % 11), root.resolve(name));
    }
    Files.writeString(root.resolve("dog/bad.png"), "bad");
    Split split = ImageFolder.of(root).split(0.3, 4);
    DataFindings one = DataLook.of(split).threads(1).examine();
    assertFalse(one.leaks().isEmpty());
    for (int threads : new int[] {2, 7}) {
      DataFindings several = DataLook.of(split).threads(threads).examine();
      assertEquals(one.text(), several.text());
      assertEquals(one.page().html(), several.page().html());
      assertEquals(one.parts(), several.parts());
      assertEquals(one.odd(), several.odd());
      assertEquals(one.duplicates(), several.duplicates());
      assertEquals(one.leaks(), several.leaks());
    }
  }

  @Test
  void atMostSoManyImagesAreReadAtATime() {
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    Dataset data =
        new ForwardingDataset(
            of(IntStream.range(0, 50).mapToObj(Drawings::image).toList(), new int[50])) {
          @Override
          public Image image(int index) {
            readers.add(Thread.currentThread());
            return super.image(index);
          }
        };
    List<Integer> told = Collections.synchronizedList(new ArrayList<>());
    DataLook.of(data).threads(3).progress((done, all) -> told.add(done * 1000 + all)).examine();
    assertTrue(readers.size() <= 3, readers.toString());
    assertEquals(
        IntStream.rangeClosed(1, 50).map(done -> done * 1000 + 50).boxed().toList(),
        List.copyOf(new TreeSet<>(told)));
  }

  @Test
  void aDataSetThatFailsOtherwiseIsNoFinding() {
    Dataset data =
        new ForwardingDataset(of(List.of(Drawings.image(1), Drawings.image(2)), 0, 1)) {
          @Override
          public Image image(int index) {
            throw new IllegalStateException("the server is down");
          }
        };
    String message =
        assertThrows(AlexandriteException.class, () -> DataLook.of(data).examine()).getMessage();
    assertTrue(message.contains("image 0") && message.contains("the server is down"), message);
  }

  @Test
  void anInterruptEndsIt() {
    Dataset data = of(List.of(Drawings.image(1), Drawings.image(2)), 0, 1);
    Thread.currentThread().interrupt();
    assertThrows(AlexandriteException.class, () -> DataLook.of(data).examine());
    assertTrue(Thread.interrupted(), "the flag stays");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    DataLook look = DataLook.of(of(List.of(Drawings.image(1)), 0));
    assertThrows(IllegalArgumentException.class, () -> look.near(-1));
    assertThrows(IllegalArgumentException.class, () -> look.near(16));
    assertThrows(IllegalArgumentException.class, () -> look.threads(0));
  }

  @Test
  void textFitsATerminalWhateverTheNames() throws IOException {
    Path root = temp.resolve("names");
    String hostile = "<b>\u001B[31m\n\u202Egnp.exe";
    Path cat = Files.createDirectories(root.resolve("cat " + "x".repeat(120)));
    Path dog = Files.createDirectories(root.resolve("dog\u2028<script>"));
    Drawings.png(Drawings.image(1), cat.resolve(hostile + ".png"));
    Drawings.png(Drawings.image(1), dog.resolve("y".repeat(200) + ".png"));
    Files.writeString(dog.resolve(hostile + ".jpg"), "bad");
    ImageFolder folder = ImageFolder.of(root);
    DataFindings found = DataLook.of(folder).validation(folder).examine();
    assertEquals(2, found.leaks().size());
    String text = found.text();
    for (String line : text.split("\n", -1)) {
      assertTrue(line.length() <= 80, line.length() + ": " + line);
    }
    assertFalse(text.chars().anyMatch(c -> c < ' ' && c != '\n' || c == 0x202E || c == 0x2028));
    assertTrue(text.contains("\\u202e"), "the name is there: " + text);

    String html = found.page().title("</title><script>").html();
    assertFalse(html.contains("<b>\u001B") || html.contains("<script>"), "names are text");
    assertFalse(html.contains("\u202E"));
    assertTrue(html.contains("dog") && html.contains("&lt;script&gt;"));
  }

  @Test
  void thePageNeedsNoOtherFile() throws IOException {
    Image image = Drawings.image(1);
    Dataset training = of(List.of(image, Drawings.image(2), Drawings.image(3)), 0, 1, 1);
    Dataset heldOut = of(List.of(Drawings.brighter(image, 9), Drawings.image(4)), 1, 0);
    Path file = temp.resolve("new/page.html");
    DataFindings found = DataLook.of(training).validation(heldOut).examine();
    found.write(file);
    String html = Files.readString(file);
    assertFalse(html.matches("(?s).*(src|href|action)=\"(?!#|data:)[^\"]*\".*"), "an address");
    assertFalse(html.contains("style=\""), "a style that the policy does not allow");
    for (String id : List.of("leaks", "conflicts", "classes", "sizes")) {
      assertTrue(html.contains("<section id=\"" + id + "\""), id);
    }
    assertTrue(html.contains("1 validation image, 50.0"), "the share");
    // Two of the leak, two of the conflict, three of the classes.
    assertEquals(7, html.split("<img ", -1).length - 1);
    assertEquals(
        "5 images: 0 unreadable, 0 odd, 1 duplicate group, 1 leak, 1 conflict", found.toString());
  }

  @Test
  void aDataSetOfOneUnreadableImageIsLookedAt() {
    Dataset data =
        new ForwardingDataset(of(List.of(Drawings.image(1)), 0)) {
          @Override
          public Image image(int index) {
            throw new DataException("image 0: it is torn");
          }
        };
    DataFindings found = DataLook.of(data).examine();
    assertEquals("it is torn", found.parts().getFirst().unreadable().getFirst().cause().strip());
    assertTrue(found.text().contains("it is torn"));
    assertTrue(found.page().html().contains("it is torn"));
  }
}
