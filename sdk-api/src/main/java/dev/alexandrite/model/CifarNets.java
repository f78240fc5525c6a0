package dev.alexandrite.model;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Krizhevsky's networks for CIFAR-10 as published with cuda-convnet in 2011 ({@code
 * example-layers/*.cfg} and its wiki), the nets of the AlexNet paper's section 3.3. The names are
 * his: the time of training on a GPU of 2011, or the test error.
 *
 * <p>All take 32×32 pixels of 0 to 255 less the mean image of the training set, and pool 3×3 with
 * stride 2, rounding up. The multipliers of weight decay <em>are</em> the configuration's {@code
 * wc}, biases do not decay and learn twice as fast. Train them as he did: batches of 128, {@code
 * Sgd.paper(0.001).momentum(0.9).weightDecay(1)}, the rate divided by 10 near the end.
 */
public final class CifarNets {
  private static final MaxPool MAX_POOL = MaxPool.of(3, 2).roundUp().ties(Ties.ALL);
  private static final AveragePool AVERAGE_POOL = AveragePool.of(3, 2).roundUp();
  private static final int CLASSES = 10;

  private CifarNets() {}

  /**
   * The networks by his names, for programs that are told one by its name.
   *
   * @return {@code 80sec}, {@code 19pct}, {@code 18pct}, {@code 13pct} and {@code 11pct}, in this
   *     order; unmodifiable
   */
  public static Map<String, Supplier<Recipe>> byName() {
    Map<String, Supplier<Recipe>> nets = new LinkedHashMap<>();
    nets.put("80sec", CifarNets::layers80sec);
    nets.put("19pct", CifarNets::layers19pct);
    nets.put("18pct", CifarNets::layers18pct);
    nets.put("13pct", CifarNets::layers13pct);
    nets.put("11pct", CifarNets::layers11pct);
    return Collections.unmodifiableMap(nets);
  }

  /**
   * {@code layers-80sec}: three convolutions, a maximum and two average poolings, two fully
   * connected layers. 26 % test error after 8 epochs and a few more at a tenth of the rate, without
   * augmentation. 145,578 parameters.
   *
   * @return the network and its pipeline
   */
  public static Recipe layers80sec() {
    NetworkBuilder net =
        threeConvolutions("cifar-80sec", false)
            .flatten("flatten")
            .linear("fc64", Linear.of(64).options(start(0.1, 0.03)))
            .relu("relu4")
            .linear("fc10", Linear.of(CLASSES).options(start(0.1, 0.03)));
    return new Recipe(net.build(), whole());
  }

  /**
   * {@code layers-19pct}: like {@link #layers80sec()} without the hidden fully connected layer and
   * with a decay of 3 on the last one. 19 % test error, without augmentation. 89,578 parameters.
   *
   * @return the network and its pipeline
   */
  public static Recipe layers19pct() {
    NetworkBuilder net =
        threeConvolutions("cifar-19pct", false)
            .flatten("flatten")
            .linear("fc10", Linear.of(CLASSES).options(start(0.01, 3)));
    return new Recipe(net.build(), whole());
  }

  /**
   * {@code layers-18pct}: like {@link #layers19pct()} with response normalisation in 3×3 windows of
   * the same map after the first two poolings and a decay of 1 on the last layer. 18 % test error
   * without augmentation, after 120 epochs, 10 at a tenth and 10 at a hundredth of the rate. 89,578
   * parameters.
   *
   * @return the network and its pipeline
   */
  public static Recipe layers18pct() {
    NetworkBuilder net =
        threeConvolutions("cifar-18pct", true)
            .flatten("flatten")
            .linear("fc10", Linear.of(CLASSES).options(start(0.01, 1)));
    return new Recipe(net.build(), whole());
  }

