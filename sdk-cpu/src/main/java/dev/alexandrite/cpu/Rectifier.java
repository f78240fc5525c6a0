package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** ReLU over contiguous elements. NaN stays NaN, so that a diverged network is seen. */
final class Rectifier {
  private Rectifier() {}

  /** {@code y = max(0, x)}. */
  static void forward(float[] x, int xAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector value = FloatVector.fromArray(SPECIES, x, xAt + i);
      value.blend(0, value.compare(VectorOperators.LE, 0)).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = Math.max(x[xAt + i], 0f);
    }
  }

  /** {@code dx = y > 0 ? dy : 0}. */
  static void gradient(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int count) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector active = FloatVector.fromArray(SPECIES, y, yAt + i);
      FloatVector slope = FloatVector.fromArray(SPECIES, dy, dyAt + i);
      zero.blend(slope, active.compare(VectorOperators.GT, 0f)).intoArray(dx, dxAt + i);
    }
    for (; i < count; i++) {
      dx[dxAt + i] = y[yAt + i] > 0f ? dy[dyAt + i] : 0f;
    }
  }
}
