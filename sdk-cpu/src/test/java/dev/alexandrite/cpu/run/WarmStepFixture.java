package dev.alexandrite.cpu.run;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * A program that trains a network and prints how many bytes a warm step allocated, over all threads
 * but those that draw and prepare images. It measures {@value #WINDOWS} times {@value #WINDOW}
 * steps and prints the least: on a busy machine the compiler may be late, and what the interpreter
 * boxes until then is no step's cost for ever. The network is {@code tiny()} or, with the argument
 * {@value #BREADTH}, one that has every kind of layer but the smooth activations, whose long chains
 * of operations box some vectors a chunk.
 */
final class WarmStepFixture {
  static final String BYTES = "BYTES ";
  static final String BREADTH = "breadth";

  private static final int WINDOW = 50;
  private static final int WINDOWS = 4;
  private static final int BATCH = 64;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private WarmStepFixture() {}

  public static void main(String[] arguments) {
    Meter meter = new Meter();
    boolean breadth = arguments.length > 0 && arguments[0].equals(BREADTH);
    Model model = breadth ? breadth() : AlexNet.tiny().classes(10).build();
    Optimizer optimizer = breadth ? AdamW.of(1e-4) : Sgd.paper(0.01);
    Trainer.of(model)
        .data(DrawnShapes.of(BATCH * WINDOW * (1 + WINDOWS), 32, 5))
        .epochs(1)
        .batchSize(BATCH)
        .optimizer(optimizer)
        .backend("cpu")
        .threads(2)
        .loaderThreads(1)
        .seed(7)
        .listener(meter)
        .fit()
        .classifier()
        .close();
    System.out.println(BYTES + meter.least / WINDOW);
  }

  private static Model breadth() {
    Network network =
        Network.builder("breadth", Shape.image(3, 32, 32))
            .conv2d("conv1", Conv2d.of(32, 5).stride(2).pad(2))
            .batchNorm("norm1", BatchNorm.of())
            .relu("relu1")
            .conv2d("conv2", Conv2d.of(32, 3).pad(1))
            .conv2d("depthwise2", Conv2d.of(32, 3).pad(1).groups(32))
            .conv2d("pointwise2", Conv2d.of(32, 1))
            .localResponseNorm("within2", LocalResponseNorm.of(3).withinMap(true))
            .add("sum2", "relu1", "within2")
            .averagePool("average2", AveragePool.of(2, 2))
            .maxPool("maximum2", MaxPool.of(2, 2), "sum2")
            .concat("concat2", "average2", "maximum2")
            .layerNorm("norm2", LayerNorm.of(3))
            .locallyConnected("local3", LocallyConnected.of(16, 3))
            .relu("relu3")
            .dropout("dropout3", Dropout.of(0.25))
            .flatten("flatten")
            .linear("fc4", Linear.of(32))
            .relu("relu4")
            .linear("fc5", Linear.of(10))
            .build();
    return new Recipe(network, InputPipeline.plain(network.input()));
  }

  /** Reads the allocation counters after every window of steps, the first being the warm-up. */
  private static final class Meter implements TrainingListener {
    private long start;
    private long least = Long.MAX_VALUE;

    @Override
    public void onStep(StepReport report) {
      if (report.step() % WINDOW != 0) {
        return;
      }
      long now = allocated();
      if (report.step() > WINDOW) {
        least = Math.min(least, now - start);
      }
      start = allocated();
    }

    private static long allocated() {
      return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
          .filter(info -> info != null && !info.getThreadName().startsWith("alexandrite-data-"))
          .mapToLong(info -> THREADS.getThreadAllocatedBytes(info.getThreadId()))
          .sum();
    }
  }
}
