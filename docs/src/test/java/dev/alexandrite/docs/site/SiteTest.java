package dev.alexandrite.docs.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site without its Javadoc, which takes as long as a build. */
class SiteTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir Path folder;

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> dead = Site.build(ROOT, folder, "0.1.0-SNAPSHOT");
    assertEquals(List.of(), dead.stream().filter(link -> !link.contains("javadoc/")).toList());
    String start = Files.readString(folder.resolve("index.html"));
    assertTrue(start.contains("<option selected>0.1.0-SNAPSHOT</option>"), start);
    assertTrue(Files.exists(folder.resolve("docs/quick-start.html")));
    assertTrue(Files.readString(folder.resolve("search-index.js")).contains("quick-start.html"));
  }

  @Test
  void everyPageIsInTheContents() throws IOException {
    Set<String> listed =
        Contents.read(ROOT).stream()
            .flatMap(part -> part.entries().stream())
            .map(Contents.Entry::address)
            .collect(Collectors.toSet());
    List<String> unlisted =
        Contents.pages(ROOT).stream()
            .map(page -> Addresses.of(ROOT, page))
            .filter(page -> !listed.contains(page) && !page.matches("docs/adr/\\d.*"))
            .toList();
    assertEquals(List.of(), unlisted);
  }

  @Test
  void everyPublicTypeIsUsedByCompiledCode() throws IOException {
    assertEquals(List.of(), ApiExamples.unused(ROOT));
  }

  @Test
  void deadLinksAndAnchorsAreFound() throws IOException {
    Files.writeString(
        folder.resolve("a.html"),
        "<h1 id=\"top\">A</h1><a href=\"b%20c.html#x\"></a><a href=\"#top\"></a><a"
            + " href=\"#no\"></a><img src=\"p.png\"><a href=\"../out.html\"></a><a"
            + " href=\"https://example.org/\"></a>");
    Files.writeString(folder.resolve("b c.html"), "<a name=\"x\"></a><a href=\"a.html?q=1\"></a>");
    assertEquals(
        List.of("a.html -> #no", "a.html -> p.png", "a.html -> ../out.html"), DeadLinks.of(folder));
  }

  @Test
  void textCannotLeaveTheIndex() {
    assertEquals(
        "\"\\\"\\\\\\u003c/script>\\u000a\\u2028\"", SearchIndex.quoted("\"\\</script>\n\u2028"));
    assertFalse(SearchIndex.quoted("</script>").contains("</"));
  }
}
