package dev.alexandrite.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;

/** ONNX Runtime, in 32 bits whatever ours computes in, unless it is tuned to 8. */
final class OnnxRuntimePeer implements Peer {
  public static void main(String... arguments) throws IOException {
    PeerProtocol.serve(new OnnxRuntimePeer(), arguments);
  }

  @Override
  public String name() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public Workload prepare(Work work, Settings settings, SharedFiles files) {
    if (work.task() != Task.FORWARD) {
      throw new UnsupportedOperationException("ONNX Runtime is not asked for " + work);
    }
    return net(work.requireNet(), work.batch(settings), settings, files);
  }

  @Override
  public float[] logits(Net net, int rows, Settings settings, SharedFiles files) {
    try (OnnxNet session = net(net, rows, settings, files)) {
      session.run();
      return session.logits();
    }
  }

  private static OnnxNet net(Net net, int rows, Settings settings, SharedFiles files) {
    return new OnnxNet(files.onnx(net, Tuning.current()), net, rows, settings.threads());
  }
}
