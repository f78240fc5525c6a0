package dev.alexandrite.interop;

import dev.alexandrite.model.Network;
import java.nio.file.Path;

/** A tool whose training goes on here; a service, as {@link ModelFormat} is. */
public interface SolverFormat {
  /**
   * Reads where an optimiser was.
   *
   * @param state what the tool's solver wrote
   * @param net the tool's description of the net that was trained
   * @param network the network that was made of it
   * @return the iteration, and the momentum of the network's parameters
   * @throws ModelFileException if it cannot be read, or is of another net
   */
  OptimizerState optimizerState(Path state, Path net, Network network);

  /**
   * Reads what an optimiser was told.
   *
   * @param solver the tool's description of the training
   * @return optimiser, schedule and number of steps
   * @throws ModelFileException if it cannot be read, or names what there is not here
   */
  TrainingSettings trainingSettings(Path solver);
}
