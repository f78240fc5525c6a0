package dev.alexandrite.cpu;

/** A function of one number over contiguous elements; y may be x. */
interface UnaryLoop {
  void run(float[] x, int xAt, float[] y, int yAt, int count);
}
