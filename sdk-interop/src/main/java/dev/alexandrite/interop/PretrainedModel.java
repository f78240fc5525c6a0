package dev.alexandrite.interop;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierBuilder;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.model.Recipe;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network with weights, and all that turns a picture into a class: what a file of another tool
 * becomes, and what is written to one. It serves, and training goes on from it:
 *
 * <pre>{@code
 * try (PretrainedModel model = Models.load(Path.of("squeezenet.onnx"));
 *     Classifier classifier = model.classifier()) { ... }
 *
 * Trainer.of(model.recipe()).initialWeights(model.weights(), model.rule())
 * }</pre>
 *
 * @param recipe the network and its input pipeline
 * @param weights the values; may read a file whenever they are asked for
 * @param rule how the weights' tensors are named in the network
 * @param classNames the classes in the order of the outputs; never empty
 * @param statistics the means that the pipeline subtracts, if it subtracts any
 * @param notes what a user should know of how the file was understood, a sentence each
 */
public record PretrainedModel(
    Recipe recipe,
    WeightSource weights,
    WeightRule rule,
    List<String> classNames,
    DataStatistics statistics,
    List<String> notes)
    implements AutoCloseable {
  /** Copies the lists, and names classes that have no name by their number. */
  public PretrainedModel {
    notes = List.copyOf(notes);
    classNames =
        classNames.isEmpty() ? numbered(recipe.network().classes()) : List.copyOf(classNames);
  }

  /**
   * A model without statistics and notes.
   *
   * @param recipe the network and its input pipeline
   * @param weights the values
   * @param rule how their tensors are named in the network
   * @return the model, its classes named by their number
   */
  public static PretrainedModel of(Recipe recipe, WeightSource weights, WeightRule rule) {
    InputPipeline pipeline = recipe.pipeline();
    DataStatistics none =
        DataStatistics.none(pipeline.resize().resizedHeight(), pipeline.resize().resizedWidth());
    return new PretrainedModel(recipe, weights, rule, List.of(), none, List.of());
  }

  /**
   * What a classifier computes with, to be written in another format.
   *
   * @param classifier stays open as long as the model is used
   * @return its network, pipeline, classes and weights
   */
  public static PretrainedModel of(Classifier classifier) {
    return new PretrainedModel(
        classifier.recipe(),
        classifier.weights(),
        WeightRule.exact(),
        classifier.classNames(),
        classifier.statistics(),
        List.of());
  }

  /**
   * Other names of the classes.
   *
   * @param names one an output, in its order
   * @return the changed copy, of the same weights
   * @throws InvalidModelException if there are more or fewer
   */
  public PretrainedModel classNames(List<String> names) {
    requireOneAnOutput(names);
    return new PretrainedModel(recipe, weights, rule, names, statistics, notes);
  }

  /**
   * Whether the file said nothing of its classes, so that they are {@code class 0}, {@code class 1}
   * and so on.
   *
   * @return true if the names are numbers
   */
  public boolean hasNumberedClasses() {
    return classNames.equals(numbered(classNames.size()));
  }

  /**
   * Another way from a picture into the network.
   *
   * @param pipeline what makes the network's input
   * @return the changed copy, of the same weights
   */
  public PretrainedModel pipeline(InputPipeline pipeline) {
    Recipe changed = new Recipe(recipe.network(), pipeline);
    return new PretrainedModel(changed, weights, rule, classNames, statistics, notes);
  }

  /**
   * What becomes of every tensor of the file and of the network; no value is read.
   *
   * @return the report
   */
  public WeightReport report() {
    return WeightReport.of(recipe.network(), weights, rule);
  }

  /**
   * A classifier that computes with {@linkplain ClassifierOptions#defaults() the default options}.
   *
   * @return the classifier, closed by the caller
   */
  public Classifier classifier() {
    return classifierBuilder().build();
  }

  /**
   * A classifier whose rest can be set.
   *
   * @return a builder that has model, weights, classes and statistics
   */
  public ClassifierBuilder classifierBuilder() {
    return Classifier.builder(recipe)
        .weights(weights, rule)
        .classNames(classNames)
        .statistics(statistics);
  }

  /** Closes the weights; classifiers that were made keep theirs. */
  @Override
  public void close() {
    weights.close();
  }

  /** Before anything is computed or written with them. */
  void requireOneAnOutput(List<String> names) {
    if (!names.isEmpty() && names.size() != recipe.network().classes()) {
      throw new InvalidModelException(
          weights.origin()
              + ": the network has "
              + recipe.network().classes()
              + " outputs, but "
              + names.size()
              + " class names were given; give one an output, in its order, by classNames(...)");
    }
  }

  private static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(index -> "class " + index).toList();
  }

  @Override
  public String toString() {
    return "pretrained " + recipe.network().name() + " of " + weights.origin();
  }
}
