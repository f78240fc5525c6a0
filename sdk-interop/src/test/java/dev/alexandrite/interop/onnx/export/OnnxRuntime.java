package dev.alexandrite.interop.onnx.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.alexandrite.tensor.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * The referee: ONNX Runtime, which checks a model when it loads it, and computes what ONNX means.
 */
final class OnnxRuntime implements AutoCloseable {
  private final OrtSession session;

  private OnnxRuntime(OrtSession session) {
    this.session = session;
  }

  /** Loads a model; ends the test where the referee refuses it. */
  static OnnxRuntime load(Path file) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      return new OnnxRuntime(
          OrtEnvironment.getEnvironment().createSession(file.toString(), options));
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime refuses " + file + ": " + e.getMessage(), e);
    }
  }

  /** The sizes of the input, -1 for any. */
  long[] inputSizes() {
    return sizes(session(OrtSession::getInputInfo).get("input"));
  }

  /** The sizes of the output, -1 for any. */
  long[] outputSizes() {
    return sizes(session(OrtSession::getOutputInfo).get("logits"));
  }

  private static long[] sizes(NodeInfo info) {
    return ((TensorInfo) info.getInfo()).getShape();
  }

  private interface Call<T> {
    T of(OrtSession session) throws OrtException;
  }

  private <T> T session(Call<T> call) {
    try {
      return call.of(session);
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  /** Computes some examples. */
  float[] run(float[] input, int rows, Shape example) {
    long[] sizes = new long[example.rank() + 1];
    sizes[0] = rows;
    for (int axis = 0; axis < example.rank(); axis++) {
      sizes[axis + 1] = example.get(axis);
    }
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(input), sizes);
        OrtSession.Result result = session.run(Map.of("input", tensor))) {
      FloatBuffer output = ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
      float[] values = new float[output.remaining()];
      output.get(values);
      return values;
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime cannot compute: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }
}
