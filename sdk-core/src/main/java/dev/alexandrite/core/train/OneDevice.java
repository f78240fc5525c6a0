package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.TrainingConfig;
import org.jspecify.annotations.Nullable;

/** One backend: copies a batch in, runs the programs, copies the losses out. */
final class OneDevice implements TrainingDevices {
  private final TrainingConfig config;
  private final TrainingGraphs graphs;
  private final TensorStore store;
  private final Program step;
  private final @Nullable Program update;
  private final @Nullable BatchStager stager;

  OneDevice(TrainingConfig config, TrainingGraphs graphs, Backend backend) {
    this.config = config;
    this.graphs = graphs;
    this.store = new TensorStore(backend, graphs.persistent());
    this.step = Programs.compile(backend, graphs.step(), store);
    this.update =
        graphs.update() == null ? null : Programs.compile(backend, graphs.update(), store);
    this.stager = backend.separateMemory() ? new BatchStager(backend, step, graphs) : null;
  }

  @Override
  public NamedTensors tensors() {
    return NamedTensors.of(store);
  }

  @Override
  public TensorStore sharedStore() {
    return store;
  }

  @Override
  public StepRunner runner() {
    return new Runner();
  }

  private final class Runner extends StepRunner {
    private final RunState state = new RunState();
    private final float[] losses = new float[graphs.step().capacity()];

    Runner() {
      super(config);
    }

    @Override
    RunState state() {
      return state;
    }

    @Override
    boolean looksAhead() {
      return stager != null;
    }

    @Override
    float[] compute(Batch batch, @Nullable Batch next, boolean updateDue) {
      int rows = batch.rows();
      if (stager != null && stager.take(batch)) {
        step.takeStaged(graphs.input(), rows);
        step.takeStaged(graphs.labels(), rows);
      } else {
        step.upload(graphs.input(), batch.images(), rows);
        step.upload(graphs.labels(), targets(batch), rows);
      }
      if (stager != null && next != null) {
        stager.stage(next, targets(next));
      }
      step.run(state);
      step.download(graphs.losses(), rows, losses);
      if (update != null && updateDue) {
        state.rows = 1; // nothing in an update is batched
        update.run(state);
      }
      return losses;
    }
  }

  /** The backend is the run's. */
  @Override
  public void close() {
    if (stager != null) {
      stager.close();
    }
  }
}
