package dev.alexandrite.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.train.Sgd;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final int BATCH = 128;

  /**
   * The activations of torchvision()'s convolutions, which are needed until the gradient has passed
   * them, take 372 MB; the gradient of fc6's weights, 151 MB, does not lie beside them.
   */
  @Test
  void largeGradientsComeWhenTheActivationsAreGone() {
    OpGraph step = training(BATCH);
    List<Op> last = step.steps().reversed().stream().<Op>map(OpGraph.Step::op).toList();
    int gradient = indexOf(last, LinearOp.WeightGradient.class);
    int input = indexOf(last, LinearOp.InputGradient.class);
    assertTrue(gradient < 4 && input > 20, gradient + " and " + input + " steps from the end");
    long bytes = Float.BYTES * step.arenaElements();
    assertTrue(372_000_000 < bytes && bytes < 420_000_000, bytes + " bytes");
  }

  /** A gradient is used as soon as it is there, so that the next one can take its memory. */
  @Test
  void updatesFollowTheirGradients() {
    List<OpGraph.Step> steps = training(BATCH).steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).op() instanceof LinearOp.WeightGradient) {
        assertEquals(steps.get(i).layer() + ".weight", steps.get(i + 1).layer());
      }
    }
  }

  /** Behind a frozen trunk the backward pass is that of the head alone. */
  @Test
  void gradientsThatNobodyNeedsAreNotComputed() {
    Network network = AlexNet.torchvision().build().network();
    LossOp loss = new LossOp.SoftmaxCrossEntropy(1000, 0, List.of());
    Set<String> trunk = Set.of("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7");
    UpdateRule rule =
        new UpdateRule(Sgd.pytorch(0.01).momentum(0.9), false, 0, 0, 0, List.of(), trunk, false);
    TrainingGraphs graphs = Planner.training(network, loss, rule, BATCH);
    List<String> gradients =
        graphs.step().steps().stream()
            .filter(step -> step.op().getClass().getSimpleName().endsWith("Gradient"))
            .map(step -> step.layer() + " " + step.op().getClass().getSimpleName())
            .toList();
    assertEquals(List.of("fc8 WeightGradient"), gradients);
    assertEquals(
        List.of("momentum/fc8.weight", "momentum/fc8.bias"),
        graphs.persistent().stream()
            .map(TensorSpec::name)
            .filter(name -> name.startsWith("momentum/"))
            .toList());
    assertTrue(graphs.step().arenaElements() < training(BATCH).arenaElements() / 2);
  }

  private static OpGraph training(int batch) {
    Network network = AlexNet.torchvision().build().network();
    UpdateRule rule = new UpdateRule(Sgd.pytorch(0.01).momentum(0.9), false, 0, 0, 0);
    LossOp loss = new LossOp.SoftmaxCrossEntropy(1000, 0, List.of());
    return Planner.training(network, loss, rule, batch).step();
  }

  private static int indexOf(List<Op> ops, Class<? extends Op> kind) {
    for (int i = 0; i < ops.size(); i++) {
      if (kind.isInstance(ops.get(i))) {
        return i;
      }
    }
    throw new AssertionError("no " + kind);
  }
}
