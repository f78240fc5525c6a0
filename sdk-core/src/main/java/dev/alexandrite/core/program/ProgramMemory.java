package dev.alexandrite.core.program;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What programs over one store will take, known before any of it is allocated: arenas, workspaces,
 * and packed parameters, which programs share.
 */
public final class ProgramMemory {
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
