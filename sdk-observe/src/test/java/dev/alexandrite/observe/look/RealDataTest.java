package dev.alexandrite.observe.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.testkit.golden.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page says of photographs. */
@Tag("slow")
class RealDataTest {
  private static final int PHOTOGRAPHS = 300;

  private static DataFindings imagenette() {
    Path folder = SharedData.folder("imagenette");
    return DataLook.of(ImageFolder.of(folder.resolve("train")))
        .validation(ImageFolder.of(folder.resolve("val")))
        .examine();
  }

  @Test
  void imagenetteHasNoLeaks() {
    DataFindings found = imagenette();
    assertEquals(
        "4,000 images: 0 unreadable, 77 odd, 0 duplicate groups, 0 leaks, 0 conflicts",
        found.toString());
  }

  @Test
  void cifarTestImagesAreAmongItsTrainingImages() {
    Path folder = SharedData.folder("cifar-10-batches-bin");
    DataFindings found =
        DataLook.of(Cifar10.train(folder)).validation(Cifar10.test(folder)).examine();
    assertEquals(
        "60,000 images: 0 unreadable, 686 odd, 638 duplicate groups, 222 leaks, 1 conflict",
        found.toString());
  }

  @Test
  void photographsAreFoundAgain() {
    assertFound(1, image -> Drawings.compressed(image, 0.3f));
    assertFound(1, image -> Drawings.scaled(image, image.width() / 2, image.height() / 2));
    assertFound(1, image -> Drawings.brighter(image, 20));
    assertFound(0.98, image -> cut(image, image.width() / 50));
    double quarter = found(image -> cut(image, image.width() / 8));
    assertTrue(quarter < 0.05, "a quarter less is another picture, found " + quarter);
  }

  private static void assertFound(double least, UnaryOperator<Image> change) {
    double found = found(change);
    assertTrue(found >= least, "found " + found);
  }

  /** The share of photographs that are found again after a change, and none for another. */
  private static double found(UnaryOperator<Image> change) {
    Dataset all = ImageFolder.of(SharedData.folder("imagenette").resolve("val"));
    List<Image> images = IntStream.range(0, PHOTOGRAPHS).mapToObj(i -> all.image(3 * i)).toList();
    List<String> names = List.of("one", "other");
    int[] labels = new int[PHOTOGRAPHS];
    DataFindings found =
        DataLook.of(InMemoryDataset.of(images, labels, names))
            .validation(InMemoryDataset.of(images.stream().map(change).toList(), labels, names))
            .examine();
    for (Leak leak : found.leaks()) {
      assertEquals(leak.training().index(), leak.validation().index());
      assertFalse(leak.identical());
    }
    return (double) found.leaks().size() / PHOTOGRAPHS;
  }

  private static Image cut(Image image, int border) {
    int width = image.width() - 2 * border;
    int height = image.height() - 2 * border;
    return Image.of(Drawings.of(image).getSubimage(border, border, width, height));
  }
}
