package dev.alexandrite.core.train;

import dev.alexandrite.core.classify.WeightLoader;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import java.util.List;

/** Fills a fresh store: parameters and carried state by their initialisers, the rest stays zero. */
final class InitialValues {
  private InitialValues() {}

  static void fill(TensorStore store, Network network, long seed) {
    int number = fill(store, network.parameters(), seed, 0);
    fill(store, network.state(), seed, number);
  }

  private static int fill(
      TensorStore store, List<ParameterSpec> specs, long seed, int firstNumber) {
    int number = firstNumber;
    for (ParameterSpec spec : specs) {
      float[] values = new float[spec.shape().elements()];
      spec.initializer().fill(values, spec.fanIn(), spec.fanOut(), seed, number);
      store.upload(spec.name(), values);
      number++;
    }
    return number;
  }

  /** A running average begins at the parameter itself, so that it needs no correction. */
  static void startAverages(TensorStore store) {
    for (TensorSpec tensor : store.tensors()) {
      if (tensor.name().startsWith(WeightLoader.AVERAGE)) {
        String parameter = tensor.name().substring(WeightLoader.AVERAGE.length());
        store.upload(tensor.name(), store.download(parameter));
      }
    }
  }
}
