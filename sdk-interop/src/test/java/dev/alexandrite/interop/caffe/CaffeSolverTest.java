package dev.alexandrite.interop.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Order;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.OptimizerState;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.TrainingSettings;
import dev.alexandrite.interop.proto.caffe.BlobProto;
import dev.alexandrite.interop.proto.caffe.BlobShape;
import dev.alexandrite.interop.proto.caffe.SolverState;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.testkit.golden.SharedData;
import dev.alexandrite.train.ScheduleState;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopTraining;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that Caffe began. */
class CaffeSolverTest {
  private static final int STEPS = 100;

  @TempDir Path temp;

  @Test
  void readsTheState() {
    Path folder = SharedData.folder("trained/caffe-cifar10-full");
    try (PretrainedModel model = full(folder);
        OptimizerState state = state(folder, model)) {
      assertEquals(90_000, state.iteration());
      Network network = model.recipe().network();
      WeightReport report = WeightReport.of(network, state.momentum(), WeightRule.exact());
      assertTrue(report.fits(), report.toString());
      assertEquals(network.parameters().size(), report.taken().size());
    }
  }

  /** A network of one layer, so that every number of the state is seen. */
  @Test
  void momentumIsTurnedInSign() throws IOException {
    Path net =
        Files.writeString(
            temp.resolve("net.prototxt"),
            """
            layer { name: 'data' type: 'Input' top: 'data'
              input_param { shape { dim: 1 dim: 3 dim: 1 dim: 1 } } }
            layer { name: 'norm' type: 'BatchNorm' bottom: 'data' top: 'norm' }
            layer { name: 'scale' type: 'Scale' bottom: 'norm' top: 'norm'
              scale_param { bias_term: true } }
            layer { name: 'fc' type: 'InnerProduct' bottom: 'norm' top: 'fc'
              inner_product_param { num_output: 2 bias_term: false } }
            """);
    SolverState.Builder state = SolverState.newBuilder().setIter(7);
    for (List<Long> sizes :
        List.of(List.of(3L), List.of(3L), List.of(1L), List.of(3L), List.of(3L), List.of(2L, 3L))) {
      state.addHistory(blob(sizes, state.getHistoryCount()));
    }
    Path file = temp.resolve("net.solverstate");
    Files.write(file, state.build().toByteArray());
    Network network =
        NetAssembler.assemble(flow(net), net, dev.alexandrite.tensor.Shape.image(3, 1, 1), 1)
            .network();
    OptimizerState read = Models.optimizerState(file, net, network);
    assertEquals(7, read.iteration());
    assertTrue(
        WeightReport.of(network, withState(read.momentum(), network), WeightRule.exact()).fits());
    assertEquals(List.of(-3f, -4f, -5f), values(read.momentum(), "norm.weight"));
    assertEquals(List.of(-4f, -5f, -6f), values(read.momentum(), "norm.bias"));
    assertEquals(List.of(-5f, -6f, -7f, -8f, -9f, -10f), values(read.momentum(), "fc.weight"));

    Files.write(file, state.addHistory(blob(List.of(1L), 0)).build().toByteArray());
    ModelFileException e =
        assertThrows(ModelFileException.class, () -> Models.optimizerState(file, net, network));
    assertTrue(e.getMessage().contains("7 blobs"), e.getMessage());
  }

  @Test
  void readsTheSolver() {
    Path folder = SharedData.folder("caffe/bvlc_alexnet");
    TrainingSettings settings = Models.trainingSettings(folder.resolve("solver.prototxt"));
    assertEquals(Sgd.paper(0.01).momentum(0.9).weightDecay(0.0005), settings.optimizer());
    assertEquals(450_000, settings.steps());
    assertEquals(0.01, rate(settings, 99_999), 0);
    assertEquals(0.001, rate(settings, 100_000), 1e-12);
    assertEquals(List.of(), settings.notes());
  }

  /**
   * What was trained to its end stays there, as it does without its momentum, which is small and
   * points nowhere by then: the loss cannot tell its sign, but 30 times as much leaves.
   */
  @Test
  @Tag("slow")
  void trainingGoesOn() throws IOException {
    Path folder = SharedData.folder("trained/caffe-cifar10-full");
    try (PretrainedModel model = full(folder);
        OptimizerState state = state(folder, model)) {
      double before = loss(model, zeros(model), 1e-12);
      double goingOn = loss(model, state.momentum(), rateOf(folder));
      double control = loss(model, zeros(model), rateOf(folder));
      double wrong = loss(model, times(state.momentum(), 30), rateOf(folder));
      System.getLogger(CaffeSolverTest.class.getName())
          .log(
              System.Logger.Level.INFO,
              "loss before "
                  + before
                  + ", going on "
                  + goingOn
                  + ", without momentum "
                  + control
                  + ", with 30 times as much "
                  + wrong);
      assertTrue(goingOn <= 1.05 * before, goingOn + " after " + before);
      assertTrue(control <= 1.05 * before, control + " after " + before);
      assertTrue(wrong > 1.05 * before, wrong + " after " + before);
    }
  }

