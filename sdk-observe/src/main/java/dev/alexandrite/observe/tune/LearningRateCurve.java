package dev.alexandrite.observe.tune;

import dev.alexandrite.observe.picture.LineChart;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The loss of a trial run while its learning rate rises, see {@link LearningRateFinder}.
 *
 * @param points one a step, the rates rising by equal factors; as far as the loss was finite
 * @param steps how many steps there would have been up to the highest rate
 * @param diverged whether the run ended before that, since its loss grew too large or was no longer
 *     finite
 */
public record LearningRateCurve(List<Point> points, int steps, boolean diverged) {
  /** The part of the steps at the start, of which too little is known yet. */
  private static final int UNSETTLED = 10;

  /** The part of the steps over which a slope is measured, to either side. */
  private static final int REACH = 20;

  /** Losses above so many times the first are not drawn: they would flatten the rest. */
  private static final double CEILING = 2;

  private static final double MARGIN = 10;

  /** Copies the list. */
  public LearningRateCurve {
    points = List.copyOf(points);
  }

  /**
   * One step.
   *
   * @param learningRate its rate
   * @param loss the mean loss of its images, by the weights before it
   * @param smoothed the average of the losses so far, see {@link LearningRateFinder#smoothing}
   */
  public record Point(double learningRate, double loss, double smoothed) {}

  /**
   * The rate at which the smoothed loss falls fastest, in proportion to the logarithm of the rate:
   * a rate at which the network learns well and is far from divergence. What fastai calls {@code
   * steep}. The slope is that of a line through a twentieth of the steps to either side; the first
   * tenth of them, where the average has not settled, and what comes behind the lowest loss do not
   * count.
   *
   * @return the rate; empty if the loss never fell
   */
  public OptionalDouble steepest() {
    int reach = Math.max(1, steps / REACH);
    int best = -1;
    double steepest = 0;
    for (int i = settled() + reach; i + reach <= lowest(); i++) {
      double slope = slope(i, reach);
      if (slope < steepest) {
        steepest = slope;
        best = i;
      }
    }
    return rateOf(best);
  }

  /** The least-squares line's, but for a factor: the logarithms of rates are equally far apart. */
  private double slope(int middle, int reach) {
    double sum = 0;
    for (int i = 1; i <= reach; i++) {
      sum += i * (points.get(middle + i).smoothed() - points.get(middle - i).smoothed());
    }
    return sum;
  }

  /**
   * A tenth of the rate at which the smoothed loss is lowest. There it is about to rise, so that
   * the rate itself would be too high; a margin of ten is the custom that fastai calls {@code
   * minimum}.
   *
   * @return the rate; empty if the loss never fell
   */
  public OptionalDouble minimumTenth() {
    int lowest = lowest();
    if (lowest <= settled()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(points.get(lowest).learningRate() / MARGIN);
  }

  /** The first point of those that count. */
  private int settled() {
    return steps / UNSETTLED;
  }

  /** The point of the lowest smoothed loss among those that count; -1 if none does. */
  private int lowest() {
    int lowest = -1;
    for (int i = settled(); i < points.size(); i++) {
      if (lowest < 0 || points.get(i).smoothed() < points.get(lowest).smoothed()) {
        lowest = i;
      }
    }
    return lowest;
  }

  private OptionalDouble rateOf(int point) {
    return point < 0 ? OptionalDouble.empty() : OptionalDouble.of(points.get(point).learningRate());
  }

  /**
   * Loss and smoothed loss over the rate, with the suggestions. Losses above twice the first are
   * left out.
   *
   * @return the chart
   */
  public LineChart chart() {
    double most = points.isEmpty() ? 0 : CEILING * points.getFirst().smoothed();
    double[] rates = column(Point::learningRate);
    LineChart chart =
        LineChart.of("Loss while the learning rate rises", "learning rate", "loss")
            .logX()
            .line("smoothed", rates, column(point -> below(most, point.smoothed())))
            .line("each step", rates, column(point -> below(most, point.loss())));
    if (steepest().isPresent()) {
      chart = chart.mark("steepest " + text(steepest()), steepest().getAsDouble());
    }
    if (minimumTenth().isPresent()) {
      chart = chart.mark("minimum / 10 " + text(minimumTenth()), minimumTenth().getAsDouble());
    }
    return chart;
  }

  private static double below(double most, double loss) {
    return loss <= most ? loss : Double.NaN;
  }

  private double[] column(ToDoubleFunction<Point> number) {
    return points.stream().mapToDouble(number).toArray();
  }

  /**
   * Writes the chart as SVG, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void writeChart(Path file) throws IOException {
    Pictures.write(chart().file().getBytes(StandardCharsets.UTF_8), file);
  }

  /**
   * The points as a table (RFC 4180): {@code learningRate,loss,smoothed}.
   *
   * @return the header and a row a step
   */
  public String csv() {
    StringBuilder table = new StringBuilder("learningRate,loss,smoothed\r\n");
    for (Point point : points) {
      table
          .append(point.learningRate())
          .append(',')
          .append(point.loss())
          .append(',')
          .append(point.smoothed())
          .append("\r\n");
    }
    return table.toString();
  }

  /**
   * Writes the points as a table, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void writeCsv(Path file) throws IOException {
    Pictures.write(csv().getBytes(StandardCharsets.UTF_8), file);
  }

  private static String text(OptionalDouble rate) {
    return rate.isPresent() ? String.format(Locale.ROOT, "%.2g", rate.getAsDouble()) : "none";
  }

  /** One line. */
  @Override
  public String toString() {
    String end =
        points.isEmpty()
            ? ""
            : String.format(Locale.ROOT, ", at %.2g", points.getLast().learningRate());
    return "learning rate: steepest "
        + text(steepest())
        + ", minimum / 10 "
        + text(minimumTenth())
        + " ("
        + points.size()
        + " steps"
        + (diverged ? ", diverged" : "")
        + end
        + ")";
  }
}
