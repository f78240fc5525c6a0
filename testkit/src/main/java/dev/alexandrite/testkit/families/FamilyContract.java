package dev.alexandrite.testkit.families;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.testkit.Tolerances;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The families of networks answer as torchvision's do, and have their gradients and statistics.
 * Extend it and return the backend under test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FamilyContract {
  /** Below this part of the largest norm, a gradient is measured by the largest. */
  private static final double LEAST = 1e-3;

  private Backend backend;

  /** For subclasses, which JUnit creates. */
  protected FamilyContract() {}

  /**
   * Creates the backend under test; the suite closes it. A failed assumption in here skips the
   * whole class with its message.
   *
   * @return a new backend
   */
  protected abstract Backend backend();

  /**
   * The presets that are compared, for a backend that has not the time for all.
   *
   * @return names of {@code Presets.builders()}, each with answers
   */
  protected List<String> presets() {
    return List.of(
        "resnet18",
        "resnet50",
        "resnext50",
        "vgg11Bn",
        "googlenet",
        "squeezenet10",
        "squeezenet11",
        "mobilenetV2",
        "efficientnetB0");
  }

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
   * Compares logits after training.
   *
   * @return a test for every preset
   */
  @TestFactory
  protected final Stream<DynamicTest> answersAsTorchvisionDoes() {
    return tests(
        presets().stream(),
        family -> {
          Network network = family.network(Family.PIXELS).withoutAuxiliaryHeads();
          InferencePlan plan = Planner.inference(network, Family.ROWS);
          TensorStore store = new TensorStore(backend, plan.persistent());
          FamilyTraining.upload(store, network, family);
          Program program = Programs.compile(backend, plan.graph(), store);
          float[] input = Counted.inputs("input", Family.ROWS * network.input().elements());
          program.upload(plan.input(), input, Family.ROWS);
          RunState state = new RunState();
          state.rows = Family.ROWS;
          program.run(state);
          float[] expected = floats(family.answer("logits", "-"));
          float[] actual = new float[expected.length];
          program.download(plan.output(), Family.ROWS, actual);
          double error = Tolerances.maxError(actual, expected);
          double tolerance =
              program.plannedSteps().stream()
                  .mapToDouble(step -> Tolerances.of(step.algorithm()))
                  .max()
                  .orElseThrow();
          assertTrue(error <= tolerance, "off by " + error + " of the largest logit");
        });
  }

  /**
   * Compares the loss of a batch in training, the gradient by every parameter, and the running
   * statistics after it.
   *
   * @return a test for every preset
   */
  @TestFactory
  protected final Stream<DynamicTest> gradientsAreTorchvisions() {
    return tests(
        presets().stream(),
        family -> {
          FamilyTraining training =
              new FamilyTraining(
                  backend, family, family.gradientPixels(), family.gradientRows(), true);
          Network network = training.network();
          String input = family.decidedInput();
          double loss = training.run(input, 0);
          double gradients = 0;
          String worst = "";
          double least = LEAST * family.largestGradient();
          for (ParameterSpec parameter : network.parameters()) {
            double[] expected = family.answer("gradient", parameter.name());
            double error = error(expected, training.gradient(parameter), parameter.name(), least);
            if (!(error <= gradients)) { // NaN, too
              gradients = error;
              worst = parameter.name();
            }
          }
          double statistics = 0;
          for (ParameterSpec tensor : network.state()) {
            double[] expected = family.answer("state", tensor.name());
            statistics =
                Math.max(statistics, error(expected, training.statistic(tensor), tensor.name(), 0));
          }
          assertEquals(family.answer("loss", input)[0], loss, Tolerances.TRAINING_LOSS);
          assertTrue(gradients <= Tolerances.WEIGHTS, worst + " is off by " + gradients);
          assertTrue(statistics <= Tolerances.WEIGHTS, "statistics are off by " + statistics);
          assertEquals(family.count("gradient"), network.parameters().size());
          assertEquals(family.count("state"), network.state().size());
        });
  }

  /**
   * Compares the losses of some steps of training.
   *
   * @return a test for every preset with such answers
   */
  @TestFactory
  protected final Stream<DynamicTest> lossesFollowTorchvisions() {
    return tests(
        presets().stream().filter(name -> Family.read(name).has("losses")),
        family -> {
          FamilyTraining training =
              new FamilyTraining(backend, family, Family.PIXELS, Family.STEP_ROWS, false);
          double[] expected = family.answer("losses", "-");
          double largest = 0;
          for (int i = 0; i < expected.length; i++) {
            double loss = training.run("batch " + i, i);
            largest = Math.max(largest, Math.abs(loss - expected[i]));
          }
          assertTrue(largest <= Tolerances.FOLLOWED_LOSS, "losses differ by " + largest);
        });
  }

  /** The norm of the difference, by the sums under random signs, against that of the answer. */
  private static double error(double[] expected, float[] actual, String name, double least) {
    double[] digest = Counted.digest(name, actual);
    double squares = 0;
    for (int i = 1; i < expected.length; i++) {
      double difference = digest[i] - expected[i];
      squares += difference * difference / (expected.length - 1);
    }
    double norms = Math.abs(digest[0] - expected[0]);
    return Math.max(Math.sqrt(squares), norms) / Math.max(expected[0], least);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static Stream<DynamicTest> tests(Stream<String> presets, Consumer<Family> check) {
    return presets.map(
        name -> DynamicTest.dynamicTest(name, () -> check.accept(Family.read(name))));
  }
}
