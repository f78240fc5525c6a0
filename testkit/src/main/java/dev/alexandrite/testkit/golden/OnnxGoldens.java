package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.RunState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The ONNX project's cases, those of them that an operator of the SDK can express. */
final class OnnxGoldens {
  private static final List<String> SUITES =
      List.of("node", "pytorch-converted", "pytorch-operator");

  /** Cases whose expected values were typed in with four digits. */
  private static final Set<String> ROUNDED =
      Set.of("test_averagepool_2d_ceil_last_window_starts_on_pad");

  private OnnxGoldens() {}

  /** Every case below a folder, run or not. */
  static List<GoldenCase> cases(Path folder) {
    return SUITES.stream().flatMap(suite -> GoldenCase.in(folder.resolve(suite)).stream()).toList();
  }

  /** The names of the cases that must be run where the data hold them. */
  static List<String> supported() {
    return names("onnx-supported.txt");
  }

  /** The names of the cases that are known not to be run. */
  static List<String> excluded() {
    return names("onnx-excluded.txt");
  }

  private static List<String> names(String resource) {
    try (InputStream list =
        Objects.requireNonNull(OnnxGoldens.class.getResourceAsStream(resource))) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one case on a backend and compares every output of it. */
  static void check(GoldenCase golden, Backend backend) throws OutOfScope {
    OnnxCase onnx = new OnnxCase(golden);
    GoldenProgram program = new GoldenProgram(backend, golden.name(), graph(onnx));
    program.run(state(onnx));
    program.check();
  }

  /** Why a case is not run; empty if it could be. */
  static Optional<String> reason(GoldenCase golden) {
    try {
      OutOfScope.unless(!ROUNDED.contains(golden.name()), "expected values of four digits");
      graph(new OnnxCase(golden));
      return Optional.empty();
    } catch (OutOfScope e) {
      return Optional.of(e.reason());
    } catch (RuntimeException e) {
      // A mistake, of the case or in its reading: it is run, and fails with this.
      return Optional.empty();
    }
  }

  /** What a case that is run holds beyond what is compared; empty if nothing. */
  static Optional<String> remark(GoldenCase golden) {
    OnnxNode node = new OnnxCase(golden).nodes().getFirst();
    if (!node.hasOutput(1)) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case "MaxPool" ->
          Optional.of("the places of the maxima are not compared, no operator writes them");
      case "Dropout" -> Optional.of("the mask is not compared, what drops nothing writes none");
      default -> Optional.empty();
    };
  }

  /** Operators over a batch of maps, losses and updates have operators of their own. */
  private static GoldenGraph graph(OnnxCase onnx) throws OutOfScope {
    OnnxNode node = onnx.nodes().getFirst();
    if (node.op().equals("Gemm")) {
      return new OnnxGemm(onnx).graph();
    }
    if (onnx.nodes().size() > 1) {
      return OnnxCall.graph(onnx);
    }
    return switch (node.op()) {
      case "Conv" -> new OnnxImages(onnx, node).convolution();
      case "MaxPool" -> new OnnxImages(onnx, node).maxPooling();
      case "AveragePool" -> new OnnxImages(onnx, node).averagePooling();
      case "GlobalMaxPool" -> new OnnxImages(onnx, node).globalPooling(true);
      case "GlobalAveragePool" -> new OnnxImages(onnx, node).globalPooling(false);
      case "LRN" -> new OnnxImages(onnx, node).localResponseNorm();
      case "BatchNormalization" -> new OnnxImages(onnx, node).batchNorm();
      case "SoftmaxCrossEntropyLoss" -> new OnnxLoss(onnx, node).graph();
      case "Momentum" -> new OnnxOptimizers(onnx, node, 3).momentum();
      case "Adam" -> new OnnxOptimizers(onnx, node, 4).adam();
      default -> OnnxCall.graph(onnx);
    };
  }

  private static RunState state(OnnxCase onnx) throws OutOfScope {
    OnnxNode node = onnx.nodes().getFirst();
    return switch (node.op()) {
      case "Momentum" -> new OnnxOptimizers(onnx, node, 3).state();
      case "Adam" -> new OnnxOptimizers(onnx, node, 4).state();
      default -> new RunState();
    };
  }
}
