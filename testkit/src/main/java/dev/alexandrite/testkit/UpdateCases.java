package dev.alexandrite.testkit;

import dev.alexandrite.spi.RateScale;
import dev.alexandrite.spi.RateScale.Change;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.spi.UpdateOp.Form;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Optimiser updates. */
final class UpdateCases {
  private static final float RATE = 0.05f;

  /** Changes before, in and after the epoch of every case, which is 4. */
  private static final RateScale SLOWER =
      new RateScale(1, List.of(new Change(1, 0), new Change(4, 0.5f), new Change(5, 2)));

  private static final RateScale FROZEN = new RateScale(2, List.of(new Change(3, 0)));

  private UpdateCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (Shape shape :
        List.of(Shape.of(1), Shape.of(17), Shape.of(33, 4, 3, 3), Shape.of(15, 70))) {
      for (UpdateOp op : operators(shape)) {
        cases.add(OpCase.of(op.toString(), op, 1, 1).at(RATE, 3));
        if (learns(op)) {
          cases.add(OpCase.of(op.toString(), op, 1, 1).at(RATE, 0));
          cases.add(OpCase.of(op.toString(), op, 1, 1).at(0, 3));
        }
      }
    }
    return cases;
  }

  /** Whether the step's rate and number matter. */
  private static boolean learns(UpdateOp op) {
    return op instanceof UpdateOp.Sgd
        || op instanceof UpdateOp.AdamW
        || op instanceof UpdateOp.RmsProp
        || op instanceof UpdateOp.Lamb;
  }

  private static List<UpdateOp> operators(Shape shape) {
    return List.of(
        new UpdateOp.Sgd(shape, Form.PAPER, 0.9f, false, 5e-4f, 1),
        new UpdateOp.Sgd(shape, Form.PAPER, 0.9f, true, 5e-4f, 2),
        new UpdateOp.Sgd(shape, Form.PYTORCH, 0.9f, false, 5e-4f, 1),
        new UpdateOp.Sgd(shape, Form.PYTORCH, 0.9f, true, 0, 0.5f),
        new UpdateOp.Sgd(shape, Form.PYTORCH, 0, false, 5e-4f, 1),
        new UpdateOp.Sgd(shape, Form.PAPER, 0.9f, false, 5e-4f, SLOWER),
        new UpdateOp.Sgd(shape, Form.PYTORCH, 0.9f, true, 5e-4f, FROZEN),
        new UpdateOp.AdamW(shape, 0.9f, 0.999f, 1e-8f, 0.01f, 1),
        new UpdateOp.AdamW(shape, 0.9f, 0.999f, 1e-8f, 0.01f, SLOWER),
        new UpdateOp.AdamW(shape, 0.9f, 0.999f, 1e-8f, 0.01f, FROZEN),
        new UpdateOp.Lamb(shape, 0.9f, 0.999f, 1e-6f, 0.01f, true, RateScale.constant(1)),
        new UpdateOp.Lamb(shape, 0.9f, 0.999f, 1e-6f, 0, false, SLOWER),
        new UpdateOp.Lamb(shape, 0.9f, 0.999f, 1e-6f, 0.01f, true, FROZEN),
        new UpdateOp.RmsProp(shape, 0.9f, 0.9f, 1e-3f, 1e-5f, RateScale.constant(1)),
        new UpdateOp.RmsProp(shape, 0.9f, 0, 1e-10f, 0, SLOWER),
        new UpdateOp.RmsProp(shape, 0.9f, 0.9f, 1e-3f, 1e-5f, FROZEN),
        new UpdateOp.MaxNorm(shape, 0.5f),
        new UpdateOp.MaxNorm(shape, 1000),
        new UpdateOp.MaxNorm(shape, shape.channels(), 0.5f, SLOWER),
        new UpdateOp.MaxNorm(shape, shape.channels(), 0.5f, FROZEN),
        new UpdateOp.Average(shape, 0.9f),
        new UpdateOp.SquaredNorm(shape),
        new UpdateOp.Clip(shape, 0.1f),
        new UpdateOp.Clip(shape, 1000),
        new UpdateOp.Zero(shape));
  }
}
