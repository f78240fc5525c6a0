package dev.alexandrite.core.program;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.TensorStore;

/** Makes planned graphs runnable. */
public final class Programs {
  private Programs() {}

  /**
   * Lets the backend compile the graph as a whole, or else operator by operator.
   *
   * @param backend what computes
   * @param graph the planned graph
   * @param store holds the graph's persistent tensors
   * @return the program
   */
  public static Program compile(Backend backend, OpGraph graph, TensorStore store) {
    return backend
        .compile(graph, store)
        .orElseGet(() -> new OperatorProgram(backend, graph, store));
  }
}
