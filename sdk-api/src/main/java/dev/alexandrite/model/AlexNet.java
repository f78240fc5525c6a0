package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.InputPipeline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The network of Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional
 * Neural Networks" (NIPS 2012), and its relatives: five convolutions, three fully connected layers.
 * Every preset is a builder that starts from the numbers of its source.
 *
 * <pre>{@code
 * AlexNet net = AlexNet.builder().classes(10).build();
 * System.out.println(net.summary());
 * }</pre>
 */
public final class AlexNet implements Model {
  private final Network network;
  private final InputPipeline pipeline;

  AlexNet(Network network, InputPipeline pipeline) {
    PipelineCheck.fits(network, pipeline);
    this.network = network;
    this.pipeline = pipeline;
  }

  /**
   * The presets by the names of their methods, for programs that are told one by its name.
   *
   * @return {@code tiny}, {@code paper}, {@code release2012}, {@code caffe}, {@code oneTower} and
   *     {@code torchvision}, in this order; each gives a new builder; unmodifiable
   */
  public static Map<String, Supplier<AlexNetBuilder>> presets() {
    Map<String, Supplier<AlexNetBuilder>> presets = new LinkedHashMap<>();
    presets.put("tiny", AlexNet::tiny);
    presets.put("paper", AlexNet::paper);
    presets.put("release2012", AlexNet::release2012);
    presets.put("caffe", AlexNet::caffe);
    presets.put("oneTower", AlexNet::oneTower);
    presets.put("torchvision", AlexNet::torchvision);
    return Collections.unmodifiableMap(presets);
  }

  /**
   * The paper's network, the same as {@link #paper()}.
   *
   * @return the builder
   */
  public static AlexNetBuilder builder() {
    return paper();
  }

  /**
   * The network as the paper prints it (sections 3.5, 4 and 5). 224×224 pixels of 0 to 255 less the
   * mean image; maps of 55, 27, 13, 13, 13 and 6; 96, 256, 384, 384 and 256 filters, two groups
   * (the two GPUs) in convolutions 2, 4 and 5; ReLU, response normalisation across all channels (n
   * = 5, k = 2, alpha = 1e-4 divided by n as in its code, beta = 0.75), then pooling of 3 with
   * stride 2; original dropout of 0.5 behind fc6 and fc7. Crops, flips and colour noise of 0.1.
   *
   * <p>For 1,000 classes: 60,965,224 parameters and 724,406,816 multiply-adds.
   *
   * <p>Weights start from N(0, 0.01²), biases of convolutions 2, 4, 5 and of fc6 and fc7 from 1,
   * the others from 0 (section 5). The code that produced the paper's results used 0.03 in
   * convolutions 3 to 5, see {@link #release2012()}, and others report that the printed values can
   * stay at the loss of guessing: for other data, {@link AlexNetBuilder#initializer} and {@link
   * AlexNetBuilder#biases} replace them.
   *
   * <p>The input is 224 with three zero rows and columns at the bottom and the right alone, which
   * is what rounding up meant in the code; 224 without padding would give 54, not the paper's 55.
   *
   * @return the builder
   */
  public static AlexNetBuilder paper() {
    return new AlexNetBuilder(AlexNetPreset.PAPER);
  }

  /**
   * What the code released in 2025 by the Computer History Museum computed ({@code
   * layers/layers-145.cfg}, whose results are the paper's). It differs from {@link #paper()}: in
   * the first layer normalisation comes before pooling and ReLU last; the towers normalise
   * separately; a response normalisation within maps (5×5, alpha = 1e-3 divided by 25, k = 1)
   * follows the one of layer 2; convolutions 3 to 5 start from N(0, 0.03²); biases learn twice as
   * fast and do not decay; crops and flips are drawn once for 32 images that follow each other, so
   * 4 times a batch of 128; the image is divided by 1.1 after colour noise, which ends at epoch 67.
   *
   * <p>What is not part of a network, the trainer has to be told: {@code batchSize(128)} and {@code
   * order(Order.SHUFFLED_ONCE)}: its batches were shuffled when they were written and came in that
   * order in every epoch (cuda-convnet's {@code data.py} and {@code make-data.py}). Its schedule on
   * ILSVRC-2012 ({@code layer-params-145.cfg}, 91 epochs) was {@code Schedules.milestones(0.1, 25,
   * 51, 79)} with {@code layerLearningRate("conv1", 67, 0.1).layerLearningRate("conv1", 72, 0)}:
   * the first convolution slowed down with the end of colour noise, then frozen. (The other layers'
   * biases still had the rate 0.02 at the end, which no option here expresses.)
   *
   * <p>The same 60,965,224 parameters and 724,406,816 multiply-adds.
   *
   * @return the builder
   */
  public static AlexNetBuilder release2012() {
    return new AlexNetBuilder(AlexNetPreset.RELEASE_2012);
  }

