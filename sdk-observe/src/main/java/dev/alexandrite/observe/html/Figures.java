package dev.alexandrite.observe.html;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them; an unknown one is a dash. */
public final class Figures {
  /** In place of a number that is not known. */
  public static final String UNKNOWN = "–";

  private Figures() {}

  /**
   * A part of one.
   *
   * @param share 0 to 1
   * @return such as {@code 71.3 %}, on one line
   */
  public static String percent(double share) {
    return finite(share) ? String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share) : UNKNOWN;
  }

  /**
   * A loss or another number around one.
   *
   * @param value the number
   * @return with four digits after the point
   */
  public static String decimal(double value) {
    return Double.isInfinite(value)
        ? "infinite"
        : finite(value) ? String.format(Locale.ROOT, "%.4f", value) : UNKNOWN;
  }

  /**
   * A learning rate.
   *
   * @param value the number
   * @return with three significant digits
   */
  public static String rate(double value) {
    return finite(value) ? String.format(Locale.ROOT, "%.3g", value) : UNKNOWN;
  }

  /**
   * A number of things.
   *
   * @param value the number
   * @return with thousands set off
   */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * A number of things, with their name.
   *
   * @param count the number
   * @param one what one of them is called, such as {@code image} or {@code class}
   * @return such as {@code 1 image} or {@code 1,234 images}
   */
  public static String things(long count, String one) {
    String several = one.endsWith("s") ? one + "es" : one + "s";
    return count(count) + " " + (count == 1 ? one : several);
  }

  /**
   * A speed.
   *
   * @param value the number
   * @return without digits after the point from 10, with thousands set off
   */
  public static String count(double value) {
    return finite(value)
        ? String.format(Locale.ROOT, value >= 10 ? "%,.0f" : "%.1f", value)
        : UNKNOWN;
  }

  /**
   * Memory.
   *
   * @param bytes bytes
   * @return in MiB or GiB
   */
  public static String memory(long bytes) {
    double mebibytes = bytes / 0x1p20;
    return mebibytes < 1024
        ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
        : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
  }

  /**
   * A time.
   *
   * @param time not negative
   * @return its two largest units, such as {@code 2 h 5 min}, or seconds
   */
  public static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
  }

  private static boolean finite(double value) {
    return Double.isFinite(value);
  }
}
