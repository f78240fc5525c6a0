package dev.alexandrite.docs.site;

import java.util.List;

/** What every page has around it: table of contents, search, version. */
record Template(List<Contents.Part> contents, String version, List<String> versions) {
  Template {
    contents = List.copyOf(contents);
    versions = List.copyOf(versions);
  }

  String of(Page page) {
    String up = page.up();
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>%1$s · Alexandrite</title>
    <link rel="stylesheet" href="%2$ssite.css">
    </head>
    <body data-up="%2$s">
    <a class="skip" href="#content">To the text</a>
    <header>
    <a class="name" href="%2$sindex.html">Alexandrite</a>
    <label class="version">Version <select id="version">%3$s</select></label>
    <label class="search">Search <input id="search" type="search" autocomplete="off" placeholder="press /"></label>
    </header>
    <ol id="found" hidden></ol>
    <div class="columns">
    <nav aria-label="Contents"><details id="contents" open><summary>Contents</summary>
    %4$s</details></nav>
    <main id="content">
    %5$s</main>
    </div>
    <script src="%2$ssearch-index.js" defer></script>
    <script src="%2$ssite.js" defer></script>
    </body>
    </html>
    """
        .formatted(
            Html.escaped(page.title()),
            up,
            versionOptions(),
            contents(page.address(), up),
            page.html());
  }

  private String versionOptions() {
    StringBuilder options = new StringBuilder();
    for (String known : versions) {
      options
          .append(known.equals(version) ? "<option selected>" : "<option>")
          .append(Html.escaped(known))
          .append("</option>");
    }
    return options.toString();
  }

  private String contents(String here, String up) {
    StringBuilder html = new StringBuilder();
    for (Contents.Part part : contents) {
      html.append("<h2>").append(Html.escaped(part.title())).append("</h2>\n<ul>\n");
      for (Contents.Entry entry : part.entries()) {
        html.append("<li><a href=\"").append(up).append(entry.address()).append('"');
        html.append(entry.address().equals(here) ? " aria-current=\"page\">" : ">");
        html.append(Html.escaped(entry.title())).append("</a></li>\n");
      }
      html.append("</ul>\n");
    }
    return html.toString();
  }

  /** The page at the top of all versions. */
  static String redirect(String version) {
    String target = Html.escaped(version) + "/index.html";
    return """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <title>Alexandrite</title>
    <meta http-equiv="refresh" content="0; url=%1$s">
    <a href="%1$s">Alexandrite</a>
    </html>
    """
        .formatted(target);
  }
}