  private static double rateOf(Path folder) {
    return Models.trainingSettings(folder.resolve("cifar10_full_solver_lr2.prototxt"))
        .optimizer()
        .learningRate();
  }

  private static double loss(PretrainedModel model, WeightSource momentum, double rate) {
    List<Double> losses = new ArrayList<>();
    Trainer.of(model.recipe())
        .data(Cifar10.train(SharedData.folder("cifar-10-batches-bin")))
        .initialWeights(model.weights(), model.rule())
        .optimizer(Sgd.paper(rate).momentum(0.9).weightDecay(0.004))
        .initialMomentum(momentum)
        .order(Order.FIXED)
        .batchSize(100)
        .epochs(1)
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                losses.add(report.loss());
                if (losses.size() == STEPS) {
                  throw new StopTraining("enough");
                }
              }
            })
        .fit()
        .close();
    return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static PretrainedModel full(Path folder) {
    return Models.load(
        folder.resolve("cifar10_full.prototxt"),
        LoadOptions.defaults()
            .weights(folder.resolve("cifar10_full_iter_90000.caffemodel.h5"))
            .mean(folder.resolve("cifar10_train_mean_3x32x32_f32le.bin")));
  }

  private static OptimizerState state(Path folder, PretrainedModel model) {
    return Models.optimizerState(
        folder.resolve("cifar10_full_iter_90000.solverstate.h5"),
        folder.resolve("cifar10_full_train_test.prototxt"),
        model.recipe());
  }

  private static WeightSource zeros(PretrainedModel model) {
    InMemoryWeights zeros = InMemoryWeights.of("zeros");
    model
        .recipe()
        .network()
        .parameters()
        .forEach(spec -> zeros.add(spec.name(), spec.shape(), new float[spec.shape().elements()]));
    return zeros;
  }

  /** Momentum times a number. */
  private static WeightSource times(WeightSource momentum, float factor) throws IOException {
    InMemoryWeights all = InMemoryWeights.of("momentum times " + factor);
    for (NamedTensor tensor : momentum.tensors()) {
      List<Float> values = values(momentum, tensor.name());
      float[] array = new float[values.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = factor * values.get(i);
      }
      all.add(tensor.name(), tensor.shape(), array);
    }
    return all;
  }

  private static BlobFlow flow(Path net) {
    var builder = dev.alexandrite.interop.proto.caffe.NetParameter.newBuilder();
    PrototxtFormat.read(net, builder);
    return BlobFlow.of(builder.build(), net, true);
  }

  /** A momentum has no running means, which a report of weights asks for. */
  private static WeightSource withState(WeightSource momentum, Network network) throws IOException {
    InMemoryWeights all = InMemoryWeights.of("all");
    for (NamedTensor tensor : momentum.tensors()) {
      List<Float> values = values(momentum, tensor.name());
      float[] array = new float[values.size()];
      Arrays.setAll(values.toArray(), values::get);
      all.add(tensor.name(), tensor.shape(), array);
    }
    network
        .state()
        .forEach(spec -> all.add(spec.name(), spec.shape(), new float[spec.shape().elements()]));
    return all;
  }

  private static List<Float> values(WeightSource source, String name) throws IOException {
    NamedTensor tensor =
        source.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    List<Float> values = new ArrayList<>();
    source.read(
        tensor,
        piece -> {
          while (piece.hasRemaining()) {
            values.add(piece.getFloat());
          }
        });
    return values;
  }

  private static double rate(TrainingSettings settings, long step) {
    return settings
        .schedule()
        .learningRate(
            settings.optimizer().learningRate(), new ScheduleState(step, 0, 1, 1, List.of()));
  }

  private static BlobProto blob(List<Long> sizes, int first) {
    int count = Math.toIntExact(sizes.stream().reduce(1L, (a, b) -> a * b));
    ByteBuffer data = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      data.putFloat(first + i);
    }
    return BlobProto.newBuilder()
        .setShape(BlobShape.newBuilder().addAllDim(sizes))
        .addData(ByteString.copyFrom(data.flip()))
        .build();
  }
}
