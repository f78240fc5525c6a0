package dev.alexandrite.observe.tune;

import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.markup.Svg;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A profile as bars, a row a layer. */
final class ProfilePicture {
  private static final int WIDTH = 760;
  private static final int NAMES = 130;
  private static final int NUMBERS = 190;
  private static final int TOP = 62;
  private static final int ROW = 20;
  private static final int BAR = 14;
  private static final int NAME_LETTERS = 17;

  /** Forward, backward, update: of Okabe and Ito's colours. */
  private static final List<String> COLORS = List.of("#0072B2", "#E69F00", "#009E73");

  private static final List<String> PASSES = List.of("forward", "backward", "update");

  private final Svg svg;

  private ProfilePicture(Svg svg) {
    this.svg = svg;
  }

  static String of(LayerProfile profile) {
    List<LayerTime> layers =
        profile.layers().stream().filter(layer -> layer.seconds() > 0).toList();
    String title =
        String.format(
            Locale.ROOT,
            "%s, %s of %d images: %.1f ms",
            profile.network(),
            profile.training() ? "a training step" : "a classification",
            profile.batchSize(),
            1e3 * profile.seconds());
    Svg svg = Svg.wide(WIDTH, TOP + ROW * layers.size() + 30, title);
    svg.style(Svg.FILE_STYLE);
    svg.text(12, 20, "start", ProfileTable.cut(title, 90), " font-weight=\"600\"");
    new ProfilePicture(svg).draw(profile, layers);
    return svg.toString();
  }

  private void draw(LayerProfile profile, List<LayerTime> layers) {
    if (profile.training()) {
      legend();
    }
    double longest = layers.stream().mapToDouble(LayerTime::seconds).max().orElse(1);
    for (int i = 0; i < layers.size(); i++) {
      row(layers.get(i), TOP + ROW * i, (WIDTH - NAMES - NUMBERS) / longest);
    }
    int below = TOP + ROW * layers.size() + 18;
    svg.text(NAMES, below, "start", footer(profile), " font-size=\"11\"");
  }

  private void legend() {
    for (int i = 0; i < PASSES.size(); i++) {
      int x = NAMES + 110 * i;
      bar(x, 34, 14, i);
      svg.text(x + 20, 45, "start", PASSES.get(i), "");
    }
  }

  private void row(LayerTime layer, int y, double pixelsPerSecond) {
    svg.text(NAMES - 8, y + 11, "end", ProfileTable.cut(layer.layer(), NAME_LETTERS), "");
    double x = NAMES;
    List<Optional<PassTime>> passes = List.of(layer.forward(), layer.backward(), layer.update());
    for (int i = 0; i < passes.size(); i++) {
      double width = passes.get(i).map(PassTime::seconds).orElse(0.0) * pixelsPerSecond;
      bar(x, y, width, i);
      x += width;
    }
    svg.text((int) x + 6, y + 11, "start", numbers(layer, passes), "");
  }

  /** The time, and the share of the roof of forward and backward pass together. */
  private static String numbers(LayerTime layer, List<Optional<PassTime>> passes) {
    String time = String.format(Locale.ROOT, "%.2f ms", 1e3 * layer.seconds());
    double least =
        passes.stream().flatMap(Optional::stream).mapToDouble(PassTime::leastSeconds).sum();
    return least == 0
        ? time
        : String.format(Locale.ROOT, "%s, %.0f %% of roof", time, 100 * least / layer.seconds());
  }

  private static String footer(LayerProfile profile) {
    return profile
        .roof()
        .map(
            roof ->
                String.format(
                    Locale.ROOT,
                    "%s; roof %.0f GFLOP/s, %.0f GB/s; median of %d",
                    profile.backend(),
                    roof.gigaflops(),
                    roof.gigabytes(),
                    profile.runs()))
        .orElse(profile.backend() + "; median of " + profile.runs());
  }

  private void bar(double x, int y, double width, int color) {
    svg.add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>",
            Markup.coordinate(x),
            y,
            Markup.coordinate(width),
            BAR,
            COLORS.get(color)));
  }
}
