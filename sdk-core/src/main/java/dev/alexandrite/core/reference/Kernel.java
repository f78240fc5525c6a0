package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.RunState;

/** One operator's loops, its description already bound. */
@FunctionalInterface
interface Kernel {
  /**
   * Computes the outputs for the first {@code state.rows} examples.
   *
   * @param in the inputs, in the description's order
   * @param out the outputs, in the description's order
   * @param state the scalars of this run
   */
  void run(Buffer[] in, Buffer[] out, RunState state);
}
