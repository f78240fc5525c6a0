package dev.alexandrite.core.evaluate;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.ValueMeasures;
import dev.alexandrite.evaluate.Views;
import java.util.ArrayList;
import java.util.List;

/** Errors of values, and the spread of the targets, which goes along with their mean. */
final class ValueAccumulator implements Evaluation {
  private final Dataset data;
  private final int values;
  private final double[] squares;
  private final double[] absolutes;
  private final double[] means;
  private final double[] spreads;
  private int count;

  ValueAccumulator(Dataset data) {
    this.data = data;
    this.values = data.classNames().size();
    this.squares = new double[values];
    this.absolutes = new double[values];
    this.means = new double[values];
    this.spreads = new double[values];
  }

  /** The spread by Welford (1962), doi 10.2307/1266577, which subtracts no large sums. */
  @Override
  public void accept(int image, float[] answers) {
    count++;
    for (int value = 0; value < values; value++) {
      double target = data.target(image, value);
      double error = answers[value] - target;
      squares[value] += error * error;
      absolutes[value] += Math.abs(error);
      double before = target - means[value];
      means[value] += before / count;
      spreads[value] += before * (target - means[value]);
    }
  }

  @Override
  public EvaluationReport report(Views views) {
    List<ValueMeasures.OfValue> measures = new ArrayList<>();
    for (int value = 0; value < values; value++) {
      double spread = spreads[value];
      measures.add(
          new ValueMeasures.OfValue(
              data.classNames().get(value),
              squares[value] / count,
              absolutes[value] / count,
              spread > 0 ? 1 - squares[value] / spread : Double.NaN));
    }
    return EvaluationReport.of(count, new ValueMeasures(measures), views);
  }
}
