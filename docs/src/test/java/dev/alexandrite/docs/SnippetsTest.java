package dev.alexandrite.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages, here and in the folder above, say what the compiled sources say, line breaks apart,
 * and what the files say that they name; their links lead somewhere.
 */
final class SnippetsTest {
  private static final Path DOCS = Path.of("").toAbsolutePath();
  private static final Path SOURCES = DOCS.resolve("src/test/java/dev/alexandrite/docs");

  private static final Pattern ON_PAGE =
      Pattern.compile("<!-- snippet: (\\w+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IN_SOURCE =
      Pattern.compile("// snippet: (\\w+)\\n(.*?)\\n *// end", Pattern.DOTALL);
  private static final Pattern FROM_FILE =
      Pattern.compile("<!-- (file|from): (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void everySnippetOnAPageIsCompiled() throws IOException {
    Map<String, String> onPages = snippets(ON_PAGE, pages());

    assertFalse(onPages.isEmpty());
    assertEquals(snippets(IN_SOURCE, files(SOURCES, ".java")), onPages);
  }

  /** {@code file:} is the whole of it, {@code from:} is a part. */
  @Test
  void blocksFromFilesAreWhatTheFilesSay() throws IOException {
    for (Path page : pages()) {
      for (MatchResult block : FROM_FILE.matcher(Files.readString(page)).results().toList()) {
        String file = Files.readString(DOCS.resolveSibling(block.group(2)));
        if (block.group(1).equals("file")) {
          assertEquals(file, block.group(3), block.group(2) + " on " + page);
        } else {
          assertTrue(
              file.replaceAll("\\s+", "").contains(block.group(3).replaceAll("\\s+", "")),
              () -> page + ": this is not in " + block.group(2) + ":\n" + block.group(3));
        }
      }
    }
  }

  @Test
  void everyBlockOfJavaIsASnippetOrFromAFile() throws IOException {
    for (Path page : pages()) {
      String text = Files.readString(page);
      long blocks = Pattern.compile("```java\\n").matcher(text).results().count();
      long fromFiles =
          FROM_FILE.matcher(text).results().filter(m -> m.group().contains("```java\n")).count();
      assertEquals(blocks, ON_PAGE.matcher(text).results().count() + fromFiles, page.toString());
    }
  }

  @Test
  void linksLeadToFiles() throws IOException {
    for (Path page : pages()) {
      for (String link :
          LINK.matcher(Files.readString(page)).results().map(m -> m.group(1)).toList()) {
        assertTrue(Files.exists(page.resolveSibling(link)), page + " links to " + link);
      }
    }
  }

  /** Those of this module and the README, CONTRIBUTING and so on beside it. */
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(files(DOCS, ".md"));
    try (Stream<Path> files = Files.list(DOCS.resolveSibling("."))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static Map<String, String> snippets(Pattern pattern, List<Path> files)
      throws IOException {
    Map<String, String> snippets = new TreeMap<>();
    for (Path file : files) {
      Matcher matcher = pattern.matcher(Files.readString(file));
      while (matcher.find()) {
        String earlier = snippets.put(matcher.group(1), matcher.group(2).replaceAll("\\s+", ""));
        assertNull(earlier, () -> "two snippets are called " + matcher.group(1));
      }
    }
    return snippets;
  }

  /** The files below a folder, without what a build left there. */
  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !folder.relativize(file).startsWith("target"))
          .sorted()
          .toList();
    }
  }
}
