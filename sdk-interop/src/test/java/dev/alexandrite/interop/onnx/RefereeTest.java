package dev.alexandrite.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.Tolerances;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Small models give what ONNX Runtime says. */
class RefereeTest {
  private static final long[] SIZES = {2, 4, 6, 6};
  private static final int COUNT = 2 * 4 * 6 * 6;

  @TempDir static Path folder;

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backends.open("cpu", 1);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @TestFactory
  Stream<DynamicTest> modelsGiveWhatTheRuntimeGives() {
    return RefereeModels.all().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
  }

  static void check(TinyModel model) throws OrtException {
    float[] x = TinyModel.random(COUNT, 7);
    float[] expected = runtime(model.bytes(), x);
    Path file = model.write(folder.resolve("tiny.onnx"));
    var given = new Value.Floats(false, List.of(2, 4, 6, 6), FloatData.of(x), null);
    OnnxModel read = new OnnxModel(OnnxFile.read(file));
    float[] actual = new GraphRun(file, read, List.of(given), "y").run(backend, true);
    assertEquals(expected.length, actual.length);
    double error = Tolerances.maxErrorOfFinite(actual, expected);
    assertTrue(error <= Tolerances.WINOGRAD, () -> "off by " + error + " of the largest value");
  }

  private static float[] runtime(byte[] model, float[] x) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), SIZES);
        OrtSession.Result result = session.run(Map.of("x", input))) {
      FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[output.remaining()];
      output.get(values);
      return values;
    }
  }
}
