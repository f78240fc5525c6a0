package dev.alexandrite.observe.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.core.json.Json;
import java.io.IOException;
import java.util.List;

/** What every page has to look like. */
public final class Looks {
  private static final int WIDE = 1280;
  private static final int NARROW = 390;

  private static final String SCROLLS_SIDEWAYS =
      "return document.documentElement.scrollWidth > window.innerWidth;";

  /** Elements that can have the focus and have no name for who does not see them. */
  private static final String NAMELESS =
      "return [...document.querySelectorAll('a, button, summary, [tabindex=\"0\"], img, svg')]"
          + ".filter(e => !(e.getAttribute('aria-label') || e.textContent.trim()"
          + " || e.hasAttribute('alt'))).map(e => e.outerHTML.slice(0, 80));";

  private Looks() {}

  /** Wide and narrow, light and dark. */
  public static void areRight(Browser browser) throws IOException {
    for (int width : new int[] {WIDE, NARROW}) {
      browser.size(width, 800);
      for (String scheme : List.of("light", "dark")) {
        browser.scheme(scheme);
        String where = scheme + ", " + width + " pixels";
        assertEquals(new Json.Bool(false), browser.script(SCROLLS_SIDEWAYS), where);
        assertEquals(new Json.Arr(List.of()), browser.scriptFile("contrast.js"), where);
      }
    }
    assertEquals(new Json.Arr(List.of()), browser.script(NAMELESS));
  }
}
