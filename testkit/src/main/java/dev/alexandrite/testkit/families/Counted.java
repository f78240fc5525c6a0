package dev.alexandrite.testkit.families;

import dev.alexandrite.model.ParameterSpec;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Numbers that depend on the name of a tensor and the place in it alone, the same as {@code
 * testkit/goldens/families.py} makes: so none has to be stored.
 */
final class Counted {
  private static final int SUMS = 4;

  private Counted() {}

  /**
   * The values of a parameter or of a running statistic, of which none is 0 or 1.
   *
   * @param middle where the shifts of normalisations lie
   * @param apart how far to both sides of it
   */
  static float[] weights(ParameterSpec tensor, double middle, double apart) {
    int count = tensor.shape().elements();
    int fanIn = count / tensor.shape().get(0);
    double bound = Math.sqrt(6.0 / fanIn);
    boolean variance = tensor.name().endsWith(".running_var");
    return switch (tensor.kind()) {
      case WEIGHT -> uniform(tensor.name(), count, 0, 0, bound);
      case SCALE -> uniform(tensor.name(), count, 1, 0, 0.25);
      case BIAS -> uniform(tensor.name(), count, 0, 0, 0.25);
      case SHIFT -> uniform(tensor.name(), count, middle, apart, 0.25);
      case STATE -> uniform(tensor.name(), count, variance ? 1 : 0, 0, variance ? 0.5 : 0.25);
    };
  }

  /** Images. */
  static float[] inputs(String name, int count) {
    return uniform(name, count, 0, 0, 1.5);
  }

  /** {@code middle ± apart + factor · u} with u uniform in [-1, 1), whose sign is taken. */
  private static float[] uniform(
      String name, int count, double middle, double apart, double factor) {
    int start = start(name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double u = (word(start, i) >>> 8) * 0x1p-23 - 1;
      values[i] = (float) (middle + (u < 0 ? -apart : apart) + factor * u);
    }
    return values;
  }

  /**
   * The norm of a tensor and its sums under four random choices of signs. Of two tensors that
   * differ by the vector d, the sums differ by |d| in the root of their mean square.
   */
  static double[] digest(String name, float[] values) {
    int start = start("signs of " + name);
    double[] digest = new double[1 + SUMS];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      digest[0] += value * value;
      int bits = word(start, i);
      for (int k = 0; k < SUMS; k++) {
        digest[1 + k] += (bits >>> k & 1) == 1 ? value : -value;
      }
    }
    digest[0] = Math.sqrt(digest[0]);
    return digest;
  }

  private static int start(String name) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.US_ASCII));
    return (int) checksum.getValue();
  }

  /** The last step of MurmurHash3. */
  private static int word(int start, int place) {
    int x = start ^ place * 0x9E3779B9;
    x = (x ^ x >>> 16) * 0x85EBCA6B;
    x = (x ^ x >>> 13) * 0xC2B2AE35;
    return x ^ x >>> 16;
  }
}
