package dev.alexandrite.core.profile;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.TrainingException;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.ProgramMemory;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.core.select.BackendSelector;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network with its initial weights and a batch of noise, planned as the trainer or a classifier
 * plans it, whose operators are timed one by one.
 */
public final class TimedNetwork implements AutoCloseable {
  /** Of weights that are written at a time. */
  private static final int PIECE = 1 << 20;

  /** So low that however many steps are taken, no number leaves the usual range. */
  private static final float RATE = 1e-5f;

  private static final int SEED = 1;

  private final Backend backend;
  private final List<Given> given;
  private final Program program;
  private final List<TimedOperator> operators;
  private final RunState state = new RunState();

  /** What is read to wait for a device; null where a run is over when it returns. */
  private final @Nullable Buffer tiny;

  private final float[] read = new float[1];

  /**
   * Where a network is timed.
   *
   * @param backend its name, or {@code auto}
   * @param threads computing threads
   * @param classLoader where backends are looked for
   */
  public record Place(String backend, int threads, ClassLoader classLoader) {
    private Backend create() {
      return new BackendSelector(classLoader).create(backend, new BackendOptions(threads));
    }
  }

  /** What is copied in before each run; its memory is used again in the run. */
  private record Given(int value, float[] numbers) {}

  private TimedNetwork(
      Network network,
      OpGraph graph,
      List<Given> given,
      List<TensorSpec> persistent,
      Backend backend) {
    this.backend = backend;
    this.given = given;
    TensorStore store = new TensorStore(backend, persistent);
    fill(network, store);
    this.program = Programs.compile(backend, graph, store);
    this.operators = operators(network, program);
    state.rows = graph.capacity();
    state.seed = SEED;
    state.learningRate = RATE;
    this.tiny = backend.separateMemory() ? backend.allocate(1) : null;
  }

  /**
   * A training step: forward, loss, backward, update.
   *
   * @param network the network
   * @param optimizer the update rule
   * @param batch images of a batch
   * @param place where it is timed
   * @return the network, to be closed
   * @throws TrainingException if the heap is too small
   */
  public static TimedNetwork training(
      Network network, Optimizer optimizer, int batch, Place place) {
    LossOp loss = new LossOp.SoftmaxCrossEntropy(network.classes(), 0, List.of());
    UpdateRule rule = new UpdateRule(optimizer, false, 0, 0, 0);
    TrainingGraphs graphs = Planner.training(network, loss, rule, batch);
    return create(
        network,
        graphs.step(),
        () ->
            List.of(
                new Given(graphs.input(), noise(batch, network.input())),
                new Given(graphs.labels(), labels(batch, network.classes()))),
        graphs.persistent(),
        place);
  }

  /**
   * A classification.
   *
   * @param network the network
   * @param batch images of a batch
   * @param place where it is timed
   * @return the network, to be closed
   * @throws TrainingException if the heap is too small
   */
  public static TimedNetwork inference(Network network, int batch, Place place) {
    InferencePlan plan = Planner.inference(network, batch);
    return create(
        network,
        plan.graph(),
        () -> List.of(new Given(plan.input(), noise(batch, network.input()))),
        plan.persistent(),
        place);
  }

  private static TimedNetwork create(
      Network network,
      OpGraph graph,
      Supplier<List<Given>> given,
      List<TensorSpec> persistent,
      Place place) {
    Backend backend = place.create();
    boolean made = false;
    try {
      requireHeap(network, graph, persistent, backend);
      TimedNetwork timed = new TimedNetwork(network, graph, given.get(), persistent, backend);
      made = true;
      return timed;
    } finally {
      if (!made) {
        backend.close();
      }
    }
  }

