package dev.alexandrite.testkit.composites;

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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Layers that an application composes of general ones (multi-head self-attention, squeeze and
 * excitation, group normalisation, pixel shuffle) answer as PyTorch's do, have the gradients that
 * differences say, and learn. Extend it and return the backend under test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CompositeContract {
  private static final int MOST_STEPS = 400;

  private Backend backend;

  /** For subclasses, which JUnit creates. */
  protected CompositeContract() {}

  /**
   * Creates the backend under test; the suite closes it. A failed assumption in here skips the
   * whole class with its message.
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
   * Compares with PyTorch's answer for PyTorch's weights.
   *
   * @return a test for every composite
   */
  @TestFactory
  protected final Stream<DynamicTest> answersAsPytorchDoes() {
    return tests(
        test -> {
          Network network = test.bare();
          float[] x = test.golden("x");
          float[] expected = test.golden("y");
          int rows = x.length / network.input().elements();
          InferencePlan plan = Planner.inference(network, rows);
          TensorStore store = new TensorStore(backend, plan.persistent());
          for (ParameterSpec parameter : network.parameters()) {
            store.upload(parameter.name(), test.golden(parameter.name()));
          }
          Program program = Programs.compile(backend, plan.graph(), store);
          program.upload(plan.input(), x, rows);
          RunState state = new RunState();
          state.rows = rows;
          program.run(state);
          float[] actual = new float[expected.length];
          program.download(plan.output(), rows, actual);
          double error = Tolerances.maxError(actual, expected);
          assertTrue(error <= Tolerances.OPERATOR, "off by " + error + " of the largest value");
        });
  }

  /**
   * Compares the gradient by every parameter with central differences along random directions.
   *
   * @return a test for every composite
   */
  @TestFactory
  protected final Stream<DynamicTest> gradientsAreDifferences() {
    return tests(
        test -> {
          TrainedBatch batch = new TrainedBatch(backend, test.classifier(), true);
          for (ParameterSpec parameter : batch.parameters()) {
            int count = parameter.shape().elements();
            float[] direction = TrainedBatch.uniform(count, 1);
            float[] gradient = batch.gradient(parameter);
            double slope = 0;
            for (int i = 0; i < count; i++) {
              slope += (double) direction[i] * gradient[i];
            }
            // Richardson: the errors of second order cancel.
            double near = batch.difference(parameter, direction, 5e-3);
            double far = batch.difference(parameter, direction, 1e-2);
            double expected = (4 * near - far) / 3;
            double error = Math.abs(slope - expected) / Math.max(0.1, Math.abs(expected));
            assertTrue(
                error <= Tolerances.LOSS_DIFFERENCES,
                parameter.name() + ": slope " + slope + ", difference " + expected);
          }
        });
  }

  /**
   * Trains on one batch until it is known by heart.
   *
   * @return a test for every composite
   */
  @TestFactory
  protected final Stream<DynamicTest> learnsABatchByHeart() {
    return tests(
        test -> {
          TrainedBatch batch = new TrainedBatch(backend, test.classifier(), false);
          double first = batch.run();
          double loss = first;
          for (int step = 0; step < MOST_STEPS && loss > first / 50; step++) {
            loss = batch.run();
          }
          assertTrue(loss <= first / 50, "the loss fell from " + first + " to " + loss + " only");
        });
  }

  private static Stream<DynamicTest> tests(Consumer<CompositeCase> check) {
    return CompositeCase.all().stream()
        .map(test -> DynamicTest.dynamicTest(test.name(), () -> check.accept(test)));
  }
}
