package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.LeafShares.Span;
import dev.alexandrite.core.plan.LossGraph;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.SectionGraph;
import dev.alexandrite.core.plan.UpdateGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.ProgramMemory;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one device runs, planned before anything is allocated.
 *
 * @param sections the sections in the order of the forward pass
 * @param loss the loss of the whole batch; null on all devices but the first
 * @param updates the updates of the parameters that the device has
 * @param persistent the device's own tensors, in the shapes that they have there
 */
record ReplicaPlan(
    List<Section> sections,
    @Nullable LossGraph loss,
    UpdateGraphs updates,
    List<TensorSpec> persistent) {
  /**
   * One section.
   *
   * @param graphs one a subtree of the device's examples, or one for all examples
   * @param spans the subtrees; empty where examples are not divided
   * @param statistics what the layers learn from divided examples without a gradient
   */
  record Section(
      DividedSection section,
      Network part,
      List<SectionGraph> graphs,
      List<Span> spans,
      List<ParameterSpec> statistics) {
    int inputElements() {
      return part.input().elements();
    }

    int outputElements() {
      return part.shape(part.output()).elements();
    }

    /** What {@link RowStage} and {@link UnitStage} allocate, without buckets. */
    private long arrayElements(int batchSize) {
      long in = inputElements();
      long out = outputElements();
      if (spans.isEmpty()) {
        return 2L * batchSize * (out + (section.before() == null ? 0 : in));
      }
      int most = spans.stream().mapToInt(span -> span.mostRows(batchSize)).max().orElseThrow();
      int all = spans.stream().mapToInt(span -> span.mostRows(batchSize)).sum();
      return most * (in + out) + 2L * all * out;
    }
  }

  static ReplicaPlan of(
      DividedNetwork divided,
      int rank,
      LossOp loss,
      UpdateRule rule,
      boolean recompute,
      int batchSize) {
    List<Section> sections = new ArrayList<>();
    for (DividedSection section : divided.sections()) {
      sections.add(section(divided, section, rank, rule.frozen(), recompute, batchSize));
    }
    List<ParameterSpec> parameters = new ArrayList<>();
    List<ParameterSpec> finished = new ArrayList<>();
    for (Section section : sections) {
      parameters.addAll(section.part().parameters());
    }
    for (Section section : sections.reversed()) {
      section.graphs().getFirst().gradients().forEach(g -> finished.add(g.parameter()));
    }
    UpdateGraphs updates = Planner.updates(divided.whole().name(), parameters, finished, rule);
    Map<String, TensorSpec> persistent = new LinkedHashMap<>();
    for (Section section : sections) {
      section.graphs().getFirst().persistent().forEach(t -> persistent.put(t.name(), t));
    }
    updates.persistent().forEach(t -> persistent.putIfAbsent(t.name(), t));
    return new ReplicaPlan(
        sections,
        rank == 0 ? Planner.loss(loss, batchSize) : null,
        updates,
        List.copyOf(persistent.values()));
  }

  private static Section section(
      DividedNetwork divided,
      DividedSection section,
      int rank,
      Set<String> frozen,
      boolean recompute,
      int batchSize) {
    Network part = section.parts().get(rank);
    List<Span> spans = section.byRows() ? divided.shares().spans(rank) : List.of();
    boolean wantsInput = section.before() != null;
    List<Integer> rows =
        spans.isEmpty()
            ? List.of(batchSize)
            : spans.stream().map(span -> span.mostRows(batchSize)).toList();
    List<SectionGraph> graphs =
        Planner.sections(part, section.divisions().get(rank), wantsInput, frozen, recompute, rows);
    List<ParameterSpec> statistics =
        section.byRows()
            ? part.state().stream().filter(tensor -> !frozen.contains(tensor.layer())).toList()
            : List.of();
    return new Section(section, part, graphs, spans, statistics);
  }

  /** What the device's own tensors take: parameters, optimiser state, averages, gradients. */
  long tensorBytes() {
    return Float.BYTES * persistent.stream().mapToLong(tensor -> tensor.elements(1)).sum();
  }

  /** What the device's programs take. */
  long programBytes(Backend backend) {
    ProgramMemory programs = new ProgramMemory(backend);
    sections.forEach(section -> section.graphs().forEach(each -> programs.add(each.graph())));
    programs.add(updates.use());
    if (updates.update() != null) {
      programs.add(updates.update());
    }
    if (loss != null) {
      programs.add(loss.graph());
    }
    return programs.bytes();
  }

  private static int classes(LossGraph loss) {
    return loss.graph().values().get(loss.logits()).spec().shape().elements();
  }

  /** The heap that the device's exchanges take. */
  long exchangeBytes(int batchSize) {
    long elements = loss == null ? 0 : 2L * batchSize * classes(loss);
    for (Section section : sections) {
      elements += section.arrayElements(batchSize);
      int terms = section.graphs().size();
      for (SectionGraph.Gradient gradient : section.graphs().getFirst().gradients()) {
        elements += (long) terms * gradient.parameter().shape().elements();
      }
      elements += (terms + 2L) * RunningStatistics.elements(section.statistics());
    }
    return Float.BYTES * elements;
  }
}
