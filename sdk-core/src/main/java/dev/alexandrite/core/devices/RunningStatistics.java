package dev.alexandrite.core.devices;

import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorStore;
import java.util.List;

/**
 * What layers learn from the examples without a gradient, such as running means. A layer normalises
 * each subtree of the batch by itself, so that every subtree goes on from the same statistics;
 * their mean by the number of examples is what the next step begins with, on all devices alike. All
 * of them cross as one message, since a net may have a hundred small ones.
 */
final class RunningStatistics {
  private final List<String> names;
  private final TensorStore store;
  private final float[][] before;
  private final float[][] after;
  private final Bucket bucket;

  /**
   * The statistics of a section on one device.
   *
   * @param tensors what is learned, at least one
   * @param terms the device's subtrees
   * @param store has them
   */
  RunningStatistics(List<ParameterSpec> tensors, int terms, TensorStore store) {
    this.names = tensors.stream().map(ParameterSpec::name).toList();
    this.store = store;
    this.before = arrays(tensors);
    this.after = arrays(tensors);
    this.bucket = new Bucket(new int[] {elements(tensors)}, terms);
  }

  private static float[][] arrays(List<ParameterSpec> tensors) {
    return tensors.stream()
        .map(tensor -> new float[tensor.shape().elements()])
        .toArray(float[][]::new);
  }

  /** How many numbers they are. */
  static int elements(List<ParameterSpec> tensors) {
    return tensors.stream().mapToInt(tensor -> tensor.shape().elements()).sum();
  }

  /** What is to be added up over the devices after the forward pass. */
  Bucket bucket() {
    return bucket;
  }

  /** Remembers what the step begins with. */
  void begin() {
    for (int i = 0; i < before.length; i++) {
      store.download(names.get(i), before[i]);
    }
  }

  /** Takes what a subtree has learned, and forgets it for the next one. */
  void take(int term, int rows, int batch) {
    float[] terms = bucket.terms(0)[term];
    double share = (double) rows / batch;
    int at = 0;
    for (int i = 0; i < after.length; i++) {
      store.download(names.get(i), after[i]);
      store.upload(names.get(i), before[i]);
      for (float learned : after[i]) {
        terms[at++] = (float) (learned * share);
      }
    }
  }

  /** Begins the next step with the mean over all devices. */
  void end() {
    bucket.awaitReady();
    float[] mean = bucket.total(0);
    int at = 0;
    for (int i = 0; i < after.length; i++) {
      System.arraycopy(mean, at, after[i], 0, after[i].length);
      store.upload(names.get(i), after[i]);
      at += after[i].length;
    }
  }
}