  /**
   * Caffe's {@code bvlc_alexnet}: 227×227 pixels without padding, blue-green-red, squashed to
   * 256×256 before the crop, mean image at the crop's place; k = 1 in the normalisation; inverted
   * dropout; biases at 0.1 where the paper has 1 (with 1 its authors saw a flat loss), fc6 and fc7
   * from N(0, 0.005²); biases learn twice as fast and do not decay. No colour noise.
   *
   * <p>The same 60,965,224 parameters and 724,406,816 multiply-adds.
   *
   * @return the builder
   */
  public static AlexNetBuilder caffe() {
    return new AlexNetBuilder(AlexNetPreset.CAFFE);
  }

  /**
   * The single tower of "One weird trick for parallelizing convolutional neural networks" (arXiv
   * 1404.5997) as in cuda-convnet2's {@code layers-imagenet-1gpu.cfg}: 64, 192, 384, 256 and 256
   * filters without groups, response normalisation (k = 2), original dropout; the first layer's
   * order, starts (0.03 in convolutions 3 to 5), bias rates and decays of {@link #release2012()},
   * but biases of -7 in fc8. The 384 filters of conv4 in the paper's footnote contradict its own
   * parameter count.
   *
   * <p>For 1,000 classes: 61,100,840 parameters and 714,188,480 multiply-adds.
   *
   * @return the builder
   */
  public static AlexNetBuilder oneTower() {
    return new AlexNetBuilder(AlexNetPreset.ONE_TOWER);
  }

  /**
   * torchvision's {@code alexnet}: the single tower with padding 2 in conv1, without normalisation,
   * inverted dropout on the inputs of fc6 and fc7; pixels of 0 to 1, normalised by ImageNet's mean
   * and deviation of each channel. Unlike torchvision it has no adaptive pooling before fc6, which
   * at 224 pixels does nothing. Training crops 224 out of 256 and flips.
   *
   * <p>For 1,000 classes: 61,100,840 parameters and 714,188,480 multiply-adds.
   *
   * <p>Weights start from N(0, 0.5 / fanIn), biases from 0: on 3,000 photographs at rate 0.01 this
   * trained to 71 % (plan version {@code cpu-2}, see {@code docs/runs}) where N(0, 2 / fanIn)
   * diverges within an epoch. PyTorch's own start is {@code initializer(new
   * Initializer.PytorchDefault()).biases(new Initializer.PytorchDefault())}.
   *
   * @return the builder
   */
  public static AlexNetBuilder torchvision() {
    return new AlexNetBuilder(AlexNetPreset.TORCHVISION);
  }

  /**
   * An AlexNet in everything but size, for tests, examples and small pictures: 32×32 pixels and up,
   * 32, 64, 96, 96 and 64 filters, two groups in convolutions 2, 4 and 5, response normalisation,
   * overlapping pools, fully connected layers of 256. The first stride is the input size divided by
   * 32, so that larger pictures cost hardly more parameters. No augmentation unless asked for.
   *
   * <p>For 32×32 pixels and 10 classes: 352,458 parameters and 10,843,136 multiply-adds.
   *
   * <p>It is made to learn in a few epochs: He's start N(0, 2 / fanIn) with biases 0, pixels scaled
   * to about unit variance, inverted dropout of 0.25, and alpha = 0.5 with k = 1 in the
   * normalisation, which does to unit variance what the paper's alpha does to pixels of 0 to 255.
   *
   * @return the builder
   */
  public static AlexNetBuilder tiny() {
    return new AlexNetBuilder(AlexNetPreset.TINY);
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public InputPipeline pipeline() {
    return pipeline;
  }

  @Override
  public AlexNet withClasses(int classes) {
    return new AlexNet(network.withClasses(classes), pipeline);
  }

  /**
   * A table of the layers for a batch of one.
   *
   * @return several lines, see {@link Network#summary(int)}
   */
  public String summary() {
    return network.summary();
  }

  /**
   * A table of the layers.
   *
   * @param batch examples in the batch
   * @return several lines, see {@link Network#summary(int)}
   * @throws InvalidModelException if the batch is not positive
   */
  public String summary(int batch) {
    return network.summary(batch);
  }

  @Override
  public String toString() {
    return "AlexNet[" + network.name() + "]";
  }
}
