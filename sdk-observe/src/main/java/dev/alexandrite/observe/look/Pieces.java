package dev.alexandrite.observe.look;

import dev.alexandrite.data.Image;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.html.Thumbnail;
import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.picture.Pictures;
import java.util.Base64;
import java.util.List;

/** Tables and strips of small pictures. What comes from outside is text. */
final class Pieces {
  /** Rows of a table, and pictures of a batch. */
  static final int MOST_ROWS = 64;

  private static final int THUMBNAIL = 96;

  private Pieces() {}

  static String thumbnail(Image image, String caption, String name) {
    byte[] photo = Pictures.jpeg(Thumbnail.picture(image, THUMBNAIL));
    return "<li><img alt=\"\" src=\"data:image/jpeg;base64,"
        + Base64.getEncoder().encodeToString(photo)
        + "\">"
        + (caption.isEmpty() ? "" : "<b>" + Markup.escape(caption) + "</b>")
        + "<span class=\"note\">"
        + Markup.escape(name)
        + "</span></li>";
  }

  static String row(String name, String... cells) {
    StringBuilder html = new StringBuilder("<tr><th scope=\"row\">");
    html.append(Markup.escape(name)).append("</th>");
    for (String cell : cells) {
      html.append("<td>").append(Markup.escape(cell)).append("</td>");
    }
    return html.append("</tr>").toString();
  }

  /** A table of the first rows, and how many more there are. */
  static String table(String label, List<String> titles, List<String> rows) {
    StringBuilder html =
        new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
            .append(label)
            .append("\"><table><thead><tr>");
    titles.forEach(title -> html.append("<th scope=\"col\">").append(title).append("</th>"));
    html.append("</tr></thead><tbody>");
    first(rows, MOST_ROWS).forEach(html::append);
    return html.append("</tbody></table></div>").append(more(rows.size() - MOST_ROWS)).toString();
  }

  static <T> List<T> first(List<T> all, int most) {
    return all.subList(0, Math.min(most, all.size()));
  }

  /** How many are left out, if any. */
  static String more(int left) {
    return left > 0 ? "<p class=\"note\">and " + Figures.count(left) + " more</p>" : "";
  }
}