  private static void requireHeap(
      Network network, OpGraph graph, List<TensorSpec> persistent, Backend backend) {
    long tensors = persistent.stream().mapToLong(tensor -> tensor.elements(1)).sum();
    long images = (long) graph.capacity() * network.input().elements();
    long onHeap =
        backend.separateMemory()
            ? 0
            : Float.BYTES * tensors + new ProgramMemory(backend).add(graph).bytes();
    long bytes = onHeap + Float.BYTES * images;
    long limit = Runtime.getRuntime().maxMemory();
    if (bytes > limit) {
      throw new TrainingException(
          graph.name()
              + " of a batch of "
              + graph.capacity()
              + " needs "
              + (bytes >> 20)
              + " MiB of heap, but the limit is "
              + (limit >> 20)
              + " MiB; start Java with a larger -Xmx, or profile a smaller batch");
    }
  }

  private static void fill(Network network, TensorStore store) {
    List<ParameterSpec> specs =
        Stream.concat(network.parameters().stream(), network.state().stream()).toList();
    for (int number = 0; number < specs.size(); number++) {
      ParameterSpec spec = specs.get(number);
      int elements = spec.shape().elements();
      for (int from = 0; from < elements; from += PIECE) {
        float[] piece = new float[Math.min(PIECE, elements - from)];
        spec.initializer().fill(piece, from, spec.fanIn(), spec.fanOut(), SEED, number);
        store.upload(spec.name(), from, piece);
      }
    }
  }

  /** Uniform in [-1, 1), as large as normalised images are. */
  private static float[] noise(int rows, Shape image) {
    float[] values = new float[Math.multiplyExact(rows, image.elements())];
    int[] words = new int[4];
    for (int i = 0; i < values.length; i++) {
      if (i % 4 == 0) {
        RandomStream.block(SEED, RandomStream.Purpose.DRAW, 0, 0, 0, i / 4, words, 0);
      }
      values[i] = words[i % 4] * 0x1p-31f;
    }
    return values;
  }

  private static float[] labels(int rows, int classes) {
    float[] labels = new float[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % classes;
    }
    return labels;
  }

  private static List<TimedOperator> operators(Network network, Program program) {
    OpGraph graph = program.graph();
    Map<String, String> owners =
        network.parameters().stream()
            .collect(Collectors.toMap(ParameterSpec::name, ParameterSpec::layer));
    ImmutableList.Builder<TimedOperator> operators = ImmutableList.builder();
    boolean behindLoss = false;
    for (int i = 0; i < graph.steps().size(); i++) {
      OpGraph.Step step = graph.steps().get(i);
      String algorithm = program.plannedSteps().get(i).algorithm();
      String layer = owners.getOrDefault(step.layer(), step.layer()); // updates name the parameter
      operators.add(TimedOperator.of(graph, step, layer, behindLoss, algorithm));
      behindLoss |= step.op() instanceof LossOp;
    }
    return operators.build();
  }

  /**
   * What is timed.
   *
   * @return the operators in the order in which they run
   */
  public List<TimedOperator> operators() {
    return operators;
  }

  /**
   * What computes.
   *
   * @return such as {@code cpu: 2 threads, 512-bit vectors}
   */
  public String backend() {
    return backend.description();
  }

  /**
   * Whether it computes on the processors of this process.
   *
   * @return false for a device with memory of its own
   */
  public boolean onProcessors() {
    return tiny == null;
  }

  /**
   * Runs all operators once. The packing of weights belongs to the time: a training step packs them
   * too. That of the batch to the device does not.
   *
   * @return the seconds of each
   */
  public double[] run() {
    given.forEach(input -> program.upload(input.value(), input.numbers(), state.rows));
    await();
    double[] seconds = new double[operators.size()];
    long before = System.nanoTime();
    for (int i = 0; i < seconds.length; i++) {
      program.run(state, i, i + 1);
      await();
      long now = System.nanoTime();
      seconds[i] = (now - before) * 1e-9;
      before = now;
    }
    state.batch++;
    state.updates++;
    return seconds;
  }

  /** A device works in order: what is asked of it last is there when all before is done. */
  private void await() {
    if (tiny != null) {
      backend.download(tiny, new TensorSpec("tiny", Shape.of(1), false), 1, read);
    }
  }

  @Override
  public void close() {
    backend.close();
  }
}
