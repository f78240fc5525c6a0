package dev.alexandrite.benchmarks;

import ai.djl.engine.Engine;
import java.io.IOException;

/** PyTorch through DJL. */
final class DjlPyTorchPeer implements Peer {
  public static void main(String... arguments) throws IOException {
    configure(arguments[2]);
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
  public Workload prepare(Metric metric, Settings settings) {
    return switch (metric) {
      case TRAIN_STEP -> new DjlTrainStep(settings.batch());
    };
  }
}
