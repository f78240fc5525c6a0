package dev.alexandrite.benchmarks;

import org.jspecify.annotations.Nullable;

/** What a system does in a turn. */
enum Work {
  TRAIN_TORCHVISION(Net.TORCHVISION, Task.TRAIN),
  TRAIN_PAPER(Net.PAPER, Task.TRAIN),
  TRAIN_CIFAR_80SEC(Net.CIFAR_80SEC, Task.TRAIN),
  FORWARD(Net.TORCHVISION, Task.FORWARD),
  /** With a batch of one, whatever the settings say. */
  ONE_IMAGE(Net.TORCHVISION, Task.FORWARD, 1),
  /** Ours with weights of 16 bits, the others as in {@link #ONE_IMAGE}. */
  ONE_IMAGE_BFLOAT16(Net.TORCHVISION, Task.FORWARD, 1),
  /** Ours with weights of 8 bits, the others as in {@link #ONE_IMAGE}. */
  ONE_IMAGE_INT8(Net.TORCHVISION, Task.FORWARD, 1),
  /** From the start of the process to the first prediction; see {@link FirstPrediction}. */
  FIRST_PREDICTION(Net.TORCHVISION, Task.OTHER),
  /** A product of two square matrices. */
  GEMM_1024,
  FC6_FORWARD,
  FC6_INPUT_GRADIENT,
  FC6_WEIGHT_GRADIENT,
  /** JPEG files to augmented network inputs. */
  PHOTOGRAPHS,
  /** Training of a net of its own on cached photographs; finds the time spent waiting for them. */
  CACHED_TRAINING,
  FORWARD_VGG16(Net.VGG16, Task.FORWARD, 16),
  FORWARD_RESNET18(Net.RESNET18, Task.FORWARD, 16),
  FORWARD_RESNET50(Net.RESNET50, Task.FORWARD, 16),
  FORWARD_GOOGLENET(Net.GOOGLENET, Task.FORWARD, 16),
  FORWARD_SQUEEZENET11(Net.SQUEEZENET11, Task.FORWARD, 16),
  FORWARD_MOBILENET_V2(Net.MOBILENET_V2, Task.FORWARD, 16),
  FORWARD_EFFICIENTNET_B0(Net.EFFICIENTNET_B0, Task.FORWARD, 16),
  ONE_IMAGE_VGG16(Net.VGG16, Task.FORWARD, 1),
  ONE_IMAGE_RESNET18(Net.RESNET18, Task.FORWARD, 1),
  ONE_IMAGE_RESNET50(Net.RESNET50, Task.FORWARD, 1),
  ONE_IMAGE_GOOGLENET(Net.GOOGLENET, Task.FORWARD, 1),
  ONE_IMAGE_SQUEEZENET11(Net.SQUEEZENET11, Task.FORWARD, 1),
  ONE_IMAGE_MOBILENET_V2(Net.MOBILENET_V2, Task.FORWARD, 1),
  ONE_IMAGE_EFFICIENTNET_B0(Net.EFFICIENTNET_B0, Task.FORWARD, 1),
  TRAIN_VGG16(Net.VGG16, Task.TRAIN, 8),
  TRAIN_RESNET18(Net.RESNET18, Task.TRAIN, 32),
  TRAIN_RESNET50(Net.RESNET50, Task.TRAIN, 16),
  TRAIN_EFFICIENTNET_B0(Net.EFFICIENTNET_B0, Task.TRAIN, 16),
  /** For its memory. */
  TRAIN_RESNET50_32(Net.RESNET50, Task.TRAIN, 32);

  private static final int AS_CHOSEN = 0;

  private final @Nullable Net net;
  private final Task task;
  private final int batch;

  Work() {
    this(null, Task.OTHER, AS_CHOSEN);
  }

  Work(Net net, Task task) {
    this(net, task, AS_CHOSEN);
  }

  Work(@Nullable Net net, Task task, int batch) {
    this.net = net;
    this.task = task;
    this.batch = batch;
  }

  /** The network, whose weights the systems share; null if the work needs none. */
  @Nullable Net net() {
    return net;
  }

  /**
   * The network of work that has one.
   *
   * @throws IllegalStateException if the work needs none
   */
  Net requireNet() {
    if (net == null) {
      throw new IllegalStateException(this + " is not done by a network");
    }
    return net;
  }

  /** Its kind. */
  Task task() {
    return task;
  }

  /** The images of a step: a number of its own, or what the user chose. */
  int batch(Settings settings) {
    return batch == AS_CHOSEN ? settings.batch() : batch;
  }

  /** Direct arithmetic of one image; 0 if the work is not a network's. */
  double gigaflop() {
    if (net == null) {
      return 0;
    }
    return task == Task.TRAIN ? net.trainingGigaflop() : net.forwardGigaflop();
  }
}
