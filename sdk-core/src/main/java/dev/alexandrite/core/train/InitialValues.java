package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.TensorRole;
import java.util.List;

/** Fills a fresh store: parameters and carried state by their initialisers, the rest stays zero. */
final class InitialValues {
  private InitialValues() {}

  static void fill(NamedTensors tensors, Network network, long seed) {
    int number = fill(tensors, network.parameters(), seed, 0);
    fill(tensors, network.state(), seed, number);
  }

  private static int fill(
      NamedTensors tensors, List<ParameterSpec> specs, long seed, int firstNumber) {
    int number = firstNumber;
    for (ParameterSpec spec : specs) {
      float[] values = new float[spec.shape().elements()];
      spec.initializer().fill(values, spec.fanIn(), spec.fanOut(), seed, number);
      tensors.upload(spec.name(), 0, values);
      number++;
    }
    return number;
  }

  /** A running average begins at the parameter itself, so that it needs no correction. */
  static void startAverages(NamedTensors tensors) {
    for (TensorSpec tensor : tensors.tensors()) {
      if (TensorRole.AVERAGE.owns(tensor.name())) {
        String parameter = TensorRole.AVERAGE.parameter(tensor.name());
        tensors.upload(tensor.name(), 0, tensors.download(parameter));
      }
    }
  }
}
