package dev.alexandrite.observe.page;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.observe.html.Asset;
import dev.alexandrite.observe.html.Template;
import dev.alexandrite.observe.markup.Markup;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The page as a whole, and what has changed of it. A part is drawn once a change at most. */
final class Pages {
  private static final Template PAGE = Template.read("page.html");
  private static final Asset SCRIPT = Asset.read("page.js");

  /** What the page may load and do: nothing but what it brings, and questions to its server. */
  static final String POLICY =
      "default-src 'none'; img-src data:; style-src "
          + Asset.STYLE.source()
          + "; script-src "
          + SCRIPT.source()
          + "; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final Sections sections;
  private final Versions versions;
  private final Map<Part, Drawn> drawn = new EnumMap<>(Part.class);

  private record Drawn(long version, String html) {}

  Pages(Sections sections, Versions versions) {
    this.sections = sections;
    this.versions = versions;
  }

  /** The whole page. */
  String page() {
    Map<String, String> content = new HashMap<>();
    content.put("version", Long.toString(versions.now()));
    content.put("title", Markup.escape(sections.title()));
    content.put("style", Asset.STYLE.text());
    content.put("script", SCRIPT.text());
    content.put("release", Markup.escape(Alexandrite.version()));
    for (Part part : Part.values()) {
      content.put(part.id(), html(part));
    }
    return PAGE.fill(content);
  }

  /** As JSON, the parts that have changed since a version; empty if none has. */
  Optional<String> since(long seen) {
    long now = versions.now();
    JsonObject parts = new JsonObject();
    boolean any = false;
    for (Part part : Part.values()) {
      if (versions.of(part) > seen) {
        parts.put(part.id(), html(part));
        any = true;
      }
    }
    return any
        ? Optional.of(
            JsonWriter.write(
                new JsonObject()
                    .put("version", now)
                    .put("title", sections.title())
                    .put("parts", parts.build())
                    .build()))
        : Optional.empty();
  }

  /** Viewers who ask at once wait for the one who draws. */
  private synchronized String html(Part part) {
    long version = versions.of(part);
    Drawn last = drawn.get(part);
    if (last == null || last.version() < version) {
      last = new Drawn(version, sections.html(part));
      drawn.put(part, last);
    }
    return last.html();
  }
}
