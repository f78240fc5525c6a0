package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training step copies its images and labels in and its losses out, and nothing else. */
class TransferTest {
  private static final int PIXELS = 3 * 32 * 32;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "scalar"})
  void aStepCopiesTheBatchInAndTheLossesOut(String backend) throws IOException {
    Steps steps = new Steps();
    try (URLClassLoader loader = counted()) {
      Trainer.of(AlexNet.tiny().classes(10).build())
          .data(DrawnShapes.of(10, 32, 5))
          .epochs(1)
          .batchSize(4)
          .optimizer(Sgd.paper(0.01).momentum(0.9))
          .accumulate(2)
          .clipNorm(1)
          .maxNorm(3)
          .averageWeights(0.9)
          .backend("counted-" + backend)
          .classLoader(loader)
          .threads(1)
          .loaderThreads(1)
          .listener(steps)
          .fit()
          .classifier()
          .close();
    }
    List<CountedBackend.Transfer> gathered = new ArrayList<>(step(4));
    gathered.addAll(step(4));
    assertEquals(List.of(gathered, step(2)), steps.transfers);
  }

  @Test
  void aListenerThatLooksCopiesWhatItAsksForAndNothingElse() throws IOException {
    Looker looker = new Looker();
    try (URLClassLoader loader = counted()) {
      Trainer.of(AlexNet.tiny().classes(10).build())
          .data(DrawnShapes.of(12, 32, 5))
          .epochs(1)
          .batchSize(4)
          .backend("counted-cpu")
          .classLoader(loader)
          .threads(1)
          .loaderThreads(1)
          .listener(looker)
          .fit()
          .classifier()
          .close();
    }
    Network network = AlexNet.tiny().classes(10).build().network();
    String layer = looker.layer;
    long values = network.shape(layer).elements();
    assertEquals(List.of(step(4), step(4), step(4)), looker.transfers);
    assertEquals(
        List.of(
            new CountedBackend.Transfer(
                "out", looker.parameter, network.parameters().get(0).shape().elements()),
            new CountedBackend.Transfer("in", Network.INPUT, PIXELS),
            new CountedBackend.Transfer("in", "gradient of " + network.output(), 10),
            new CountedBackend.Transfer("out", layer, values),
            new CountedBackend.Transfer("out", "gradient of " + layer, values),
            new CountedBackend.Transfer("out", network.output(), 10)),
        looker.looked);
  }

  /** Looks once, after the second step, and writes down what that and the steps copied. */
  private static final class Looker implements TrainingListener {
    private final List<List<CountedBackend.Transfer>> transfers = new ArrayList<>();
    private final Network network = AlexNet.tiny().classes(10).build().network();
    private final String parameter = network.parameters().getFirst().name();
    private final String layer = network.parameters().getFirst().layer();
    private List<CountedBackend.Transfer> looked = List.of();
    private @Nullable RunControl run;

    @Override
    public void onStart(RunControl control, MemoryReport memory) {
      run = control;
      CountedBackend.take();
    }

    @Override
    public void onStep(StepReport report) {
      transfers.add(CountedBackend.take());
      if (report.step() == 2 && run != null) {
        run.parameter(parameter);
        run.inspector().inspect(DrawnShapes.of(12, 32, 5).image(0), List.of(layer), 3);
        looked = CountedBackend.take();
      }
    }
  }

  private URLClassLoader counted() throws IOException {
    Path services = Files.createDirectories(temp.resolve("META-INF/services"));
    Files.write(
        services.resolve(BackendProvider.class.getName()),
        List.of(CountedBackend.Cpu.class.getName(), CountedBackend.Scalar.class.getName()));
    URL[] urls = {temp.toUri().toURL()};
    return new URLClassLoader(urls, getClass().getClassLoader());
  }

  private static List<CountedBackend.Transfer> step(int rows) {
    return List.of(
        new CountedBackend.Transfer("in", Network.INPUT, (long) rows * PIXELS),
        new CountedBackend.Transfer("in", "labels", rows),
        new CountedBackend.Transfer("out", "losses", rows));
  }

  private static final class Steps implements TrainingListener {
    private final List<List<CountedBackend.Transfer>> transfers = new ArrayList<>();

    @Override
    public void onStart(RunControl run, MemoryReport memory) {
      CountedBackend.take();
    }

    @Override
    public void onStep(StepReport report) {
      transfers.add(CountedBackend.take());
    }
  }
}
