package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.model.Parameter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer in every form, in ONNX Runtime beside the scalar backend. */
class LayerExportTest {
  private static final int SEED = 7;

  static List<LayerSamples.Sample> samples() {
    return LayerSamples.all();
  }

  /** Those that may have to be repeated for every example. */
  static List<LayerSamples.Sample> samplesWithParameters() {
    return LayerSamples.all().stream()
        .filter(
            sample ->
                sample.network().nodes().stream()
                    .anyMatch(node -> node.layer() instanceof Parameter))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void computesTheSame(LayerSamples.Sample sample, @TempDir Path folder) {
    SaveOptions anyBatch = SaveOptions.defaults();
    Exported.assertSameInOnnxRuntime(sample.network(), SEED, anyBatch, folder);
  }

  @ParameterizedTest
  @MethodSource("samplesWithParameters")
  void computesTheSameForAFixedBatch(LayerSamples.Sample sample, @TempDir Path folder) {
    SaveOptions fixed = SaveOptions.defaults().fixedBatch(Exported.ROWS);
    Exported.assertSameInOnnxRuntime(sample.network(), SEED, fixed, folder);
  }
}
