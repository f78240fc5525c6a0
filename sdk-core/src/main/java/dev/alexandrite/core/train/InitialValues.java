package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.TensorRole;
import java.util.Arrays;
import java.util.List;

/**
 * Fills a fresh store: parameters and carried state by their initialisers, RMSprop's means of
 * squares with ones; the rest stays zero.
 */
final class InitialValues {
  private InitialValues() {}

  static void fill(NamedTensors tensors, Network network, long seed) {
    int number = fill(tensors, network.parameters(), seed, 0);
    fill(tensors, network.state(), seed, number);
    for (TensorSpec tensor : tensors.tensors()) {
      if (TensorRole.MEAN_SQUARE.owns(tensor.name())) {
        TensorValues.read(tensor.shape().elements(), (_, piece) -> Arrays.fill(piece, 1))
            .forEach((from, piece) -> tensors.upload(tensor.name(), from, piece));
      }
    }
  }

  private static int fill(
      NamedTensors tensors, List<ParameterSpec> specs, long seed, int firstNumber) {
    int number = firstNumber;
    for (ParameterSpec spec : specs) {
      values(spec, seed, number).forEach((from, piece) -> tensors.upload(spec.name(), from, piece));
      number++;
    }
    return number;
  }

  private static TensorValues values(ParameterSpec spec, long seed, int number) {
    return TensorValues.read(
        spec.shape().elements(),
        (from, piece) ->
            spec.initializer().fill(piece, from, spec.fanIn(), spec.fanOut(), seed, number));
  }

  /** A running average begins at the parameter itself, so that it needs no correction. */
  static void startAverages(NamedTensors tensors) {
    for (TensorSpec tensor : tensors.tensors()) {
      if (TensorRole.AVERAGE.owns(tensor.name())) {
        String parameter = TensorRole.AVERAGE.parameter(tensor.name());
        tensors
            .values(new TensorSpec(parameter, tensor.shape(), false))
            .forEach((from, piece) -> tensors.upload(tensor.name(), from, piece));
      }
    }
  }
}
