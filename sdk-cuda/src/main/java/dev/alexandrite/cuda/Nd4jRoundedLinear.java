package dev.alexandrite.cuda;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.WeightForm;
import java.util.Locale;

/**
 * A fully connected layer with weights that are rounded once, on the host, and multiplied as
 * float32: the results of smaller weights without their speed.
 */
final class Nd4jRoundedLinear implements OpPlan {
  private final LinearOp.Forward op;
  private final Nd4jBackend backend;
  private final OpPlan exact;

  Nd4jRoundedLinear(LinearOp.Forward op, Nd4jBackend backend) {
    this.op = op;
    this.backend = backend;
    this.exact =
        Nd4jLinear.plan(
            new LinearOp.Forward(
                op.rowsPerExample(), op.inputs(), op.outputs(), op.bias(), op.activation()),
            backend);
  }

  @Override
  public String algorithm() {
    return exact.algorithm() + ", " + op.form().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public long packedElements() {
    return (long) op.inputs() * op.outputs();
  }

  @Override
  public void pack(Buffer[] inputs, Buffer packed) {
    WeightForm form = op.form();
    float[] weights = new float[Math.toIntExact(packedElements())];
    float[] row = new float[op.inputs()];
    backend.read(Nd4jBuffer.of(inputs[1]), weights);
    for (int output = 0; output < op.outputs(); output++) {
      form.round(weights, output * op.inputs(), op.inputs(), row);
      System.arraycopy(row, 0, weights, output * op.inputs(), op.inputs());
    }
    backend.write(weights, Nd4jBuffer.of(packed), weights.length);
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    Buffer[] rounded = inputs.clone();
    rounded[1] = packed;
    exact.run(rounded, outputs, packed, workspace, state);
  }
}
