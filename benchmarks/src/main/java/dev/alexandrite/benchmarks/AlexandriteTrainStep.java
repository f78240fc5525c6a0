package dev.alexandrite.benchmarks;

import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.Sgd;
import java.util.List;
import java.util.ServiceLoader;

/** The planned step that the trainer runs: batch in, forward, backward, update, losses out. */
final class AlexandriteTrainStep implements Workload {
  /** The property that names the backend, {@code cpu} by default. */
  static final String BACKEND = "dev.alexandrite.benchmarks.backend";

  private final int batch;
  private final float[] pixels;
  private final float[] labels;
  private final float[] losses;
  private final TrainingGraphs graphs;
  private final Backend backend;
  private final Program program;
  private final RunState state = new RunState();

  /** A shared net with the shared weights. */
  AlexandriteTrainStep(Net net, int batch, Settings settings, SharedFiles files) {
    Network network = net.network();
    this.batch = batch;
    this.pixels = net.pixels(batch);
    int classes = network.classes();
    this.labels = ExampleBatch.labels(batch, classes);
    this.losses = new float[batch];
    LossOp loss = new LossOp.SoftmaxCrossEntropy(classes, 0, List.of());
    this.graphs = Planner.training(network, loss, momentum(net.rate()), batch);
    this.backend = measured().create(new BackendOptions(settings.threads()));
    TensorStore store = new TensorStore(backend, graphs.persistent());
    files.weights(net, store);
    this.program = Programs.compile(backend, graphs.step(), store);
    state.rows = batch;
    state.seed = ExampleBatch.SEED;
    state.learningRate = (float) net.rate();
  }

  private static UpdateRule momentum(double rate) {
    Sgd sgd =
        Sgd.pytorch(rate).momentum(ExampleBatch.MOMENTUM).weightDecay(ExampleBatch.WEIGHT_DECAY);
    return new UpdateRule(sgd, false, 0, 0, 0);
  }

  static BackendProvider cpu() {
    return provider("cpu");
  }

  /** The backend of this process. */
  static BackendProvider measured() {
    return provider(measuredName());
  }

  static String measuredName() {
    return System.getProperty(BACKEND, "cpu");
  }

  private static BackendProvider provider(String name) {
    return ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("backend " + name + " is not on the class path"));
  }

  @Override
  public void run() {
    program.upload(graphs.input(), pixels, batch);
    program.upload(graphs.labels(), labels, batch);
    program.run(state);
    program.download(graphs.losses(), batch, losses);
    state.batch++;
    state.updates++;
  }

  @Override
  public double size() {
    return batch;
  }

  @Override
  public double check() {
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return sum / batch;
  }

  @Override
  public void close() {
    backend.close();
  }
}
