package dev.alexandrite.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.program.Programs;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpGraph.Storage;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.testkit.Tolerances;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A golden graph compiled by a backend, its inputs uploaded. */
final class GoldenProgram {
  private final GoldenGraph golden;
  private final TensorStore store;
  private final Program program;
  private final Map<String, Integer> ids = new HashMap<>();

  GoldenProgram(Backend backend, String name, GoldenGraph golden) {
    this.golden = golden;
    List<TensorSpec> persistent =
        golden.tensors().values().stream().filter(spec -> !spec.batched()).toList();
    store = new TensorStore(backend, persistent);
    program = Programs.compile(backend, graph(name), store);
    for (Program.PlannedStep step : program.plannedSteps()) {
      assertEquals(backend.name(), step.backend(), () -> "who planned " + step.op());
    }
    golden.inputs().forEach(this::upload);
  }

  private OpGraph graph(String name) {
    List<OpGraph.Value> values = new ArrayList<>();
    long arena = 0;
    for (TensorSpec spec : golden.tensors().values()) {
      ids.put(spec.name(), values.size());
      Storage storage = spec.batched() ? Storage.ARENA : Storage.PERSISTENT;
      values.add(
          new OpGraph.Value(
              values.size(), spec, storage, spec.batched() ? arena : 0, -1, Integer.MAX_VALUE));
      arena += spec.batched() ? spec.elements(golden.rows()) : 0;
    }
    List<OpGraph.Step> steps =
        golden.steps().stream()
            .map(step -> new OpGraph.Step(name, step.op(), ids(step.reads()), ids(step.writes())))
            .toList();
    return new OpGraph(name, golden.rows(), values, steps, arena);
  }

  private List<Integer> ids(List<String> names) {
    return names.stream().map(ids::get).toList();
  }

  void upload(String tensor, float[] values) {
    if (spec(tensor).batched()) {
      program.upload(id(tensor), values, golden.rows());
    } else {
      store.upload(tensor, values);
    }
  }

  float[] download(String tensor) {
    TensorSpec spec = spec(tensor);
    if (!spec.batched()) {
      return store.download(tensor);
    }
    float[] values = new float[Math.toIntExact(spec.elements(golden.rows()))];
    program.download(id(tensor), golden.rows(), values);
    return values;
  }

  void run(RunState state) {
    state.rows = golden.rows();
    program.run(state);
  }

  /** Compares every expectation, as loosely as the loosest algorithm of the program asks. */
  void check() {
    for (GoldenGraph.Expectation expected : golden.expectations()) {
      check(
          expected.tensor(),
          expected.values(),
          expected.derived().apply(download(expected.tensor())));
    }
  }

  void check(String what, float[] expected, float[] actual) {
    double tolerance =
        program.plannedSteps().stream()
            .mapToDouble(step -> Tolerances.of(step.algorithm()))
            .max()
            .orElseThrow();
    double error = Tolerances.maxErrorOfFinite(actual, expected);
    assertTrue(
        error <= tolerance,
        () ->
            "%s is off by %.3g of the largest value, allowed %.3g"
                .formatted(what, error, tolerance));
  }

  private TensorSpec spec(String tensor) {
    return program.graph().values().get(id(tensor)).spec();
  }

  private int id(String tensor) {
    return ids.getOrDefault(tensor, -1);
  }
}
