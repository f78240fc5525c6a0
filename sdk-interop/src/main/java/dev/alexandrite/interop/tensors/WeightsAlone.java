package dev.alexandrite.interop.tensors;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.json.Brief;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.NamedTensor;
import java.util.List;
import java.util.Optional;

/** Puts weights and the network that the user names together. */
public final class WeightsAlone {
  private WeightsAlone() {}

  /**
   * A model of weights whose file has no network.
   *
   * @param source the weights; closed here if this fails
   * @param options the network, and what else the user said
   * @param notes what was noticed when the file was read
   * @return the model
   * @throws ModelFileException if no network was given
   * @throws dev.alexandrite.checkpoint.WeightMismatchException if they do not fit together
   */
  public static PretrainedModel load(WeightSource source, LoadOptions options, List<String> notes) {
    try {
      return of(source, options, notes);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static PretrainedModel of(WeightSource source, LoadOptions options, List<String> notes) {
    Model model =
        Optional.ofNullable(options.model()).orElseThrow(() -> noNetwork(source, options));
    requireNoOtherFiles(source.origin(), options);
    WeightRule rule =
        Optional.ofNullable(options.rule())
            .orElseGet(() -> NameMatch.rule(model.network(), source));
    WeightReport.of(model.network(), source, rule).requireFit();
    Recipe recipe = new Recipe(model.network(), pipeline(model, options));
    PretrainedModel plain = PretrainedModel.of(recipe, source, rule);
    return new PretrainedModel(
        recipe, source, rule, options.classNames(), plain.statistics(), notes);
  }

  /**
   * Refuses a second file of weights.
   *
   * @param origin the file that has the weights
   * @param options what the user said
   * @throws ModelFileException if there is one
   */
  public static void requireNoOtherWeights(String origin, LoadOptions options) {
    if (options.weights() != null) {
      throw new ModelFileException(
          origin + " has the weights itself; leave out options.weights(" + options.weights() + ")");
    }
  }

  /**
   * Refuses options that name files which this format does not come with.
   *
   * @param origin the file that has the weights
   * @param options what the user said
   * @throws ModelFileException if there are such
   */
  public static void requireNoOtherFiles(String origin, LoadOptions options) {
    requireNoOtherWeights(origin, options);
    if (options.mean() != null) {
      throw new ModelFileException(
          origin
              + " is of a format without files of means; leave out options.mean("
              + options.mean()
              + "), and say what is subtracted by options.normalization(...)");
    }
  }

  /**
   * The way from a picture into a network.
   *
   * @param model has it, unless
   * @param options says otherwise
   * @return the pipeline
   */
  public static InputPipeline pipeline(Model model, LoadOptions options) {
    InputPipeline pipeline = Optional.ofNullable(options.pipeline()).orElse(model.pipeline());
    return options.normalization() == null
        ? pipeline
        : pipeline.normalization(options.normalization());
  }

  private static ModelFileException noNetwork(WeightSource source, LoadOptions options) {
    return new ModelFileException(
        source.origin()
            + " holds weights alone, "
            + Brief.of(source.tensors().stream().map(NamedTensor::name).toList())
            + (options.weights() == null
                ? "; say which network they are for: LoadOptions.defaults().model(...)"
                : "; if "
                    + options.weights()
                    + " has the network, load that, and give this file as its"
                    + " options.weights(...)"));
  }
}
