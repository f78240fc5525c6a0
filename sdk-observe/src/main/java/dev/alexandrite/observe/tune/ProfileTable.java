package dev.alexandrite.observe.tune;

import dev.alexandrite.SafeText;
import java.util.Locale;
import java.util.Optional;

/** A profile as text of 80 columns. */
final class ProfileTable {
  private static final int NAME = 15;
  private static final int WIDTH = 80;
  private static final String NUMBERS = "%9s %8s %6s";

  private final LayerProfile profile;
  private final StringBuilder text = new StringBuilder();

  private ProfileTable(LayerProfile profile) {
    this.profile = profile;
  }

  static String of(LayerProfile profile) {
    return new ProfileTable(profile).table();
  }

  private String table() {
    line(cut(SafeText.of(profile.network() + " on " + profile.backend()), WIDTH));
    line(
        format(
            "%s of %d images, median of %d",
            profile.training() ? "training step" : "classification",
            profile.batchSize(),
            profile.runs()));
    boolean training = profile.training();
    String numbers = format(NUMBERS, "ms", "GFLOP/s", "roof");
    line("");
    if (training) {
      line(pad("", NAME) + format("%25s%25s%10s", "forward", "backward", "update"));
    }
    line(pad("layer", NAME) + numbers + (training ? numbers + format("%10s", "ms") : ""));
    profile.layers().forEach(this::layer);
    line("");
    line(
        format(
            "%.2f ms, %.1f images a second", 1e3 * profile.seconds(), profile.imagesPerSecond()));
    roof();
    return text.toString();
  }

  private void layer(LayerTime layer) {
    String row = pad(cut(SafeText.of(layer.layer()), NAME), NAME) + pass(layer.forward());
    if (profile.training()) {
      row += pass(layer.backward()) + format("%10s", milliseconds(layer.update()));
    }
    line(row);
  }

  private String pass(Optional<PassTime> time) {
    String rate =
        time.flatMap(
                pass ->
                    pass.gigaflops().isPresent()
                        ? Optional.of(format("%.1f", pass.gigaflops().getAsDouble()))
                        : Optional.empty())
            .orElse("");
    return format(NUMBERS, milliseconds(time), rate, time.map(this::share).orElse(""));
  }

  private String share(PassTime pass) {
    return profile
        .roof()
        .map(
            roof ->
                format("%.2f", pass.share().orElse(0))
                    + (roof.boundByMemory(pass.flops(), pass.bytes()) ? "M" : "A"))
        .orElse("");
  }

  private static String milliseconds(Optional<PassTime> time) {
    return time.map(pass -> format("%.2f", 1e3 * pass.seconds())).orElse("-");
  }

  private void roof() {
    if (profile.roof().isEmpty()) {
      line("no roof: " + SafeText.of(profile.roofNote()));
      return;
    }
    MachineRoof roof = profile.roof().get();
    line(
        format(
            "roof: %.1f GFLOP/s of multiply-adds (A), %.1f GB/s read from memory (M)",
            roof.gigaflops(), roof.gigabytes()));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private static String pad(String name, int width) {
    return name + " ".repeat(Math.max(0, width - name.codePointCount(0, name.length())));
  }

  static String cut(String name, int width) {
    int[] points = name.codePoints().toArray();
    return points.length <= width ? name : new String(points, 0, width - 1) + "…";
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
