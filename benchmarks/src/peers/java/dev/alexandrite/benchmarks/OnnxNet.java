package dev.alexandrite.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.alexandrite.model.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A session over an ONNX file with a batch in memory that it reads without a copy. */
final class OnnxNet implements Workload {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final int rows;
  private final OrtSession session;
  private final OnnxTensor input;
  private final float[] logits;

  OnnxNet(Path file, Net net, int rows, int threads) {
    this(file, net.network(), net.pixels(rows), rows, threads);
  }

  /** {@code pixels} are {@code float32[rows, 3, H, W]}. */
  OnnxNet(Path file, Network network, float[] pixels, int rows, int threads) {
    this.rows = rows;
    this.logits = new float[rows * network.classes()];
    FloatBuffer direct =
        ByteBuffer.allocateDirect(pixels.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(pixels)
            .flip();
    long[] shape = {
      rows, network.input().channels(), network.input().height(), network.input().width()
    };
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setSymbolicDimensionValue(OnnxFile.BATCH, rows);
      this.session = ENVIRONMENT.createSession(file.toString(), options);
      this.input = OnnxTensor.createTensor(ENVIRONMENT, direct, shape);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  @Override
  public void run() {
    try (OrtSession.Result result = session.run(Map.of(Network.INPUT, input))) {
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(logits);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /** Of the last run, {@code float32[rows, classes]}. */
  float[] logits() {
    return logits;
  }

  @Override
  public double size() {
    return rows;
  }

  @Override
  public double check() {
    return logits[0];
  }

  @Override
  public void close() {
    try {
      input.close();
      session.close();
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(OrtException cause) {
    return new IllegalStateException("ONNX Runtime failed", cause);
  }
}
