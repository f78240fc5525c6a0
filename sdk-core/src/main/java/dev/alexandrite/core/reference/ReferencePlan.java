package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;

/**
 * A kernel for batches of up to {@code capacity} rows.
 *
 * @param kernel the loops
 * @param capacity the largest number of rows
 */
record ReferencePlan(Kernel kernel, int capacity) implements OpPlan {
  @Override
  public String algorithm() {
    return "reference";
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    if (state.rows < 1 || state.rows > capacity) {
      throw new IllegalArgumentException(
          "rows must be 1 to the planned " + capacity + ", found " + state.rows);
    }
    kernel.run(inputs, outputs, state);
  }
}
