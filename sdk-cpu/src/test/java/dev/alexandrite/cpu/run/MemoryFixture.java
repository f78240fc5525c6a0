package dev.alexandrite.cpu.run;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.lang.management.ManagementFactory;

/**
 * A program that trains a network of some 9 million weights and prints what the report said it
 * would need and what the heap held when everything was in use, in bytes.
 */
final class MemoryFixture {
  static final String REPORTED = "REPORTED ";
  static final String HELD = "HELD ";

  private static final int BATCH = 32;
  private static final int IMAGES = 3 * BATCH;
  private static final int PIXELS = 64;

  private MemoryFixture() {}

  public static void main(String[] arguments) {
    Network network =
        Network.builder(Shape.image(3, PIXELS, PIXELS))
            .conv2d("conv1", Conv2d.of(48, 5).pad(2))
            .relu("relu1")
            .maxPool("pool1", MaxPool.of(2, 2))
            .conv2d("conv2", Conv2d.of(96, 3).pad(1))
            .relu("relu2")
            .maxPool("pool2", MaxPool.of(2, 2))
            .flatten("flat")
            .linear("fc1", Linear.of(384))
            .relu("relu3")
            .linear("fc2", Linear.of(10))
            .build();
    Meter meter = new Meter();
    Trainer.of(network)
        .data(DrawnShapes.of(IMAGES, PIXELS, 5))
        .epochs(2)
        .batchSize(BATCH)
        .optimizer(Sgd.paper(0.01).momentum(0.9))
        .cacheImages(1L << 30)
        .backend("cpu")
        .threads(2)
        .loaderThreads(1)
        .listener(meter)
        .fit()
        .classifier()
        .close();
    System.out.println(REPORTED + meter.reported);
    System.out.println(HELD + (meter.held - meter.before));
  }

  /** Measures after a collection, before the run and in its second epoch. */
  private static final class Meter implements TrainingListener {
    private final long before = used();
    private long reported;
    private long held;

    @Override
    public void onStart(RunControl run, MemoryReport memory) {
      reported = memory.total();
    }

    @Override
    public void onStep(StepReport report) {
      if (report.epoch() == 1 && held == 0) {
        held = used();
      }
    }

    private static long used() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }
}
