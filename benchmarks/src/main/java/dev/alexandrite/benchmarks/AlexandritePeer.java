package dev.alexandrite.benchmarks;

import dev.alexandrite.Alexandrite;
import java.io.IOException;

/** Ours: the Vector API backend. */
final class AlexandritePeer implements Peer {
  public static void main(String... arguments) throws IOException {
    PeerProtocol.serve(new AlexandritePeer(), arguments);
  }

  @Override
  public String name() {
    return "Alexandrite " + Alexandrite.version();
  }

  @Override
  public Workload prepare(Metric metric, Settings settings) {
    return switch (metric) {
      case TRAIN_STEP -> new AlexandriteTrainStep(settings);
    };
  }
}
