package dev.alexandrite.benchmarks;

import java.io.IOException;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j on ND4J's native backend, which takes its threads from {@code OMP_NUM_THREADS}.
 */
final class Deeplearning4jPeer implements Peer {
  public static void main(String... arguments) throws IOException {
    PeerProtocol.serve(new Deeplearning4jPeer(), arguments);
  }

  @Override
  public String name() {
    return "Deeplearning4j 1.0.0-M2.1 (" + Nd4j.getBackend().getClass().getSimpleName() + ")";
  }

  @Override
  public Workload prepare(Work work, Settings settings, SharedFiles files) {
    return switch (work) {
      case TRAIN_TORCHVISION ->
          new Deeplearning4jTrainStep(work.requireNet(), settings.batch(), files);
      default -> throw new UnsupportedOperationException("Deeplearning4j is not asked for " + work);
    };
  }

  @Override
  public float[] logits(Net net, int rows, Settings settings, SharedFiles files) {
    try (Deeplearning4jTrainStep step = new Deeplearning4jTrainStep(net, rows, files)) {
      return step.logits();
    }
  }
}
