package dev.alexandrite.core.evaluate;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import java.util.List;

/** Measures what a network answers for the images of a data set, one after the other. */
public interface Evaluation extends ViewMean.Result {
  /**
   * Begins with the first image.
   *
   * @param data what is right
   * @param metrics additional measures, where an image has one class
   * @param thresholds from which probability on an image has a label, one an output
   * @return an evaluation without images
   */
  static Evaluation of(Dataset data, List<Metric> metrics, double[] thresholds) {
    return switch (data.task()) {
      case CLASSIFICATION -> new ClassEvaluation(data, metrics);
      case MULTI_LABEL -> new LabelAccumulator(data, thresholds);
      case REGRESSION -> new ValueAccumulator(data);
    };
  }

  /**
   * The measures of the images so far.
   *
   * @param views how many crops of each image were looked at
   * @return the report
   */
  EvaluationReport report(Views views);

  /**
   * What the evaluations of a run keep at most.
   *
   * @param data the images that are evaluated
   * @return bytes
   */
  static long bytes(Dataset data) {
    int outputs = data.classNames().size();
    return data.task() == Task.CLASSIFICATION
        ? EvaluationAccumulator.bytes(outputs, data.size())
        : data.task() == Task.MULTI_LABEL ? LabelAccumulator.bytes(outputs, data.size()) : 0;
  }

  /** Images with one class each. */
  final class ClassEvaluation implements Evaluation {
    private final Dataset data;
    private final EvaluationAccumulator counts;

    private ClassEvaluation(Dataset data, List<Metric> metrics) {
      this.data = data;
      this.counts = new EvaluationAccumulator(data.classNames(), metrics);
    }

    @Override
    public void accept(int image, float[] probabilities) {
      counts.add(probabilities, data.label(image));
    }

    @Override
    public EvaluationReport report(Views views) {
      return counts.report(views);
    }
  }
}
