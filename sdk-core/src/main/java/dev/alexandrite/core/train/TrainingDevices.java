package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.spi.TensorStore;
import org.jspecify.annotations.Nullable;

/** Where the steps of a run are computed. */
interface TrainingDevices extends AutoCloseable {
  /** Every number that training changes. */
  NamedTensors tensors();

  /** Trains batches. */
  StepRunner runner();

  /** The store that validation may read from while no batch is trained; null if there is none. */
  @Nullable TensorStore sharedStore();

  @Override
  void close();
}
