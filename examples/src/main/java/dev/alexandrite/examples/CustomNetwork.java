package dev.alexandrite.examples;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.AugmentRandom;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Planes;
import dev.alexandrite.data.Split;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.CompositeLayer;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Loss;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;

/**
 * A network of one's own: residual blocks, and a transform, a loss, a metric and a listener that
 * the SDK does not have.
 *
 * <pre>
 * examples/run CustomNetwork
 * examples/run CustomNetwork --help
 * </pre>
 *
 * <p>Expected output, about a minute on two cores: the layers, a line an epoch, and
 *
 * <pre>
 * RESULT top1=0.8xx confidence=0.xxx
 * </pre>
 */
public final class CustomNetwork {
  private CustomNetwork() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        CustomNetwork.class,
        "A network of one's own: residual blocks, and a transform, a loss, a metric and a listener"
            + " that the SDK does not have.",
        CustomNetwork::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    int training = options.integer("images", 3000, "how many training images are drawn");
    int epochs = options.integer("epochs", 4, "passes over the training images");
    int batch = options.integer("batch", 64, "images of a step");
    int seed = options.integer("seed", 1, "draws images, weights and order");
    options.complete();
    Split images = ImageData.drawn(training, 500, 32, seed);

    Network network = network();
    out.println(network.summary());
    var result =
        Trainer.of(new Recipe(network, pipeline(network)))
            .data(images.train())
            .validation(images.validation())
            .epochs(epochs)
            .batchSize(batch)
            .optimizer(AdamW.of(2e-3))
            .schedule(Schedules.cosine())
            .loss(hinge())
            .metric(new Confidence())
            .listener(epochPrinter(out))
            .seed(seed)
            .fit();
    result.close();
    var report = result.history().getLast().validation().orElseThrow();
    out.println(
        Text.format(
            "RESULT top1=%.3f confidence=%.3f",
            report.top1(), Objects.requireNonNull(report.metrics().get("confidence"))));
  }

  private static Network network() {
    return Network.builder("residual", Shape.image(3, 32, 32))
        .conv2d("stem", Conv2d.of(24, 3).pad(1).weights(new Initializer.HeNormal()))
        .maxPool("pool1", MaxPool.of(2, 2))
        .composite("block1", residual(24))
        .maxPool("pool2", MaxPool.of(2, 2))
        .composite("block2", residual(24))
        .averagePool("pool3", AveragePool.of(4, 4))
        .flatten("flatten")
        .linear("scores", Linear.of(10))
        .build();
  }

  /** {@code relu(x + conv(relu(norm(conv(x)))))}, the block of ResNet in short (He et al. 2015). */
  private static CompositeLayer residual(int channels) {
    Conv2d convolution = Conv2d.of(channels, 3).pad(1).noBias().weights(new Initializer.HeNormal());
    return (NetworkBuilder scope, List<String> inputs) -> {
      scope
          .conv2d("conv1", convolution)
          .batchNorm("norm1", BatchNorm.of())
          .relu("relu1")
          .conv2d("conv2", convolution)
          .batchNorm("norm2", BatchNorm.of())
          .add("sum", "norm2", inputs.getFirst())
          .relu("relu2");
      return "relu2";
    };
  }

  private static InputPipeline pipeline(Network network) {
    float[] half = {0.5f, 0.5f, 0.5f};
    return InputPipeline.plain(network.input())
        .normalization(Normalization.fixed(half, half))
        .training(List.of(Augment.custom("blank", CustomNetwork::blank)));
  }

  /** Blanks a random square, as in Cutout (DeVries and Taylor, arXiv 1708.04552). */
  private static void blank(Planes image, AugmentRandom random) {
    int side = image.height() / 4;
    int top = random.nextInt(image.height() - side + 1);
    int left = random.nextInt(image.width() - side + 1);
    for (int channel = 0; channel < Planes.CHANNELS; channel++) {
      for (int y = top; y < top + side; y++) {
        for (int x = left; x < left + side; x++) {
          image.values()[image.index(channel, y, x)] = 127.5f;
        }
      }
    }
  }

  /** {@code Σ max(0, 1 + z_c - z_label)} over the other classes (Weston and Watkins 1999). */
  private static Loss hinge() {
    return (logits, labels, rows, classes, losses, gradient) -> {
      for (int row = 0; row < rows; row++) {
        int base = row * classes;
        int label = base + (int) labels[row];
        losses[row] = 0;
        gradient[label] = 0;
        for (int at = base; at < base + classes; at++) {
          float margin = 1 + logits[at] - logits[label];
          if (at != label) {
            gradient[at] = margin > 0 ? 1f / rows : 0;
            gradient[label] -= gradient[at];
            losses[row] += Math.max(0, margin);
          }
        }
      }
    };
  }

  /** The mean probability that the network gives to the true class. */
  private static final class Confidence implements Metric {
    @Override
    public String name() {
      return "confidence";
    }

    @Override
    public Accumulator start() {
      return new Accumulator() {
        private double sum;
        private int count;

        @Override
        public void add(float[] probabilities, int label) {
          sum += probabilities[label];
          count++;
        }

        @Override
        public double value() {
          return sum / count;
        }
      };
    }
  }

  private static TrainingListener epochPrinter(PrintStream out) {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochReport epoch) {
        out.println(
            Text.format(
                "epoch %d: loss %.4f, top-1 error %.3f",
                epoch.epoch() + 1, epoch.trainLoss(), Monitor.error().value(epoch)));
      }
    };
  }
}
