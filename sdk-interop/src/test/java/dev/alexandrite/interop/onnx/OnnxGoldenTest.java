package dev.alexandrite.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.golden.SharedData;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The operator cases of the ONNX project. What is claimed passes, and what is not is refused with a
 * reason; nothing is wrong.
 */
class OnnxGoldenTest {
  private static final System.Logger LOG = System.getLogger(OnnxGoldenTest.class.getName());

  /** The bar of the issue, for cases of floats whose operators are listed there. */
  private static final double BAR = 0.85;

  private static final List<String> LISTED =
      List.of(
          "Conv",
          "ConvTranspose",
          "MaxPool",
          "AveragePool",
          "GlobalMaxPool",
          "GlobalAveragePool",
          "LRN",
          "BatchNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "LayerNormalization",
          "Gemm",
          "MatMul",
          "Softmax",
          "LogSoftmax",
          "Clip",
          "Concat",
          "Split",
          "Slice",
          "Pad",
          "Flatten",
          "Reshape",
          "Transpose",
          "Squeeze",
          "Unsqueeze",
          "Gather",
          "Expand",
          "Identity",
          "Dropout",
          "Constant",
          "Cast",
          "Where",
          "Erf",
          "HardSwish",
          "PRelu",
          "Resize",
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Pow",
          "Sum",
          "Mean",
          "Min",
          "Max",
          "Neg",
          "Abs",
          "Exp",
          "Log",
          "Sqrt",
          "Reciprocal",
          "Relu",
          "Tanh",
          "Sigmoid",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Celu",
          "Gelu",
          "Mish",
          "Softplus",
          "Softsign",
          "HardSigmoid",
          "ThresholdedRelu",
          "Sign");

  /** Words of the refusals that the documentation announces. */
  private static final List<String> LIMITS =
      List.of(
          "over maps of 3 axes",
          "training_mode",
          "training form",
          "is supported in operator sets",
          "of what is computed from the input",
          "computed from the input; only constants",
          "places of maxima",
          "without elements",
          "exponents that differ",
          "a region of interest");

  @Test
  void claimedCasesPassAndOthersSayWhyNot() {
    Path folder = SharedData.folder("golden/onnx");
    Map<String, String> refused = new TreeMap<>();
    Map<String, String> wrong = new TreeMap<>();
    int passed = 0;
    int listed = 0;
    int listedPassed = 0;
    try (Backend backend = Backends.open("cpu", 2)) {
      for (Path path : folders(folder).toList()) {
        OnnxCase golden = OnnxCase.read(path);
        boolean counts =
            golden.isOfFloats() && golden.operators().stream().allMatch(this::isListed);
        String reason = null;
        try {
          reason = golden.check(backend);
        } catch (AssertionError e) {
          wrong.put(golden.toString(), String.valueOf(e.getMessage()));
        }
        if (reason != null) {
          refused.put(golden.toString(), reason);
          if (isClaimed(golden, reason)) {
            wrong.put(golden.toString(), "is claimed, but refused: " + reason);
          }
        }
        boolean good = reason == null && !wrong.containsKey(golden.toString());
        passed += good ? 1 : 0;
        listed += counts ? 1 : 0;
        listedPassed += counts && good ? 1 : 0;
      }
    }
    LOG.log(
        Level.INFO,
        "ONNX cases that pass: {0}; of {1} with floats and listed operators {2}; refused {3}: {4}",
        passed,
        listed,
        listedPassed,
        refused.size(),
        refused);
    assertEquals(Map.of(), wrong);
    int all = listed;
    int good = listedPassed;
    assertTrue(all > 0 && good >= BAR * all, () -> good + " of " + all + " pass");
  }

  /** Whether neither the operators nor the limits of the documentation leave a case out. */
  private static boolean isClaimed(OnnxCase golden, String reason) {
    return golden.isOfFloats()
        && golden.operators().stream().allMatch(operator -> Operators.find(operator) != null)
        && LIMITS.stream().noneMatch(reason::contains);
  }

  private boolean isListed(String operator) {
    return LISTED.contains(operator) || operator.startsWith("Reduce");
  }

  private static Stream<Path> folders(Path folder) {
    return Stream.of("node", "pytorch-converted", "pytorch-operator")
        .flatMap(suite -> OnnxCase.folders(folder.resolve(suite)).stream());
  }
}
