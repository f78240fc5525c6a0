package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import dev.alexandrite.spi.UpdateOp.Form;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * {@code Momentum} and {@code Adam} of {@code ai.onnx.preview.training}: inputs are the rate, the
 * number of updates made, then for k tensors all X, all gradients and all states.
 */
final class OnnxOptimizers {
  /** So late in the training that Adam's bias correction is 1. */
  private static final long UNCORRECTED = 10_000_000;

  private final OnnxCase onnx;
  private final OnnxNode node;
  private final int tensors;
  private final long updates;

  OnnxOptimizers(OnnxCase onnx, OnnxNode node, int inputsPerTensor) throws OutOfScope {
    this.onnx = onnx;
    this.node = node;
    tensors = (node.inputs().size() - 2) / inputsPerTensor;
    updates = (long) onnx.floats(node.input(1))[0];
  }

  GoldenGraph momentum() throws OutOfScope {
    Attributes attributes = node.attributes();
    OutOfScope.unless(
        updates == 0 || attributes.number("beta", 1) == 1, "a damped gradient (beta)");
    GoldenGraph graph = new GoldenGraph(1);
    for (int k = 0; k < tensors; k++) {
      var op =
          new UpdateOp.Sgd(
              shape(k),
              Form.PYTORCH,
              (float) attributes.number("alpha", 0),
              attributes.text("mode", "standard").equals("nesterov"),
              (float) attributes.number("norm_coefficient", 0),
              1);
      List<String> states = List.of("weights" + k, "velocity" + k);
      graph.step(op, List.of("gradient" + k, states.get(0), states.get(1)), states);
      graph.input("gradient" + k, onnx.floats(input(1, k)));
      give(graph, k, states);
    }
    return graph;
  }

  /** ONNX adds epsilon before the correction, so it is corrected here. */
  GoldenGraph adam() throws OutOfScope {
    Attributes attributes = node.attributes();
    OutOfScope.unless(attributes.number("norm_coefficient_post", 0) == 0, "decay after the update");
    double beta2 = attributes.number("beta", 0.999);
    double correction =
        updates == 0 ? 1 : StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) updates));
    GoldenGraph graph = new GoldenGraph(1);
    for (int k = 0; k < tensors; k++) {
      var op =
          new UpdateOp.AdamW(
              shape(k),
              (float) attributes.number("alpha", 0.9),
              (float) beta2,
              (float) (attributes.number("epsilon", 1e-6) / correction),
              0,
              1);
      List<String> states = List.of("weights" + k, "firstMoment" + k, "secondMoment" + k);
      graph.step(op, List.of("gradient" + k, states.get(0), states.get(1), states.get(2)), states);
      graph.input("gradient" + k, withDecay(k, (float) attributes.number("norm_coefficient", 0)));
      give(graph, k, states);
    }
    return graph;
  }

  RunState state() throws OutOfScope {
    RunState state = new RunState();
    state.learningRate = onnx.floats(node.input(0))[0];
    state.updates = updates == 0 ? UNCORRECTED : updates - 1;
    return state;
  }

  /** Adam's decay here is decoupled; ONNX's is a part of the gradient. */
  private float[] withDecay(int k, float decay) throws OutOfScope {
    float[] gradient = onnx.floats(input(1, k));
    float[] weights = onnx.floats(input(0, k));
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += decay * weights[i];
    }
    return gradient;
  }

  /** Weights come before the gradients, the other states after; outputs have no gradients. */
  private void give(GoldenGraph graph, int k, List<String> states) throws OutOfScope {
    for (int i = 0; i < states.size(); i++) {
      graph.input(states.get(i), onnx.floats(input(i == 0 ? 0 : i + 1, k)));
      String output = node.outputs().get(i * tensors + k);
      graph.expect(states.get(i), onnx.expected(output));
    }
  }

  private String input(int group, int k) {
    return node.input(2 + group * tensors + k);
  }

  private Shape shape(int k) throws OutOfScope {
    return onnx.shape(input(0, k));
  }
}
