package dev.alexandrite.observe;

import dev.alexandrite.train.StepReport;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is shown of a step.
 *
 * @param epoch such as {@code epoch 3/12}
 * @param step the step
 * @param top1 of the last epoch that was validated
 * @param secondsLeft how long the run still takes, if that is known
 */
record ProgressLine(
    String epoch, StepReport step, Optional<Double> top1, OptionalLong secondsLeft) {
  private static final int SHORTEST_BAR = 5;
  private static final int LONGEST_BAR = 40;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  /** The whole of it, for a line that stays. */
  String text() {
    return epoch + tail();
  }

  /** With a bar if there is room, and cut if there is none. */
  String fitted(Terminal terminal) {
    String tail = tail();
    int room = terminal.width() - 1 - epoch.length() - tail.length() - 1;
    if (room >= SHORTEST_BAR) {
      return epoch + " " + bar(Math.min(room, LONGEST_BAR), terminal.blocks()) + tail;
    }
    String text = epoch + tail;
    int most = terminal.width() - 1;
    return text.length() <= most
        ? text
        : text.substring(0, most - 1) + (terminal.blocks() ? "…" : ">");
  }

  private String tail() {
    StringBuilder text = new StringBuilder();
    append(text, " %d/%d", step.batch() + 1, step.batchesPerEpoch());
    append(text, " loss %.4f", step.loss());
    top1.ifPresent(share -> append(text, " top1 %.3f", share));
    append(text, " %.0f img/s", step.imagesPerSecond());
    append(text, " wait %.0f%%", 100 * step.waitShare());
    secondsLeft.ifPresent(seconds -> text.append(' ').append(duration(seconds)).append(" left"));
    return text.toString();
  }

  private String bar(int width, boolean blocks) {
    double share = (step.batch() + 1.0) / step.batchesPerEpoch();
    if (!blocks) {
      int full = (int) (share * width);
      return "#".repeat(full) + "-".repeat(width - full);
    }
    int eighths = (int) (share * width * 8);
    int full = eighths / 8;
    String bar = "█".repeat(full);
    if (full < width) {
      bar += EIGHTHS.charAt(eighths % 8);
    }
    return bar + " ".repeat(width - bar.length());
  }

  static String duration(long seconds) {
    long hours = seconds / 3600;
    return hours > 0
        ? format("%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
        : format("%d:%02d", seconds / 60, seconds % 60);
  }

  private static void append(StringBuilder text, String pattern, Object... values) {
    text.append(format(pattern, values));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
