package dev.alexandrite.core.program;

import dev.alexandrite.TrainingException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What programs over one store will take, known before any of it is allocated: arenas, workspaces,
 * and packed parameters, which programs share.
 */
public final class ProgramMemory {
  /** A Java array ends a little below 2^31 elements, of which a cache line is left free. */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 20;

  private final Backend backend;
  private final Set<Packed> packed = new HashSet<>();
  private long elements;

  /** What is packed once for all programs, see {@link dev.alexandrite.spi.TensorStore#packed}. */
  private record Packed(Op op, String algorithm, List<String> parameters) {}

  /**
   * No programs so far.
   *
   * @param backend where they will run
   */
  public ProgramMemory(Backend backend) {
    this.backend = backend;
  }

  /**
   * Counts a program.
   *
   * @param graph what it will run
   * @return this
   */
  public ProgramMemory add(OpGraph graph) {
    return add(graph, 1);
  }

  /**
   * Counts programs that run the same.
   *
   * @param graph what each of them will run
   * @param programs how many there are
   * @return this
   */
  public ProgramMemory add(OpGraph graph, int programs) {
    if (backend.separateMemory()) {
      elements += programs * graph.arenaElements(); // planning would take some of it already
      return this;
    }
    ProgramLayout layout = new ProgramLayout(backend, graph);
    requireOneArray(graph, layout.arenaElements());
    elements += programs * layout.arenaElements();
    for (int i = 0; i < graph.steps().size(); i++) {
      OpGraph.Step step = graph.steps().get(i);
      layout.plan(i).ifPresent(plan -> addShared(layout, step, plan));
      if (step.op() instanceof LossOp.Host loss) {
        elements += programs * HostLossPlan.elements(loss, graph.capacity());
      }
    }
    return this;
  }

  /** Said here, before anything is allocated; the values alone may still fit in one. */
  private static void requireOneArray(OpGraph graph, long elements) {
    if (elements > LONGEST_ARRAY) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "%s needs %,d floats of memory for a batch of %d with what its operators work in,"
                  + " more than one array holds; lower the batch size and accumulate gradients over"
                  + " several batches instead",
              graph.name(),
              elements,
              graph.capacity()));
    }
  }

  private void addShared(ProgramLayout layout, OpGraph.Step step, OpPlan plan) {
    long shared = layout.packedShared(plan);
    if (shared > 0
        && packed.add(new Packed(step.op(), plan.algorithm(), layout.parameters(step)))) {
      elements += shared;
    }
  }

  /**
   * All that was counted.
   *
   * @return bytes
   */
  public long bytes() {
    return Float.BYTES * elements;
  }
}