  /**
   * {@code layers-conv-local-13pct}: two convolutions and two locally connected layers on random
   * 24×24 crops and flips. 13 % test error on ten views after 140 epochs, 10 at a tenth and 10 at a
   * hundredth of the rate. 1,116,490 parameters.
   *
   * @return the network and its pipeline
   */
  public static Recipe layers13pct() {
    NetworkBuilder net =
        Network.builder("cifar-13pct", Shape.image(3, 24, 24))
            .conv2d("conv1", Conv2d.of(64, 5).pad(2).options(start(1e-4, 0)))
            .relu("relu1")
            .maxPool("pool1", MAX_POOL)
            .conv2d("conv2", Conv2d.of(64, 5).pad(2).options(start(0.01, 0)))
            .relu("relu2")
            .maxPool("pool2", MAX_POOL);
    locallyConnected(net, 32, 0.004);
    return new Recipe(net.build(), cropsAndFlips());
  }

  /**
   * {@code layers-conv-local-11pct}: like {@link #layers13pct()} with response normalisation across
   * 9 maps after the first and before the second pooling, and 64 instead of 32 filters in the first
   * locally connected layer. 11 % test error on ten views after 500 epochs, 10 at a tenth and 10 at
   * a hundredth of the rate. 2,112,970 parameters.
   *
   * @return the network and its pipeline
   */
  public static Recipe layers11pct() {
    LocalResponseNorm norm = LocalResponseNorm.of(9).alpha(1e-3);
    NetworkBuilder net =
        Network.builder("cifar-11pct", Shape.image(3, 24, 24))
            .conv2d("conv1", Conv2d.of(64, 5).pad(2).options(start(1e-4, 0)))
            .relu("relu1")
            .maxPool("pool1", MAX_POOL)
            .localResponseNorm("norm1", norm)
            .conv2d("conv2", Conv2d.of(64, 5).pad(2).options(start(0.01, 0)))
            .relu("relu2")
            .localResponseNorm("norm2", norm)
            .maxPool("pool2", MAX_POOL);
    locallyConnected(net, 64, 0.01);
    return new Recipe(net.build(), cropsAndFlips());
  }

  private static NetworkBuilder threeConvolutions(String name, boolean normalized) {
    LocalResponseNorm norm = LocalResponseNorm.of(3).alpha(5e-5).withinMap(true);
    NetworkBuilder net =
        Network.builder(name, Shape.image(3, 32, 32))
            .conv2d("conv1", Conv2d.of(32, 5).pad(2).options(start(1e-4, 0.004)))
            .maxPool("pool1", MAX_POOL)
            .relu("relu1");
    if (normalized) {
      net.localResponseNorm("norm1", norm);
    }
    net.conv2d("conv2", Conv2d.of(32, 5).pad(2).options(start(0.01, 0.004)))
        .relu("relu2")
        .averagePool("pool2", AVERAGE_POOL);
    if (normalized) {
      net.localResponseNorm("norm2", norm);
    }
    return net.conv2d("conv3", Conv2d.of(64, 5).pad(2).options(start(0.01, 0.004)))
        .relu("relu3")
        .averagePool("pool3", AVERAGE_POOL);
  }

  private static void locallyConnected(NetworkBuilder net, int filters, double lastDecay) {
    net.locallyConnected(
            "local3", LocallyConnected.of(filters, 3).pad(1).options(start(0.04, 0.004)))
        .relu("relu3")
        .locallyConnected("local4", LocallyConnected.of(32, 3).pad(1).options(start(0.04, 0.004)))
        .relu("relu4")
        .flatten("flatten")
        .linear("fc10", Linear.of(CLASSES).options(start(0.01, lastDecay)));
  }

  /** {@code initW}, {@code wc}, and the rates {@code epsW=0.001} and {@code epsB=0.002}. */
  private static ParameterOptions start(double stddev, double decay) {
    return ParameterOptions.DEFAULT
        .weights(new Initializer.Gaussian(stddev))
        .rates(1, 2)
        .decays(decay, 0);
  }

  private static InputPipeline whole() {
    return pipeline(32, List.of());
  }

  private static InputPipeline cropsAndFlips() {
    return pipeline(24, List.of(Augment.randomCrop(24), Augment.horizontalFlip()));
  }

  private static InputPipeline pipeline(int crop, List<Augment> training) {
    return new InputPipeline(
        new Resize.None(32, 32),
        crop,
        crop,
        PixelRange.BYTES,
        ChannelOrder.RGB,
        new Normalization.MeanImage(false),
        training);
  }
}
