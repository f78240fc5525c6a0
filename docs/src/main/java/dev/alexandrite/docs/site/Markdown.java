package dev.alexandrite.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Turns a page of Markdown into one of the site. Links to files of the project stay links. */
final class Markdown {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->\\n?");
  private static final Pattern HEADING =
      Pattern.compile("(?s)<h([1-6]) id=\"([^\"]*)\">(.*?)</h\\1>");
  private static final Pattern TAG = Pattern.compile("(?s)<[^>]*>");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Markdown() {}

  static Page page(Path root, Path file) throws IOException {
    String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
    List<Path> linked = new ArrayList<>();
    String html = render(PARSER.parse(text), new ProjectLinks(root, file, linked));
    List<Page.Section> sections = sections(html);
    String title =
        sections.stream()
            .map(Page.Section::heading)
            .filter(heading -> !heading.isEmpty())
            .findFirst()
            .orElseGet(() -> String.valueOf(file.getFileName()));
    return new Page(Addresses.of(root, file), title, wideTables(html), sections, linked);
  }

  private static String render(Node document, ProjectLinks links) {
    return HtmlRenderer.builder()
        .extensions(EXTENSIONS)
        .attributeProviderFactory(context -> links)
        .build()
        .render(document);
  }

  /** A table that is wider than a phone scrolls by itself. */
  private static String wideTables(String html) {
    return html.replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>");
  }

  private static List<Page.Section> sections(String html) {
    List<Page.Section> sections = new ArrayList<>();
    Matcher heading = HEADING.matcher(html);
    String id = "";
    String name = "";
    int from = 0;
    while (heading.find()) {
      add(sections, id, name, html.substring(from, heading.start()));
      id = heading.group(2);
      name = text(heading.group(3));
      from = heading.end();
    }
    add(sections, id, name, html.substring(from));
    return sections;
  }

  private static void add(List<Page.Section> sections, String id, String heading, String html) {
    String text = text(html);
    if (!heading.isEmpty() || !text.isEmpty()) {
      sections.add(new Page.Section(id, heading, text));
    }
  }

  private static String text(String html) {
    String plain = TAG.matcher(html).replaceAll(" ");
    return SPACE.matcher(Html.unescaped(plain)).replaceAll(" ").strip();
  }
}
