package dev.alexandrite.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.alexandrite.model.Network;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** Opens an ONNX file and classifies one picture; of ours it uses nothing but constants. */
final class OnnxFirstPrediction {
  private static final int PIXELS = 224;

  private OnnxFirstPrediction() {}

  public static void main(String... arguments) throws OrtException {
    float[] grey = new float[3 * PIXELS * PIXELS];
    Arrays.fill(grey, -0.3f);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(Integer.parseInt(arguments[1]));
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      try (OrtSession session = environment.createSession(arguments[0], options);
          OnnxTensor image =
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(grey), new long[] {1, 3, PIXELS, PIXELS});
          OrtSession.Result result = session.run(Map.of(Network.INPUT, image))) {
        float[] logits = ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        print(logits);
      }
    }
  }

  private static void print(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - logits[best]);
    }
    System.out.println(FirstPrediction.line(best, 1 / sum));
  }
}
