package dev.alexandrite.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.alexandrite.spi.Backend;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every backend reproduces what PyTorch and the ONNX project computed. Extend it and return the
 * backend under test. The cases are found through {@link SharedData}; where they are absent, the
 * tests are skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GoldenContract {
  private static final System.Logger LOG = System.getLogger(GoldenContract.class.getName());

  private Backend backend;

  /** For subclasses, which JUnit creates. */
  protected GoldenContract() {}

  /**
   * Creates the backend under test; the suite closes it.
   *
   * @return a new backend
   */
  protected abstract Backend backend();

  /** Opens the backend under test, once for the class. */
  @BeforeAll
  protected final void openBackend() {
    backend = backend();
  }

  /** Closes it. */
  @AfterAll
  protected final void closeBackend() {
    if (backend != null) { // where opening it was aborted
      backend.close();
    }
  }

  /**
   * Operators and gradients of PyTorch; its case of training runs through the training loop and is
   * tested there. A case that no operator of the SDK can express is skipped with the reason.
   *
   * @return a test for every other case
   */
  @TestFactory
  protected final Stream<DynamicTest> pytorch() {
    List<GoldenCase> cases = GoldenCase.in(SharedData.folder("golden/pytorch"));
    assertFalse(cases.isEmpty());
    return cases.stream()
        .filter(golden -> !PytorchGoldens.isTraining(golden))
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> checkOrSkip(golden)));
  }

  private void checkOrSkip(GoldenCase golden) {
    try {
      PytorchGoldens.check(golden, backend);
    } catch (OutOfScope e) {
      LOG.log(Level.INFO, "PyTorch case that is not run: " + golden.name() + ": " + e.reason());
      Assumptions.abort(e.reason());
    }
  }

  /**
   * The ONNX cases that operators of the SDK can express, listed or not.
   *
   * @return a test for each of them that the data hold
   */
  @TestFactory
  protected final Stream<DynamicTest> onnx() {
    return OnnxGoldens.cases(SharedData.folder("golden/npy")).stream()
        .filter(golden -> OnnxGoldens.reason(golden).isEmpty())
        .map(
            golden ->
                DynamicTest.dynamicTest(golden.name(), () -> OnnxGoldens.check(golden, backend)));
  }

  /**
   * No ONNX case is passed over: those that are not run are counted and logged by their reasons,
   * and every case that has a place in one of the two lists is where the list says.
   */
  @Test
  protected final void everyOnnxCaseIsWhereItIsListed() {
    List<String> supported = OnnxGoldens.supported();
    List<String> known = OnnxGoldens.excluded();
    List<String> misplaced = new ArrayList<>();
    Map<String, List<String>> excluded = new TreeMap<>();
    List<String> remarks = new ArrayList<>();
    int run = 0;
    for (GoldenCase golden : OnnxGoldens.cases(SharedData.folder("golden/npy"))) {
      Optional<String> reason = OnnxGoldens.reason(golden);
      if ((reason.isPresent() ? supported : known).contains(golden.name())) {
        misplaced.add(golden.name());
      }
      reason.ifPresent(
          why -> excluded.computeIfAbsent(why, _ -> new ArrayList<>()).add(golden.name()));
      if (reason.isEmpty()) {
        run++;
        OnnxGoldens.remark(golden).ifPresent(what -> remarks.add(golden.name() + ": " + what));
      }
    }
    StringBuilder text = new StringBuilder("ONNX cases that are run: " + run);
    excluded.forEach(
        (why, cases) -> text.append("\nnot run, %s: %d, %s".formatted(why, cases.size(), cases)));
    remarks.forEach(remark -> text.append("\nrun in part, ").append(remark));
    LOG.log(Level.INFO, text.toString());
    assertEquals(List.of(), misplaced, "listed as run but excluded, or as excluded but run");
  }
}
