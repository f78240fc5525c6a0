package dev.alexandrite.observe.html;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTML file of this module with places such as {@code {{title}}}. */
public final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private final String name;
  private final String text;

  private Template(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * Reads a file beside this class.
   *
   * @param name its name
   * @return the template
   */
  public static Template read(String name) {
    return new Template(name, Asset.text(name));
  }

  /**
   * Fills every place, in one pass: what is filled in is not looked at again.
   *
   * @param content the HTML of each place, escaped where it is text
   * @return the page
   * @throws IllegalStateException if a place has no content, or content no place
   */
  public String fill(Map<String, String> content) {
    StringBuilder page = new StringBuilder();
    Matcher places = PLACE.matcher(text);
    Set<String> filled = new HashSet<>();
    while (places.find()) {
      String html = content.get(places.group(1));
      if (html == null) {
        throw new IllegalStateException(name + ": nothing for " + places.group());
      }
      places.appendReplacement(page, Matcher.quoteReplacement(html));
      filled.add(places.group(1));
    }
    if (filled.size() < content.size()) {
      throw new IllegalStateException(
          name + " has the places " + filled + " for " + content.keySet());
    }
    return places.appendTail(page).toString();
  }
}
