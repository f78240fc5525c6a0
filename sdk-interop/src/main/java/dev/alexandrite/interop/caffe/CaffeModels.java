package dev.alexandrite.interop.caffe;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.tensors.WeightsAlone;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Network, pipeline and weights, put together. */
final class CaffeModels {
  private CaffeModels() {}

  /**
   * A model of a net and weights from anywhere.
   *
   * @param weights closed with the model, and here if it cannot be made
   */
  static PretrainedModel of(
      BlobFlow flow, Path file, WeightSource weights, LoadOptions options, List<String> before) {
    try {
      InputRules.Input input = InputRules.of(flow, file, options);
      NetAssembler.Assembled built =
          NetAssembler.assemble(flow, file, input.shape(), input.scale());
      List<String> notes = new ArrayList<>(before);
      notes.addAll(built.notes());
      notes.addAll(input.notes());
      Network network = built.network();
      WeightSource fitted = new FittedWeights(weights, network, built.naming(), built.constants());
      WeightRule rule = options.rule() == null ? rule(network, built.naming()) : options.rule();
      noteUnread(network, fitted, rule, notes);
      return new PretrainedModel(
          new Recipe(network, input.pipeline()),
          fitted,
          rule,
          options.classNames(),
          input.statistics(),
          notes);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** Weights for a network of ours. */
  static PretrainedModel of(Model model, WeightSource weights, LoadOptions options) {
    try {
      Network network = model.network();
      Naming none = new Naming(Map.of(), Map.of(), Map.of());
      InputPipeline pipeline = WeightsAlone.pipeline(model, options);
      Path mean = options.mean();
      PretrainedModel loaded =
          PretrainedModel.of(
              new Recipe(network, pipeline),
              new FittedWeights(weights, network, none, Map.of()),
              options.rule() == null ? WeightRule.exact() : options.rule());
      return new PretrainedModel(
          loaded.recipe(),
          loaded.weights(),
          loaded.rule(),
          options.classNames(),
          mean == null
              ? loaded.statistics()
              : MeanFile.read(mean).statistics(pipeline.order(), mean),
          List.of());
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** As Caffe does, layers that the net has not are left out; what the net has must be there. */
  private static WeightRule rule(Network network, Naming naming) {
    Set<String> layers =
        Stream.concat(network.parameters().stream(), network.state().stream())
            .map(ParameterSpec::layer)
            .collect(Collectors.toSet());
    return WeightRule.exact()
        .renamed(naming::tensor)
        .except(tensor -> !layers.contains(layer(tensor)));
  }

  private static String layer(String tensor) {
    int dot = tensor.lastIndexOf('.');
    return dot < 0 ? tensor : tensor.substring(0, dot);
  }

  private static void noteUnread(
      Network network, WeightSource weights, WeightRule rule, List<String> notes) {
    int count = WeightReport.of(network, weights, rule).leftOut().size();
    if (count > 0) {
      notes.add(
          count + " tensors of " + weights.origin() + " are of layers that the network has not");
    }
  }
}
