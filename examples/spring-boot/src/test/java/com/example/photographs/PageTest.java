package com.example.photographs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The page in a browser. It writes the pictures of the documentation where {@code -Dpage.pictures}
 * names a folder and {@code -Dpage.photo} a photograph; {@code -Dalexandrite.model} is the model.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(300)
class PageTest {
  private static final String TAB = "\uE004";

  @TempDir Path temp;

  @LocalServerPort private int port;

  @Test
  void aPhotographIsShownWithItsClassesAndADocumentIsNamed() throws Exception {
    Path photo = photo();
    Path document = Files.writeString(temp.resolve("invoice.pdf"), "%PDF-1.7\n");
    try (Chromium browser = Chromium.start()) {
      browser.open("http://127.0.0.1:" + port + "/");
      browser.press(TAB);
      assertThat(browser.script("return document.activeElement.id").asString()).isEqualTo("file");
      assertThat(
              browser
                  .script("return getComputedStyle(document.getElementById('drop')).outlineStyle")
                  .asString())
          .as("the focus is seen")
          .isEqualTo("solid");
      browser.type("#file", photo.toString());
      browser.await("document.querySelectorAll('#result li').length === 5");
      browser.await("document.getElementById('picture').naturalWidth > 0");
      assertThat(browser.script("return document.getElementById('result').innerText").asString())
          .contains("%");
      for (int width : new int[] {1280, 390}) {
        for (String scheme : new String[] {"light", "dark"}) {
          browser.look(width, width == 390 ? 720 : 400, scheme);
          assertThat(browser.script("return document.documentElement.scrollWidth").asInt())
              .as("nothing is cut off at the side")
              .isLessThanOrEqualTo(width);
          write(browser, "serving-" + width + "-" + scheme);
        }
      }
      browser.type("#file", document.toString());
      browser.await("document.querySelector('#result .error')");
      assertThat(browser.script("return document.querySelector('#result').innerText").asString())
          .startsWith("This is a PDF document;");
      browser.await("document.getElementById('picture').hidden");
      browser.look(390, 620, "light");
      write(browser, "serving-390-refused");
    }
  }

  private Path photo() throws Exception {
    String given = System.getProperty("page.photo");
    return given != null
        ? Path.of(given).toAbsolutePath()
        : Files.write(temp.resolve("shape.jpg"), Photographs.some(1).getFirst());
  }

  private static void write(Chromium browser, String name) throws Exception {
    String folder = System.getProperty("page.pictures");
    if (folder != null) {
      Files.write(Path.of(folder, name + ".png"), browser.picture());
    }
  }
}
