package dev.alexandrite.tensor;

/** Who receives the gradient when several inputs of a max pooling share the maximum. */
public enum Ties {
  /** Every tied input receives the whole gradient, as in cuda-convnet (2012). */
  ALL,
  /** The first in row order alone, as in Caffe and PyTorch. */
  FIRST
}
