package dev.alexandrite.classify;

import dev.alexandrite.Engines;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.Task;
import dev.alexandrite.model.Model;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a classifier of a model and weights that come from anywhere.
 *
 * <pre>{@code
 * Classifier classifier =
 *     Classifier.builder(AlexNet.torchvision().build())
 *         .weights(source)
 *         .classNames(names)
 *         .build();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ClassifierBuilder {
  private final Model model;
  private @Nullable WeightSource weights;
  private WeightRule rule = WeightRule.exact();
  private @Nullable List<String> classNames;
  private @Nullable DataStatistics statistics;
  private ClassifierOptions options = ClassifierOptions.defaults();
  private Task task = Task.CLASSIFICATION;

  ClassifierBuilder(Model model) {
    this.model = Objects.requireNonNull(model, "model");
  }

  /**
   * Sets where the weights come from. Required.
   *
   * @param source has every tensor of the network, and no other; it is read by {@link #build} and
   *     stays open
   * @return this builder
   */
  public ClassifierBuilder weights(WeightSource source) {
    return weights(source, WeightRule.exact());
  }

  /**
   * Sets where the weights come from and what may differ. Required.
   *
   * @param source has every tensor of the network; it is read by {@link #build} and stays open
   * @param differences names, and tensors of the source that are left out; a classifier has no
   *     initial values, so that no tensor of the network can be
   * @return this builder
   */
  public ClassifierBuilder weights(WeightSource source, WeightRule differences) {
    weights = Objects.requireNonNull(source, "weights");
    rule = Objects.requireNonNull(differences, "rule");
    return this;
  }

  /**
   * Sets the classes. Required.
   *
   * @param names one an output of the network, in its order
   * @return this builder
   */
  public ClassifierBuilder classNames(List<String> names) {
    classNames = List.copyOf(names);
    return this;
  }

  /**
   * Sets the means that the model's pipeline subtracts. Required where its normalisation is {@link
   * Normalization.MeanImage} or {@link Normalization.MeanColor}.
   *
   * @param learned what the network was trained with
   * @return this builder
   */
  public ClassifierBuilder statistics(DataStatistics learned) {
    statistics = Objects.requireNonNull(learned, "statistics");
    return this;
  }

  /**
   * Sets what the outputs mean, {@link Task#CLASSIFICATION} by default.
   *
   * @param learned what the network was trained for
   * @return this builder
   */
  public ClassifierBuilder task(Task learned) {
    task = Objects.requireNonNull(learned, "task");
    return this;
  }

  /**
   * Sets how the classifier computes, {@link ClassifierOptions#defaults()} by default.
   *
   * @param how the options
   * @return this builder
   */
  public ClassifierBuilder options(ClassifierOptions how) {
    options = Objects.requireNonNull(how, "options");
    return this;
  }

  /**
   * Reads the weights and makes the classifier.
   *
   * @return the classifier, closed by the caller
   * @throws InvalidModelException if a part is missing, or names or means do not fit the model
   * @throws dev.alexandrite.CheckpointException if the weights do not fit the network or cannot be
   *     read, see {@link dev.alexandrite.checkpoint.WeightReport}
   * @throws dev.alexandrite.BackendException if the backend is unknown or unavailable
   */
  public Classifier build() {
    if (weights == null) {
      throw new InvalidModelException(
          "the classifier has no weights: call weights(source), or Classifier.load(folder) for a"
              + " checkpoint");
    }
    ClassifierConfig config =
        new ClassifierConfig(
            model, weights, rule, checkedNames(), checkedStatistics(), options, task);
    return Engines.load(ClassifierEngine.class, options.classLoader()).create(config);
  }

  private List<String> checkedNames() {
    int outputs = model.network().classes();
    if (classNames == null || classNames.size() != outputs) {
      throw new InvalidModelException(
          "the network has "
              + outputs
              + " outputs, but "
              + (classNames == null ? "no class names" : classNames.size() + " class names")
              + " were given; call classNames(...) with one an output, in its order");
    }
    if (new HashSet<>(classNames).size() != outputs) {
      throw new InvalidModelException(
          "two classes have one name in " + classNames + "; give every class a name of its own");
    }
    return classNames;
  }

  private DataStatistics checkedStatistics() {
    InputPipeline pipeline = model.pipeline();
    Resize resize = pipeline.resize();
    int height = resize.resizedHeight();
    int width = resize.resizedWidth();
    boolean image = pipeline.normalization() instanceof Normalization.MeanImage;
    boolean color = pipeline.normalization() instanceof Normalization.MeanColor;
    if (statistics == null) {
      if (image || color) {
        throw new InvalidModelException(
            "the model's pipeline subtracts the mean "
                + (image ? "image" : "colour")
                + " of the training images, which is not known; call statistics(...), or give the"
                + " pipeline another normalisation, such as Normalization.fixed(...)");
      }
      return DataStatistics.none(height, width);
    }
    if (image && (statistics.height() != height || statistics.width() != width)) {
      throw new InvalidModelException(
          "the mean image has "
              + statistics.height()
              + "×"
              + statistics.width()
              + " pixels, but the model's pipeline resizes images to "
              + height
              + "×"
              + width
              + "; give the statistics of images of that size, or the pipeline the resize that the"
              + " network was trained with");
    }
    return statistics;
  }

  @Override
  public String toString() {
    return "builder of a classifier with network " + model.network().name();
  }
}
