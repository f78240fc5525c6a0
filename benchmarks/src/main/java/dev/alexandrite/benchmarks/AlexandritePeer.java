package dev.alexandrite.benchmarks;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.tensor.Activation;
import java.io.IOException;

/** Ours: the Vector API backend, or the one that a property names. */
final class AlexandritePeer implements Peer {
  private static final int FC6_INPUTS = 9216;
  private static final int FC6_OUTPUTS = 4096;
  private static final int SQUARE = 1024;

  public static void main(String... arguments) throws IOException {
    PeerProtocol.serve(new AlexandritePeer(), arguments);
  }

  @Override
  public String name() {
    return "Alexandrite " + Alexandrite.version() + ", " + AlexandriteTrainStep.measuredName();
  }

  @Override
  public Workload prepare(Work work, Settings settings, SharedFiles files) {
    int batch = work.batch(settings);
    return switch (work.task()) {
      case TRAIN -> new AlexandriteTrainStep(work.requireNet(), batch, settings, files);
      case FORWARD -> new AlexandriteForward(work, batch, settings, files);
      case OTHER -> prepareOther(work, settings);
    };
  }

  private static Workload prepareOther(Work work, Settings settings) {
    return switch (work) {
      case GEMM_1024 ->
          new LinearProduct(
              new LinearOp.Forward(1, SQUARE, SQUARE, false, Activation.NONE), SQUARE, settings);
      case FC6_FORWARD ->
          new LinearProduct(
              new LinearOp.Forward(1, FC6_INPUTS, FC6_OUTPUTS, true, Activation.NONE),
              settings.batch(),
              settings);
      case FC6_INPUT_GRADIENT ->
          new LinearProduct(
              new LinearOp.InputGradient(1, FC6_INPUTS, FC6_OUTPUTS), settings.batch(), settings);
      case FC6_WEIGHT_GRADIENT ->
          new LinearProduct(
              new LinearOp.WeightGradient(1, FC6_INPUTS, FC6_OUTPUTS, true),
              settings.batch(),
              settings);
      case PHOTOGRAPHS -> new PhotographDecoding();
      case CACHED_TRAINING -> new CachedTraining(settings);
      default -> throw new UnsupportedOperationException(work + " has processes of its own");
    };
  }

  @Override
  public float[] logits(Net net, int rows, Settings settings, SharedFiles files) {
    try (AlexandriteForward forward = new AlexandriteForward(net, rows, settings, files)) {
      forward.run();
      return forward.logits();
    }
  }
}
