package dev.alexandrite.benchmarks;

import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
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
  private final int batch;
  private final float[] pixels;
  private final float[] labels;
  private final float[] losses;
  private final TrainingGraphs graphs;
  private final Backend backend;
  private final Program program;
  private final RunState state = new RunState();

  AlexandriteTrainStep(Settings settings) {
    this(torchvision(), settings, cpu().create(new BackendOptions(settings.threads())));
  }

  AlexandriteTrainStep(Network network, Settings settings, Backend backend) {
    this.batch = settings.batch();
    int classes = network.shape(network.output()).elements();
    this.pixels = ExampleBatch.pixels(batch, network.input().elements());
    this.labels = ExampleBatch.labels(batch, classes);
    this.losses = new float[batch];
    LossOp loss = new LossOp.SoftmaxCrossEntropy(classes, 0, List.of());
    this.graphs = Planner.training(network, loss, momentum(), batch);
    this.backend = backend;
    TensorStore store = new TensorStore(backend, graphs.persistent());
    fill(network, store);
    this.program = backend.compile(graphs.step(), store);
    state.rows = batch;
    state.seed = ExampleBatch.SEED;
    state.learningRate = (float) ExampleBatch.RATE;
  }

  private static Network torchvision() {
    return AlexNet.torchvision().initializer(new Initializer.PytorchDefault()).build().network();
  }

  private static UpdateRule momentum() {
    Sgd sgd =
        Sgd.pytorch(ExampleBatch.RATE)
            .momentum(ExampleBatch.MOMENTUM)
            .weightDecay(ExampleBatch.WEIGHT_DECAY);
    return new UpdateRule(sgd, false, 0, 0, 0);
  }

  static BackendProvider cpu() {
    return ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("cpu"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("alexandrite-cpu is not on the class path"));
  }

  private static void fill(Network network, TensorStore store) {
    List<ParameterSpec> parameters = network.parameters();
    for (int number = 0; number < parameters.size(); number++) {
      ParameterSpec parameter = parameters.get(number);
      float[] values = new float[parameter.shape().elements()];
      parameter
          .initializer()
          .fill(values, parameter.fanIn(), parameter.fanOut(), ExampleBatch.SEED, number);
      store.upload(parameter.name(), values);
    }
  }

  @Override
  public void run() {
    program.upload(graphs.input(), pixels, batch);
    program.upload(graphs.labels(), labels, batch);
    program.run(state);
    program.download(graphs.losses(), batch, losses);
    state.step++;
    state.updates++;
  }

  List<Program.PlannedStep> plannedSteps() {
    return program.plannedSteps();
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
