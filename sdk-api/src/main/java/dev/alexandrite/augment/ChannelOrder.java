package dev.alexandrite.augment;

/** The order of the colour planes that the network sees. */
public enum ChannelOrder {
  /** Red, green, blue. */
  RGB,
  /** Blue, green, red: networks trained by Caffe, which read images through OpenCV. */
  BGR
}
