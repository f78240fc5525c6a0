package dev.alexandrite.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend must do. Extend it, return the backend under test from {@link #backend}, and
 * every operator is compared with the scalar reference over some 2500 cases.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {
  private final List<Backend> opened = new ArrayList<>();
  private Backend reference;
  private Backend oneThread;
  private Backend twoThreads;
  private Backend threeThreads;

  /** For subclasses, which JUnit creates. */
  protected BackendContract() {}

  /**
   * Creates the backend under test; the suite closes it. A failed assumption in here skips the
   * whole class with its message.
   *
   * @param threads how many threads compute
   * @return a new backend
   */
  protected abstract Backend backend(int threads);

  /** Opens the reference and the backend under test, once for the class. */
  @BeforeAll
  protected final void openBackends() {
    reference = opened(Backends.reference());
    oneThread = opened(backend(1));
    twoThreads = opened(backend(2));
    threeThreads = opened(backend(3));
  }

  /** Closes every backend that was opened. */
  @AfterAll
  protected final void closeBackends() {
    opened.forEach(Backend::close);
  }

  /**
   * Compares with the reference within {@link Tolerances}; what only moves or selects, to the bit.
   *
   * @return a test for every operator and geometry
   */
  @TestFactory
  protected final Stream<DynamicContainer> agreesWithTheReference() {
    return families(
        _ -> true,
        test -> {
          List<float[]> inputs = CaseValues.inputs(test, reference);
          List<float[]> expected = OpRunner.plan(reference, test).run(inputs, test.state());
          OpRunner runner = OpRunner.plan(oneThread, test);
          Outputs.assertClose(test, runner.algorithm(), expected, runner.run(inputs, test.state()));
        });
  }

  /**
   * Runs with 1, 2 and 3 threads, and twice with one plan.
   *
   * @return a test for every operator and geometry
   */
  @TestFactory
  protected final Stream<DynamicContainer> sameBitsForAnyThreadCountAndRun() {
    return families(
        _ -> true,
        test -> {
          List<float[]> inputs = CaseValues.inputs(test, reference);
          OpRunner runner = OpRunner.plan(oneThread, test);
          List<float[]> first = runner.run(inputs, test.state());
          Outputs.assertSameBits(test, first, runner.run(inputs, test.state()));
          for (Backend backend : List.of(twoThreads, threeThreads)) {
            List<float[]> other = OpRunner.plan(backend, test).run(inputs, test.state());
            Outputs.assertSameBits(test, first, other);
          }
        });
  }

  /**
   * Writes over the input, where the description allows it.
   *
   * @return a test for every such operator and geometry
   */
  @TestFactory
  protected final Stream<DynamicContainer> runsInPlace() {
    return families(
        test -> test.op().signature().overwrites().isPresent(),
        test -> {
          List<float[]> inputs = CaseValues.inputs(test, reference);
          Outputs.assertSameBits(
              test,
              OpRunner.plan(twoThreads, test).run(inputs, test.state()),
              OpRunner.planInPlace(twoThreads, test).run(inputs, test.state()));
        });
  }

  /** Every member of the sealed tree is covered; the host's loss is nobody's to plan. */
  @Test
  protected final void everyOperatorIsInTheSuite() {
    Set<String> covered =
        OpCases.all().map(test -> test.op().getClass().getName()).collect(Collectors.toSet());
    Set<String> members = members(Op.class).map(Class::getName).collect(Collectors.toSet());
    assertTrue(members.remove(LossOp.Host.class.getName()));
    assertEquals(members, covered);
  }

  /** A loss that the application computes is not planned. */
  @Test
  protected final void refusesToPlanTheHostsLoss() {
    var host = new LossOp.Host(3, (_, _, _, _, _, _) -> {});
    assertThrows(RuntimeException.class, () -> oneThread.plan(host, 1));
  }

  /** A label that is no class stops the run and names the row and the label. */
  @Test
  protected final void refusesLabelsOutOfRange() {
    Op op = new LossOp.SoftmaxCrossEntropy(4, 0, List.of());
    OpCase test = OpCase.of("label out of range", op, 3, 3);
    OpRunner runner = OpRunner.plan(oneThread, test);
    List<float[]> inputs = List.of(new float[3 * 4], new float[] {0, 3, 77});
    var refusal = assertThrows(IllegalStateException.class, () -> runner.run(inputs, test.state()));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("2") && message.contains("77"), message);
  }

  /**
   * An index that picks nothing stops the run and is named.
   *
   * @param wrong the index, of a table of seven
   */
  @ParameterizedTest
  @ValueSource(floats = {7, -1, 77, 1.5f, Float.NaN})
  protected final void refusesIndicesThatPickNothing(float wrong) {
    Operand table = Operand.whole(Shape.of(7, 3));
    Operand picks = Operand.batched(Shape.of(2));
    for (GatherOp op :
        List.of(new GatherOp.Forward(table, picks, 0), new GatherOp.Gradient(table, picks, 0))) {
      OpCase test = OpCase.of("index that picks nothing", op, 3, 3);
      List<float[]> inputs = CaseValues.inputs(test, reference);
      inputs.get(op instanceof GatherOp.Forward ? 1 : 0)[5] = wrong;
      OpRunner runner = OpRunner.plan(oneThread, test);
      var refusal =
          assertThrows(IllegalStateException.class, () -> runner.run(inputs, test.state()));
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.contains(String.valueOf(wrong).replaceAll("\\.0$", "")), message);
    }
  }

  /** New memory is zero; a slice shares it and is alone in its part. */
  @Test
  protected final void copiesInAndOut() {
    TensorSpec spec = new TensorSpec("x", Shape.image(17, 3, 5), true);
    int elements = Math.toIntExact(spec.elements(3));
    float[] zeros = new float[elements];
    Buffer whole = oneThread.allocate(2L * elements);
    Buffer first = oneThread.slice(whole, 0, elements);
    Buffer second = oneThread.slice(whole, elements, elements);
    assertEquals(elements, second.elements());
    assertArrayEquals(zeros, download(second, spec, 3));

    float[] values = CaseValues.numbers(elements);
    oneThread.upload(values, spec, 3, second);
    assertArrayEquals(values, download(second, spec, 3));
    assertArrayEquals(zeros, download(first, spec, 3));

    float[] oneRow = CaseValues.numbers(elements / 3);
    oneThread.upload(oneRow, spec, 1, first);
    assertArrayEquals(oneRow, download(oneThread.slice(whole, 0, elements), spec, 1));
    assertArrayEquals(values, download(second, spec, 3));
  }

  /** A bug report can say what computed. */
  @Test
  protected final void namesItself() {
    assertFalse(oneThread.name().isBlank());
    assertFalse(oneThread.planVersion().isBlank());
    assertFalse(oneThread.description().isBlank());
    assertEquals(oneThread.planVersion(), threeThreads.planVersion());
  }

  private static Stream<DynamicContainer> families(
      Predicate<OpCase> wanted, Consumer<OpCase> check) {
    return OpCases.byFamily().entrySet().stream()
        .map(
            family ->
                DynamicContainer.dynamicContainer(
                    family.getKey(),
                    family.getValue().stream()
                        .filter(wanted)
                        .map(
                            test ->
                                DynamicTest.dynamicTest(test.name(), () -> check.accept(test)))));
  }

  private static Stream<Class<?>> members(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(BackendContract::members)
        : Stream.of(type);
  }

  private float[] download(Buffer buffer, TensorSpec spec, int rows) {
    float[] values = new float[Math.toIntExact(spec.elements(rows))];
    oneThread.download(buffer, spec, rows, values);
    return values;
  }

  private Backend opened(Backend backend) {
    opened.add(backend);
    return backend;
  }
}
