package dev.alexandrite.observe.look;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.data.BadImages;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.observe.page.Browser;
import dev.alexandrite.observe.page.Looks;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of findings in Chromium: wide and narrow, light and dark. */
class DataPageBrowserTest {
  @Test
  void theFindingsAreRead(@TempDir Path folder) throws IOException {
    Path root = folder.resolve("photographs");
    for (int i = 0; i < 8; i++) {
      String name = (i % 2 == 0 ? "a class/" : "n".repeat(60) + "/") + i + ".png";
      Drawings.png(
          i == 4 ? Drawings.grey(Drawings.image(4)) : Drawings.image(i % 5), root.resolve(name));
    }
    Files.writeString(root.resolve("a class/bad.png"), "bad");
    ImageFolder images = ImageFolder.of(root);
    Path file = folder.resolve("data.html");
    DataLook.of(images)
        .validation(images)
        .examine()
        .page()
        .batch(
            Trainer.of(AlexNet.tiny().classes(2).build())
                .data(ImageFolder.of(root).onBadImage(BadImages.SKIP))
                .batchSize(4)
                .preview(0, 0))
        .write(file);
    try (Browser browser = Browser.start()) {
      browser.open(file.toUri());
      Looks.areRight(browser);
      assertEquals(
          Json.of("grid"),
          browser.script("return getComputedStyle(document.querySelector('.strip')).display;"),
          "the style is allowed by the policy");
      assertEquals(
          new Json.Arr(List.of()),
          browser.script(
              "return [...document.images].filter(i => !i.naturalWidth).map(i => i.src);"),
          "every picture is there");
      assertEquals(List.of(), browser.console());
    }
  }
}
