package dev.alexandrite.testkit;

import static dev.alexandrite.testkit.OpTensors.whole;

import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.OpTensors.Signature;
import java.util.List;

/** The tensors of optimiser updates; what they write is mostly what they read. */
final class UpdateTensors {
  private UpdateTensors() {}

  static Signature of(UpdateOp op) {
    TensorSpec gradient = whole("gradient", op.shape());
    TensorSpec weights = whole("weights", op.shape());
    TensorSpec velocity = whole("velocity", op.shape());
    TensorSpec firstMoment = whole("firstMoment", op.shape());
    TensorSpec secondMoment = whole("secondMoment", op.shape());
    TensorSpec average = whole("average", op.shape());
    TensorSpec total = whole("total", Shape.of(1));
    return switch (op) {
      case UpdateOp.Sgd _ ->
          new Signature(List.of(gradient, weights, velocity), List.of(weights, velocity));
      case UpdateOp.AdamW _ ->
          new Signature(
              List.of(gradient, weights, firstMoment, secondMoment),
              List.of(weights, firstMoment, secondMoment));
      case UpdateOp.MaxNorm _ -> new Signature(List.of(weights), List.of(weights));
      case UpdateOp.Average _ -> new Signature(List.of(weights, average), List.of(average));
      case UpdateOp.SquaredNorm _ -> new Signature(List.of(gradient), List.of(total));
      case UpdateOp.Clip _ -> new Signature(List.of(gradient, total), List.of(gradient));
      case UpdateOp.Zero _ -> new Signature(List.of(), List.of(gradient));
    };
  }
}
