package dev.alexandrite.interop.tensors;

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
    Model model = Optional.ofNullable(options.model()).orElseThrow(() -> noNetwork(source));
    if (options.mean() != null) {
      throw new ModelFileException(
          source.origin()
              + ": a file of a mean is given, which files of this format do not come with; give a"
              + " pipeline that subtracts it: options.pipeline(...)");
    }
    WeightRule rule =
        Optional.ofNullable(options.rule())
            .orElseGet(() -> NameMatch.rule(model.network(), source));
    WeightReport.of(model.network(), source, rule).requireFit();
    Recipe recipe =
        new Recipe(
            model.network(), Optional.ofNullable(options.pipeline()).orElse(model.pipeline()));
    PretrainedModel plain =
        PretrainedModel.of(recipe, source, rule).classNames(options.classNames());
    return new PretrainedModel(recipe, source, rule, plain.classNames(), plain.statistics(), notes);
  }

  private static ModelFileException noNetwork(WeightSource source) {
    return new ModelFileException(
        source.origin()
            + " holds weights alone, "
            + Brief.of(source.tensors().stream().map(NamedTensor::name).toList())
            + "; say which network they are for: LoadOptions.defaults().model(...)");
  }
}
