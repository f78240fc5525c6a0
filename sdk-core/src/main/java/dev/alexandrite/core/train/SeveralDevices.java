package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.devices.DevicePlans;
import dev.alexandrite.core.devices.ReplicaGroup;
import dev.alexandrite.core.devices.StepInputs;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.TrainingConfig;
import org.jspecify.annotations.Nullable;

/** Several devices, each with a backend of its own. */
final class SeveralDevices implements TrainingDevices {
  private static final System.Logger LOG = System.getLogger(SeveralDevices.class.getName());

  private final TrainingConfig config;
  private final ReplicaGroup group;

  SeveralDevices(TrainingConfig config, DevicePlans plans, BackendProvider provider) {
    this.config = config;
    if (RunManifest.normalisesByDevice(config)) {
      LOG.log(
          System.Logger.Level.INFO,
          "batch norm: each device normalises its own examples, running statistics are the mean"
              + " over devices");
    }
    BackendOptions options = options(config.execution());
    this.group =
        ReplicaGroup.start(
            plans, config.execution().devices(), device -> provider.create(options.device(device)));
  }

  /** The threads are shared out; a pool is shared. */
  private static BackendOptions options(Execution execution) {
    BackendOptions all = BackendOptions.of(execution.threads(), execution.computePool());
    return all.computePool() == null
        ? new BackendOptions(Math.max(1, all.threads() / execution.devices().count()))
        : all;
  }

  @Override
  public NamedTensors tensors() {
    return group.tensors();
  }

  @Override
  public @Nullable TensorStore sharedStore() {
    return null;
  }

  @Override
  public StepRunner runner() {
    return new Runner();
  }

  private final class Runner extends StepRunner {
    private final StepInputs inputs = group.inputs();

    Runner() {
      super(config);
    }

    @Override
    RunState state() {
      return inputs.state;
    }

    @Override
    float[] compute(Batch batch, @Nullable Batch next, boolean updateDue) {
      inputs.images = batch.images();
      inputs.labels = targets(batch);
      inputs.updateDue = updateDue;
      return group.step();
    }
  }

  @Override
  public void close() {
    group.close();
  }
}
