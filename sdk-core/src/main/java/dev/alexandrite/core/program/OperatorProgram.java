package dev.alexandrite.core.program;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.spi.TransferCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The default program: walks a graph operator by operator. */
final class OperatorProgram implements Program {
  private final Backend backend;
  private final OpGraph graph;
  private final Buffer[] buffers;
  private final List<BoundStep> steps = new ArrayList<>();
  private final List<PlannedStep> planned = new ArrayList<>();
  private final TransferCounters transfers = new TransferCounters();
  private final TensorStore store;
  private final boolean writesStore;
  private final Map<Integer, Staged> staged = new HashMap<>();
  private final RunState copyState = new RunState();

  OperatorProgram(Backend backend, OpGraph graph, TensorStore store) {
    this.backend = backend;
    this.graph = graph;
    this.store = store;
    ProgramLayout layout = new ProgramLayout(backend, graph);
    this.writesStore = layout.writesStore();
    Buffer arena = backend.allocate(layout.arenaElements());
    this.buffers = assignBuffers(arena);
    for (int i = 0; i < graph.steps().size(); i++) {
      OpGraph.Step step = graph.steps().get(i);
      OpPlan plan = layout.plan(i).orElseGet(() -> hostLoss(step));
      steps.add(bind(step, plan, arena, layout, layout.places(i)));
      planned.add(new PlannedStep(step.layer(), step.op(), backend.name(), plan.algorithm()));
    }
  }

  private OpPlan hostLoss(OpGraph.Step step) {
    return new HostLossPlan((LossOp.Host) step.op(), step, this);
  }

  private Buffer[] assignBuffers(Buffer arena) {
    Buffer[] buffers = new Buffer[graph.values().size()];
    for (OpGraph.Value value : graph.values()) {
      buffers[value.id()] =
          switch (value.storage()) {
            case PERSISTENT -> store.buffer(value.spec().name());
            case ARENA ->
                backend.slice(arena, value.offset(), value.spec().elements(graph.capacity()));
          };
    }
    return buffers;
  }

  private BoundStep bind(
      OpGraph.Step step, OpPlan plan, Buffer arena, ProgramLayout layout, List<Long> places) {
    TensorStore.Packed shared =
        layout.packedShared(plan) > 0
            ? store.packed(step.op(), plan, layout.parameters(step))
            : null;
    return new BoundStep(
        step.layer(),
        plan,
        select(step.inputs()),
        select(step.outputs()),
        shared,
        backend.slice(arena, places.get(0), layout.packedHere(plan)),
        backend.slice(arena, places.get(1), plan.workspaceElements()));
  }

  private Buffer[] select(List<Integer> ids) {
    return ids.stream().map(id -> buffers[id]).toArray(Buffer[]::new);
  }

  @Override
  public OpGraph graph() {
    return graph;
  }

  @Override
  public void upload(int value, float[] host, int rows) {
    TensorSpec spec = graph.values().get(value).spec();
    backend.upload(host, spec, rows, buffers[value]);
    synchronized (transfers) {
      transfers.uploaded(spec.elements(rows));
    }
  }

  @Override
  public void stage(int value, float[] host, int rows) {
    TensorSpec spec = graph.values().get(value).spec();
    backend.upload(host, spec, rows, staged(value).next()[0]);
    synchronized (transfers) {
      transfers.uploaded(spec.elements(rows));
    }
  }

  @Override
  public void takeStaged(int value, int rows) {
    Staged from = staged(value);
    copyState.rows = rows;
    from.copy.run(from.next(), from.target, from.nothing, from.nothing, copyState);
    from.taken();
  }

  private synchronized Staged staged(int value) {
    return staged.computeIfAbsent(value, this::staging);
  }

  private Staged staging(int value) {
    TensorSpec spec = graph.values().get(value).spec();
    ShapeOp.Reshape copy = new ShapeOp.Reshape(spec.shape(), spec.shape());
    return new Staged(
        backend.plan(copy, graph.capacity()),
        new Buffer[][] {
          {backend.allocate(spec.elements(graph.capacity()))},
          {backend.allocate(spec.elements(graph.capacity()))}
        },
        new Buffer[] {buffers[value]},
        backend.allocate(0));
  }

  @Override
  public void download(int value, int rows, float[] host) {
    TensorSpec spec = graph.values().get(value).spec();
    backend.download(buffers[value], spec, rows, host);
    transfers.downloaded(spec.elements(rows));
  }

  @Override
  public void run(RunState state, int from, int to) {
    if (state.rows < 1 || state.rows > graph.capacity()) {
      throw new IllegalArgumentException(
          "rows must be 1 to "
              + graph.capacity()
              + " for "
              + graph.name()
              + ", found "
              + state.rows);
    }
    try {
      for (int i = from; i < to; i++) {
        run(steps.get(i), state);
      }
    } finally {
      if (writesStore) {
        store.changed();
      }
    }
  }

  private void run(BoundStep step, RunState state) {
    try {
      step.plan.run(step.inputs, step.outputs, packed(step), step.workspace, state);
    } catch (RuntimeException e) {
      throw new BackendException(
          "layer " + step.layer + " failed on backend " + backend.name() + ": " + e, e);
    }
  }

  private Buffer packed(BoundStep step) {
    if (step.shared != null) {
      return step.shared.current(step.plan, step.inputs);
    }
    if (step.plan.packedElements() > 0) {
      step.plan.pack(step.inputs, step.packedHere);
    }
    return step.packedHere;
  }

  @Override
  public List<PlannedStep> plannedSteps() {
    return List.copyOf(planned);
  }

  @Override
  public TransferCounters transfers() {
    return transfers;
  }

  /**
   * Memory beside a value, and the copy from there. Two buffers take turns: the copy may only be
   * enqueued on a device when the next upload begins.
   */
  private static final class Staged {
    private final OpPlan copy;
    private final Buffer[][] buffers;
    private final Buffer[] target;
    private final Buffer nothing;
    private int turn;

    Staged(OpPlan copy, Buffer[][] buffers, Buffer[] target, Buffer nothing) {
      this.copy = copy;
      this.buffers = buffers;
      this.target = target;
      this.nothing = nothing;
    }

    private synchronized Buffer[] next() {
      return buffers[turn];
    }

    private synchronized void taken() {
      turn = 1 - turn;
    }
  }

  private record BoundStep(
      String layer,
      OpPlan plan,
      Buffer[] inputs,
      Buffer[] outputs,
      TensorStore.@Nullable Packed shared,
      Buffer packedHere,
      Buffer workspace) {}
}
