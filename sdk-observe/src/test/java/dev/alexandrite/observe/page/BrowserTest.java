package dev.alexandrite.observe.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.observe.report.Report;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingResult;
import dev.alexandrite.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Page and report in Chromium, as people see and use them. */
class BrowserTest {
  private static final char TAB = '\uE004';
  private static final char ENTER = '\uE007';
  private static final char ESCAPE = '\uE00C';

  @Test
  void theRunIsWatchedAndStoppedByKeyboard(@TempDir Path folder) throws IOException {
    try (Browser browser = Browser.start();
        Dashboard dashboard = Dashboard.on(0)) {
      TrainingRun run =
          TinyRun.trainer(1_000_000).checkpoints(folder).listener(dashboard).fitAsync();
      try {
        browser.size(1280, 900);
        browser.open(dashboard.address());
        browser.await("document.querySelectorAll('#curves svg').length === 7");
        browser.await("document.querySelectorAll('#samples meter').length === 18");
        browser.await("document.querySelectorAll('#filters img').length >= 2");
        browser.await("document.querySelector('#confusion table') !== null");
        assertEquals(Json.of(""), browser.script("return location.search;"), "the token is gone");
        Looks.areRight(browser);
        assertStillMoves(browser);

        tabTo(browser, "stop0");
        browser.press(ENTER);
        assertEquals(
            new Json.Bool(true), browser.script("return document.getElementById('confirm').open;"));
        browser.press(ESCAPE);
        assertEquals(
            new Json.Bool(false),
            browser.script("return document.getElementById('confirm').open;"));
        assertTrue(!run.isDone(), "nobody has said yes");
        tabTo(browser, "stop0");
        browser.press(ENTER);
        browser.press(ENTER);
      } catch (IOException | RuntimeException | Error e) {
        run.cancel();
        throw e;
      }
      try (TrainingResult result = run.join()) {
        assertEquals(StopReason.STOPPED, result.reason());
        assertTrue(Files.isDirectory(result.checkpoint().orElseThrow()));
      }
      browser.await("document.getElementById('status').textContent.includes('STOPPED')");
      browser.await("document.querySelector('#runs form') === null");
      assertEquals(List.of(), browser.console());
    }
  }

  @Test
  void aPageWhoseRunIsGoneSaysSo() throws IOException {
    try (Browser browser = Browser.start()) {
      Dashboard dashboard = Dashboard.on(0);
      browser.open(dashboard.address());
      assertEquals(new Json.Bool(true), browser.script("return lost.hidden;"));
      dashboard.close();
      browser.await("!document.getElementById('lost').hidden");
    }
  }

  @Test
  void theReportIsRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.html");
    try (TrainingResult result = TinyRun.trainer(2).fit()) {
      Report.of(result).evaluate(TinyRun.validation()).write(file);
    }
    try (Browser browser = Browser.start()) {
      browser.open(file.toUri());
      Looks.areRight(browser);
      assertEquals(
          Json.of("block"),
          browser.script("return getComputedStyle(document.querySelector('figure svg')).display;"),
          "the style is allowed by the policy");
      assertEquals(List.of(), browser.console());
    }
  }

  private static void assertStillMoves(Browser browser) throws IOException {
    browser.script("window.before = document.querySelector('#status p').textContent;");
    browser.await("document.querySelector('#status p').textContent !== window.before");
  }

  /** By the key alone, through everything that comes before. */
  private static void tabTo(Browser browser, String id) throws IOException {
    browser.script("document.activeElement.blur();");
    for (int i = 0; i < 30; i++) {
      browser.press(TAB);
      if (browser.script("return document.activeElement.id;").equals(Json.of(id))) {
        return;
      }
    }
    throw new AssertionError("no way to " + id + " by keyboard");
  }
}
