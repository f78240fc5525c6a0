package dev.alexandrite.observe.look;

/** Sections of a page, and the links to them. */
final class Sections {
  private final StringBuilder html = new StringBuilder();
  private final StringBuilder links = new StringBuilder();

  void add(String id, String title, String content) {
    links.append("<li><a href=\"#").append(id).append("\">").append(title).append("</a></li>");
    html.append("<section id=\"")
        .append(id)
        .append("\" aria-labelledby=\"h-")
        .append(id)
        .append("\"><h2 id=\"h-")
        .append(id)
        .append("\">")
        .append(title)
        .append("</h2>")
        .append(content)
        .append("</section>\n");
  }

  String html() {
    return html.toString();
  }

  String links() {
    return links.toString();
  }
}
