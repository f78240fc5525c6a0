package dev.alexandrite.observe.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a chart.
 *
 * @param lowest where it begins; above 0 on a logarithmic axis
 * @param highest where it ends, above that
 * @param logarithmic whether equal ratios are equally far
 * @param step how far ticks are apart, of which both ends are two; on a logarithmic axis of no use
 */
record Axis(double lowest, double highest, boolean logarithmic, double step) {
  private static final int ABOUT_TICKS = 5;
  private static final int MOST_DECADES = 7;

  /** The axis on which all of these numbers lie, with round ends. */
  static Axis over(double lowest, double highest, boolean logarithmic) {
    return logarithmic ? decades(lowest, highest) : steps(lowest, highest, 0);
  }

  /** The axis of numbers of which there is no half, such as epochs. */
  static Axis whole(double lowest, double highest) {
    return steps(lowest, highest, 1);
  }

  private static Axis decades(double lowest, double highest) {
    double from = Math.floor(StrictMath.log10(lowest) + 1e-9);
    double to = Math.ceil(StrictMath.log10(highest) - 1e-9);
    return new Axis(
        StrictMath.pow(10, from), StrictMath.pow(10, to > from ? to : from + 1), true, 1);
  }

  private static Axis steps(double lowest, double highest, double least) {
    double room = highest - lowest;
    if (room <= Math.ulp(Math.max(Math.abs(lowest), Math.abs(highest))) * 16) {
      room = Math.max(Math.abs(highest), 1) * 0.1;
    }
    double step = Math.max(least, round(room / ABOUT_TICKS));
    double from = Math.floor(lowest / step + 1e-9);
    double to = Math.max(from + 1, Math.ceil(highest / step - 1e-9));
    return new Axis(from * step, to * step, false, step);
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double round(double rough) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
    double share = rough / power;
    return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
  }

  /** Where a value lies, 0 to 1. */
  double share(double value) {
    return logarithmic
        ? StrictMath.log(value / lowest) / StrictMath.log(highest / lowest)
        : (value - lowest) / (highest - lowest);
  }

  /** The values that get a line and a number. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      int from = (int) Math.round(StrictMath.log10(lowest));
      int to = (int) Math.round(StrictMath.log10(highest));
      int every = Math.ceilDiv(to - from, MOST_DECADES);
      for (int power = from; power <= to; power += every) {
        ticks.add(StrictMath.pow(10, power));
      }
      return ticks;
    }
    long from = Math.round(lowest / step);
    long to = Math.round(highest / step);
    for (long i = from; i <= to; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick's number, with as many digits as neighbours need to differ. */
  String label(double tick) {
    double magnitude = Math.abs(tick);
    double most = logarithmic ? magnitude : Math.max(Math.abs(lowest), Math.abs(highest));
    if (magnitude != 0 && (most >= 1e6 || most < 1e-3)) {
      return String.format(Locale.ROOT, "%.3g", tick)
          .replaceAll("\\.?0+(?=e|$)", "")
          .replace("e+0", "e")
          .replace("e-0", "e-")
          .replace("e+", "e");
    }
    int digits =
        logarithmic
            ? (int) Math.max(0, -Math.floor(StrictMath.log10(magnitude)))
            : (int) Math.max(0, -Math.floor(StrictMath.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f", tick);
  }
}
