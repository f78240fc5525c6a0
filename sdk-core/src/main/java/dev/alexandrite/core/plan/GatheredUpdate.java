package dev.alexandrite.core.plan;

import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.TensorRole;
import java.util.List;

/** The update as a graph of its own: after several batches, or after all norms are known. */
final class GatheredUpdate {
  private GatheredUpdate() {}

  /** The persistent tensor that gathers a parameter's gradient. */
  static String gradientName(ParameterSpec parameter) {
    return TensorRole.GRADIENT.of(parameter.name());
  }

  static OpGraph plan(
      String network, List<ParameterSpec> all, GraphBuilder graph, UpdateRule rule) {
    List<ParameterSpec> parameters = all.stream().filter(rule::trains).toList();
    if (rule.clipNorm() > 0) {
      clip(parameters, graph, (float) rule.clipNorm());
    }
    UpdateLowering updates = new UpdateLowering(graph, rule);
    for (ParameterSpec parameter : parameters) {
      int gradient = graph.persistent(gradientName(parameter), parameter.shape());
      updates.update(parameter, gradient);
      graph.step(
          parameter.name(), new UpdateOp.Zero(parameter.shape()), List.of(), List.of(gradient));
    }
    return MemoryPlanner.plan(network + " update", graph, 1, List.of(), List.of());
  }

  private static void clip(List<ParameterSpec> parameters, GraphBuilder graph, float limit) {
    Shape one = Shape.of(1);
    List<Integer> norms =
        parameters.stream()
            .map(
                parameter -> {
                  int gradient = graph.persistent(gradientName(parameter), parameter.shape());
                  int norm = graph.whole("squared norm of " + parameter.name(), one);
                  graph.step(
                      parameter.name(),
                      new UpdateOp.SquaredNorm(parameter.shape()),
                      List.of(gradient),
                      List.of(norm));
                  return norm;
                })
            .toList();
    int total = graph.whole("squared norm of all gradients", one);
    graph.step("clip", new ElementwiseOp.Add(one, norms.size(), false), norms, List.of(total));
    for (ParameterSpec parameter : parameters) {
      int gradient = graph.persistent(gradientName(parameter), parameter.shape());
      graph.step(
          parameter.name(),
          new UpdateOp.Clip(parameter.shape(), limit),
          List.of(gradient, total),
          List.of(gradient));
    }
  }
}
