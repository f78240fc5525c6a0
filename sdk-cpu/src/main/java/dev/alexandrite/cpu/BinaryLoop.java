package dev.alexandrite.cpu;

/** A function of two numbers over contiguous elements; y may be one of the operands. */
interface BinaryLoop {
  void run(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count);
}
