package dev.alexandrite.benchmarks;

import org.jspecify.annotations.Nullable;

/** What a system does in a turn. */
enum Work {
  /** Batch in, forward, softmax and cross-entropy, backward, momentum SGD, loss out. */
  TRAIN_TORCHVISION(Net.TORCHVISION, true),
  TRAIN_PAPER(Net.PAPER, true),
  TRAIN_CIFAR_80SEC(Net.CIFAR_80SEC, true),
  /** Batch in, logits out. */
  FORWARD(Net.TORCHVISION, false),
  /** The same with a batch of one, whatever the settings say. */
  ONE_IMAGE(Net.TORCHVISION, false),
  /** Ours with weights of 16 bits, the others as in {@link #ONE_IMAGE}. */
  ONE_IMAGE_BFLOAT16(Net.TORCHVISION, false),
  /** Ours with weights of 8 bits, the others as in {@link #ONE_IMAGE}. */
  ONE_IMAGE_INT8(Net.TORCHVISION, false),
  /** From the start of the process to the first prediction; see {@link FirstPrediction}. */
  FIRST_PREDICTION(Net.TORCHVISION, false),
  /** A product of two square matrices. */
  GEMM_1024,
  FC6_FORWARD,
  FC6_INPUT_GRADIENT,
  FC6_WEIGHT_GRADIENT,
  /** JPEG files to augmented network inputs. */
  PHOTOGRAPHS,
  /** Training of a net of its own on cached photographs; finds the time spent waiting for them. */
  CACHED_TRAINING;

  private final @Nullable Net net;
  private final boolean training;

  Work() {
    this(null, false);
  }

  Work(@Nullable Net net, boolean training) {
    this.net = net;
    this.training = training;
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

  /** Direct arithmetic of one image; 0 if the work is not a network's. */
  double gigaflop() {
    if (net == null) {
      return 0;
    }
    return training ? net.trainingGigaflop() : net.forwardGigaflop();
  }
}
