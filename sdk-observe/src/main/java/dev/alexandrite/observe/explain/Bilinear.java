package dev.alexandrite.observe.explain;

/** Enlarges maps; a pixel's value is that of its centre. */
final class Bilinear {
  private Bilinear() {}

  /** Values of {@code [height, width]} at {@code [newHeight, newWidth]} places, edges repeated. */
  static float[] resized(float[] values, int height, int width, int newHeight, int newWidth) {
    float[] resized = new float[newHeight * newWidth];
    for (int y = 0; y < newHeight; y++) {
      double fromY = place(y, newHeight, height);
      int top = Math.min((int) fromY, Math.max(0, height - 2));
      int bottom = Math.min(top + 1, height - 1);
      double down = fromY - top;
      for (int x = 0; x < newWidth; x++) {
        double fromX = place(x, newWidth, width);
        int left = Math.min((int) fromX, Math.max(0, width - 2));
        int right = Math.min(left + 1, width - 1);
        double across = fromX - left;
        double upper = mix(values[top * width + left], values[top * width + right], across);
        double lower = mix(values[bottom * width + left], values[bottom * width + right], across);
        resized[y * newWidth + x] = (float) mix(upper, lower, down);
      }
    }
    return resized;
  }

  /** Where a centre lies among the old centres. */
  private static double place(int at, int length, int oldLength) {
    return Math.clamp((at + 0.5) * oldLength / length - 0.5, 0.0, oldLength - 1.0);
  }

  private static double mix(double from, double to, double share) {
    return from + share * (to - from);
  }
}
