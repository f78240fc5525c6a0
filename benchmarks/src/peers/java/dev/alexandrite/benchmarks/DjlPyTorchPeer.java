package dev.alexandrite.benchmarks;

import ai.djl.engine.Engine;
import java.io.IOException;

/** PyTorch through DJL. */
final class DjlPyTorchPeer implements Peer {
  public static void main(String... arguments) throws IOException {
    configure(PeerProtocol.threads(arguments));
    PeerProtocol.serve(new DjlPyTorchPeer(), arguments);
  }

  /** The library comes from the class path; nothing is fetched and nothing is reported. */
  private static void configure(String threads) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", threads);
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  @Override
  public String name() {
    Engine engine = Engine.getEngine("PyTorch");
    return "PyTorch " + engine.getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
  }

  @Override
  public Workload prepare(Work work, Settings settings, SharedFiles files) {
    if (work.task() != Task.TRAIN) {
      throw new UnsupportedOperationException("PyTorch is not asked for " + work);
    }
    return new DjlTrainStep(work.requireNet(), work.batch(settings), files);
  }

  @Override
  public float[] logits(Net net, int rows, Settings settings, SharedFiles files) {
    try (DjlTrainStep step = new DjlTrainStep(net, rows, files)) {
      return step.logits();
    }
  }
}
