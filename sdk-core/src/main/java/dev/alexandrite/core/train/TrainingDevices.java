package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.spi.TensorStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the steps of a run are computed. */
interface TrainingDevices extends AutoCloseable {
  /** Every number that training changes. */
  NamedTensors tensors();

  /** Trains batches. */
  StepRunner runner();

  /** The store that validation may read from while no batch is trained; null if there is none. */
  @Nullable TensorStore sharedStore();

  /** Bytes of tensors on all devices. */
  long tensorBytes();

  /** Bytes of arenas, workspaces and packed parameters on all devices. */
  long planBytes();

  /** Bytes of heap in which devices meet. */
  long exchangeBytes();

  /** Bytes on each device, tensors and plans. */
  List<Long> deviceBytes();

  @Override
  void close();
}
