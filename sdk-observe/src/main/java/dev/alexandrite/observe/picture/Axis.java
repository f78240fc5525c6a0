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
 */
record Axis(double lowest, double highest, boolean logarithmic) {
  private static final int ABOUT_TICKS = 5;
  private static final int MOST_DECADES = 7;

  /** The axis on which all of these numbers lie, with round ends. */
  static Axis over(double lowest, double highest, boolean logarithmic) {
    if (logarithmic) {
      double from = Math.floor(StrictMath.log10(lowest) + 1e-9);
      double to = Math.ceil(StrictMath.log10(highest) - 1e-9);
      return new Axis(
          StrictMath.pow(10, from), StrictMath.pow(10, to > from ? to : from + 1), true);
    }
    double room = highest - lowest;
    if (room <= Math.ulp(Math.max(Math.abs(lowest), Math.abs(highest))) * 16) {
      room = Math.max(Math.abs(highest), 1) * 0.1;
    }
    double step = step(room);
    double from = Math.floor(lowest / step + 1e-9) * step;
    double to = Math.ceil(highest / step - 1e-9) * step;
    return new Axis(from, to > from ? to : from + step, false);
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double step(double room) {
    double rough = room / ABOUT_TICKS;
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
      int step = Math.ceilDiv(to - from, MOST_DECADES);
      for (int power = from; power <= to; power += step) {
        ticks.add(StrictMath.pow(10, power));
      }
      return ticks;
    }
    double step = step(highest - lowest);
    long from = Math.round(Math.ceil(lowest / step - 1e-9));
    long to = Math.round(Math.floor(highest / step + 1e-9));
    for (long i = from; i <= to; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick's number, with as many digits as neighbours need to differ. */
  String label(double tick) {
    double magnitude = Math.abs(tick);
    if (magnitude != 0 && (magnitude >= 1e6 || magnitude < 1e-3)) {
      return String.format(Locale.ROOT, "%.3g", tick)
          .replaceAll("\\.?0+(?=e|$)", "")
          .replace("e+0", "e")
          .replace("e-0", "e-")
          .replace("e+", "e");
    }
    int digits =
        logarithmic
            ? (int) Math.max(0, -Math.floor(StrictMath.log10(magnitude)))
            : (int) Math.max(0, -Math.floor(StrictMath.log10(step(highest - lowest)) + 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f", tick);
  }
}
