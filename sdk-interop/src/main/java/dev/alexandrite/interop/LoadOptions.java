package dev.alexandrite.interop;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.model.Model;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model file does not hold itself. Immutable.
 *
 * <pre>{@code
 * LoadOptions.defaults().model(AlexNet.torchvision().build())   // for files of weights alone
 * LoadOptions.defaults().weights(Path.of("bvlc.caffemodel"))    // for files of networks alone
 * }</pre>
 *
 * @param model the network that the weights are for, with its pipeline; null where the file says
 * @param weights the file of the weights, where they are apart from the network
 * @param rule how the source's tensors are named in {@code model}; null for the format's own rule
 * @param pipeline the way from a picture into the network, in place of the file's or the default
 * @param normalization what is subtracted and divided by, in place of the file's: a mean file that
 *     it names is then not needed
 * @param mean a file with the mean of the training images, as Caffe subtracts it
 * @param classNames the classes in the order of the outputs; empty where the file says, or for
 *     {@code class 0}, {@code class 1} and so on
 */
public record LoadOptions(
    @Nullable Model model,
    @Nullable Path weights,
    @Nullable WeightRule rule,
    @Nullable InputPipeline pipeline,
    @Nullable Normalization normalization,
    @Nullable Path mean,
    List<String> classNames) {
  private static final LoadOptions DEFAULTS =
      new LoadOptions(null, null, null, null, null, null, List.of());

  /**
   * Copies the names.
   *
   * @throws ModelFileException if there is a mean file, and a normalization that subtracts no mean
   *     of the training images
   */
  public LoadOptions {
    classNames = List.copyOf(classNames);
    if (mean != null
        && (normalization instanceof Normalization.None
            || normalization instanceof Normalization.Fixed)) {
      throw new ModelFileException(
          "the mean of "
              + mean
              + " and "
              + normalization
              + " exclude each other; leave out LoadOptions.mean, or give"
              + " Normalization.MeanImage or MeanColor");
    }
  }

  /**
   * Nothing but what the file holds.
   *
   * @return the options
   */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The network that the weights are for.
   *
   * @param model a preset or any other network, with its pipeline
   * @return the changed copy
   */
  public LoadOptions model(Model model) {
    return new LoadOptions(model, weights, rule, pipeline, normalization, mean, classNames);
  }

  /**
   * The file of the weights.
   *
   * @param weights any format that has them
   * @return the changed copy
   */
  public LoadOptions weights(Path weights) {
    return new LoadOptions(model, weights, rule, pipeline, normalization, mean, classNames);
  }

  /**
   * How the file's tensors are named in the network.
   *
   * @param rule what may differ
   * @return the changed copy
   */
  public LoadOptions rule(WeightRule rule) {
    return new LoadOptions(model, weights, rule, pipeline, normalization, mean, classNames);
  }

  /**
   * The way from a picture into the network.
   *
   * @param pipeline in place of the file's or the default
   * @return the changed copy
   */
  public LoadOptions pipeline(InputPipeline pipeline) {
    return new LoadOptions(model, weights, rule, pipeline, normalization, mean, classNames);
  }

  /**
   * What is subtracted and divided by.
   *
   * @param normalization in place of the file's
   * @return the changed copy
   */
  public LoadOptions normalization(Normalization normalization) {
    return new LoadOptions(model, weights, rule, pipeline, normalization, mean, classNames);
  }

  /**
   * A file with the mean of the training images.
   *
   * @param mean a {@code .binaryproto}, a {@code .npy}, or raw little-endian float32 of the input's
   *     size
   * @return the changed copy
   */
  public LoadOptions mean(Path mean) {
    return new LoadOptions(model, weights, rule, pipeline, normalization, mean, classNames);
  }

  /**
   * The classes.
   *
   * @param classNames one an output, in its order
   * @return the changed copy
   */
  public LoadOptions classNames(List<String> classNames) {
    return new LoadOptions(model, weights, rule, pipeline, normalization, mean, classNames);
  }

  /**
   * The classes from a file, such as {@code synset_words.txt}.
   *
   * @param file UTF-8 text with a name a line, or a JSON array of strings, in the order of the
   *     outputs; a name that comes again gets the number of its class behind it
   * @return the changed copy
   * @throws ModelFileException if the file cannot be read, is empty, or is something else
   */
  public LoadOptions classNames(Path file) {
    return classNames(ClassNameFile.read(file));
  }
}
