package dev.alexandrite.observe.tune;

import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.markup.Svg;
import dev.alexandrite.observe.picture.ColorMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The trials of a search in parallel coordinates. */
final class SearchPicture {
  private static final int AXIS = 150;
  private static final int SIDE = 70;
  private static final int TOP = 56;
  private static final int HEIGHT = 260;
  private static final int LABEL_LETTERS = 18;

  /** The height of a label. */
  private static final int LABEL = 13;

  /**
   * The end of the colours that white bears, for the worst trial; in the dark they are inverted.
   */
  private static final double LIGHTEST = 0.75;

  private static final String STYLE =
      Svg.FILE_STYLE
          + "text{paint-order:stroke;stroke:#fff;stroke-width:3px}"
          + "@media(prefers-color-scheme:dark){text{stroke:#161616}"
          + ".line{filter:invert(1) hue-rotate(180deg)}}";

  private final SearchResult search;
  private final List<TrialResult> trials;
  private final double lowest;
  private final double highest;
  private final Svg svg;

  private SearchPicture(SearchResult search) {
    this.search = search;
    this.trials = search.trials().stream().filter(result -> result.best().isPresent()).toList();
    this.lowest = trials.stream().mapToDouble(SearchPicture::best).min().orElse(0);
    this.highest = trials.stream().mapToDouble(SearchPicture::best).max().orElse(1);
    int width = 2 * SIDE + AXIS * search.settings().size();
    String title =
        String.format(
            Locale.ROOT,
            "%d trials by %s, the best one heavy",
            trials.size(),
            search.goal().name());
    this.svg = Svg.wide(width, TOP + HEIGHT + 30, title);
    svg.style(STYLE);
    svg.text(12, 20, "start", title, " font-weight=\"600\"");
  }

  static String of(SearchResult search) {
    return new SearchPicture(search).draw();
  }

  private String draw() {
    for (int i = trials.size() - 1; i >= 0; i--) {
      line(trials.get(i), trials.size() == 1 ? 0 : i / (trials.size() - 1.0), i == 0);
    }
    int settings = search.settings().size();
    for (int i = 0; i < settings; i++) {
      axis(i, search.settings().get(i).name());
      labels(i);
    }
    axis(settings, search.goal().name());
    svg.text(x(settings) + 6, TOP + 4, "start", number(highest), "");
    svg.text(x(settings) + 6, TOP + HEIGHT + 4, "start", number(lowest), "");
    return svg.toString();
  }

  private void line(TrialResult result, double rank, boolean first) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < search.settings().size(); i++) {
      point(path, i, result.trial().place(i));
    }
    double range = highest - lowest;
    point(path, search.settings().size(), range == 0 ? 0.5 : (best(result) - lowest) / range);
    svg.add(
        String.format(
            Locale.ROOT,
            "<path class=\"line\" fill=\"none\" stroke-width=\"%s\" stroke=\"#%06x\" d=\"%s\">",
            first ? "3" : "1.4",
            ColorMap.VIRIDIS.rgb(LIGHTEST * rank),
            path));
    String words = result.trial() + ", " + search.goal() + " " + number(best(result));
    svg.add("<title>" + Markup.escape(words) + "</title></path>");
  }

  private static void point(StringBuilder path, int axis, double place) {
    path.append(path.isEmpty() ? 'M' : 'L')
        .append(x(axis))
        .append(' ')
        .append(Markup.coordinate(y(place)));
  }

  private void axis(int number, String name) {
    svg.add(
        String.format(
            Locale.ROOT,
            "<path stroke=\"currentColor\" stroke-opacity=\"0.6\" d=\"M%d %dV%d\"/>",
            x(number),
            TOP,
            TOP + HEIGHT));
    svg.text(x(number), TOP - 14, "middle", ProfileTable.cut(name, LABEL_LETTERS), "");
  }

  /** The values that were tried, as far as their labels do not lie on one another. */
  private void labels(int setting) {
    TreeMap<Double, String> labels = new TreeMap<>();
    for (TrialResult result : trials) {
      labels.put(result.trial().place(setting), result.trial().texts().get(setting));
    }
    double last = labels.isEmpty() ? 0 : y(labels.lastKey());
    double before = Double.POSITIVE_INFINITY;
    for (Map.Entry<Double, String> entry : labels.entrySet()) { // from the bottom to the top
      double y = y(entry.getKey());
      if (y == last || (before - y >= LABEL && y - last >= LABEL)) {
        String label = ProfileTable.cut(entry.getValue(), LABEL_LETTERS);
        svg.text(x(setting) + 6, (int) y + 4, "start", label, " font-size=\"11\"");
        before = y;
      }
    }
  }

  private static double best(TrialResult result) {
    return result.best().orElse(Double.NaN);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static int x(int axis) {
    return SIDE + AXIS * axis;
  }

  private static double y(double place) {
    return TOP + HEIGHT * (1 - place);
  }
}
