package dev.alexandrite.observe;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;

/** A run of a second: 60 drawn images in batches of 10, six steps an epoch. */
public final class SmallRun {
  public static final int STEPS = 6;
  public static final int EPOCHS = 3;

  private SmallRun() {}

  public static Network network() {
    return AlexNet.tiny().build().network();
  }

  public static Trainer trainer() {
    return trainer(EPOCHS);
  }

  public static Trainer trainer(int epochs) {
    return Trainer.of(AlexNet.tiny().build())
        .data(DrawnShapes.of(60, 32, 1))
        .validation(DrawnShapes.of(20, 32, 2))
        .epochs(epochs)
        .batchSize(10)
        .seed(7)
        .threads(1)
        .loaderThreads(1);
  }

  /** What a listener is given at the start of such a run; the numbers of the run are over. */
  static RunControl control() {
    Capture capture = new Capture();
    trainer(1).listener(capture).fit().close();
    return capture.run;
  }

  private static final class Capture implements TrainingListener {
    private RunControl run;

    @Override
    public void onStart(RunControl control, MemoryReport memory) {
      run = control;
    }
  }

  /** Stops a run after a step, as Ctrl-C does. */
  public static final class Stop implements TrainingListener {
    private final long step;
    private RunControl run;

    public Stop(long step) {
      this.step = step;
    }

    @Override
    public void onStart(RunControl control, MemoryReport memory) {
      run = control;
    }

    @Override
    public void onStep(StepReport report) {
      if (report.step() == step) {
        run.stop();
      }
    }
  }

  /** A run that is killed leaves no end, so it fails. */
  static final class Kill implements TrainingListener {
    private final long step;

    Kill(long step) {
      this.step = step;
    }

    @Override
    public void onStep(StepReport report) {
      if (report.step() == step) {
        throw new IllegalStateException("killed");
      }
    }
  }

  /** Always the same value. */
  record Constant(String name, double value) implements Metric {
    @Override
    public Accumulator start() {
      return new Accumulator() {
        @Override
        public void add(float[] probabilities, int label) {
          // The value depends on nothing.
        }

        @Override
        public double value() {
          return value;
        }
      };
    }
  }
}
