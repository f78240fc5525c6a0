package dev.alexandrite.core.plan;

import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.RateScale;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.TensorRole;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.Sgd;
import java.util.List;

/** The optimiser's steps for one parameter. */
final class UpdateLowering {
  private final GraphBuilder graph;
  private final UpdateRule rule;

  UpdateLowering(GraphBuilder graph, UpdateRule rule) {
    this.graph = graph;
    this.rule = rule;
  }

  /**
   * Updates a parameter from its gradient, or adds the gradient to those of earlier batches if all
   * are needed before an update.
   */
  void use(ParameterSpec parameter, int gradient) {
    if (!rule.needsAllGradients()) {
      update(parameter, gradient);
      return;
    }
    int gathered = graph.persistent(GatheredUpdate.gradientName(parameter), parameter.shape());
    graph.step(
        parameter.name(),
        new ElementwiseOp.Add(parameter.shape(), 2, false),
        List.of(gathered, gradient),
        List.of(gathered));
  }

  /** Updates a parameter in place from its gradient, then limits and averages it. */
  void update(ParameterSpec parameter, int gradient) {
    Shape shape = parameter.shape();
    String name = parameter.name();
    RateScale scale = rule.rateScale(parameter);
    int weights = graph.persistent(name, shape);
    switch (rule.optimizer()) {
      case Sgd sgd -> {
        int momentum = graph.persistent(TensorRole.MOMENTUM.of(name), shape);
        graph.step(
            name,
            new UpdateOp.Sgd(
                shape,
                form(sgd),
                (float) sgd.momentum(),
                sgd.nesterov(),
                (float) (sgd.weightDecay() * rule.decayScale(parameter)),
                scale),
            List.of(gradient, weights, momentum),
            List.of(weights, momentum));
      }
      case AdamW adam -> {
        int first = graph.persistent(TensorRole.FIRST_MOMENT.of(name), shape);
        int second = graph.persistent(TensorRole.SECOND_MOMENT.of(name), shape);
        graph.step(
            name,
            new UpdateOp.AdamW(
                shape,
                (float) adam.beta1(),
                (float) adam.beta2(),
                (float) adam.epsilon(),
                (float) (adam.weightDecay() * rule.decayScale(parameter)),
                scale),
            List.of(gradient, weights, first, second),
            List.of(weights, first, second));
      }
      case Lamb lamb -> {
        int first = graph.persistent(TensorRole.FIRST_MOMENT.of(name), shape);
        int second = graph.persistent(TensorRole.SECOND_MOMENT.of(name), shape);
        double decayScale = rule.decayScale(parameter);
        graph.step(
            name,
            new UpdateOp.Lamb(
                shape,
                (float) lamb.beta1(),
                (float) lamb.beta2(),
                (float) lamb.epsilon(),
                (float) (lamb.weightDecay() * decayScale),
                decayScale != 0,
                scale),
            List.of(gradient, weights, first, second),
            List.of(weights, first, second));
      }
      case RmsProp rms -> {
        int square = graph.persistent(TensorRole.MEAN_SQUARE.of(name), shape);
        int velocity = graph.persistent(TensorRole.SCALED_MOMENTUM.of(name), shape);
        graph.step(
            name,
            new UpdateOp.RmsProp(
                shape,
                (float) rms.squareDecay(),
                (float) rms.momentum(),
                (float) rms.epsilon(),
                (float) (rms.weightDecay() * rule.decayScale(parameter)),
                scale),
            List.of(gradient, weights, square, velocity),
            List.of(weights, square, velocity));
      }
    }
    if (rule.maxNorm() > 0 && parameter.kind() == ParameterSpec.Kind.WEIGHT) {
      int units = shape.elements() / parameter.fanIn();
      graph.step(
          name,
          new UpdateOp.MaxNorm(shape, units, (float) rule.maxNorm(), scale),
          List.of(weights),
          List.of(weights));
    }
    if (rule.averageDecay() > 0) {
      int average = graph.persistent(TensorRole.AVERAGE.of(name), shape);
      graph.step(
          name,
          new UpdateOp.Average(shape, (float) rule.averageDecay()),
          List.of(weights, average),
          List.of(average));
    }
  }

  private static UpdateOp.Form form(Sgd sgd) {
    return switch (sgd.form()) {
      case PAPER -> UpdateOp.Form.PAPER;
      case PYTORCH -> UpdateOp.Form.PYTORCH;
    };
  }
}
