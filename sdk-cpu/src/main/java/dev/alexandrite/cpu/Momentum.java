package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.spi.UpdateOp;
import jdk.incubator.vector.FloatVector;

/**
 * Gradient descent with momentum over contiguous elements, in the forms of {@link UpdateOp.Form}.
 * Everywhere {@code u = scale·g + decay·w}, with the weight before the step.
 */
final class Momentum {
  private Momentum() {}

  /** {@code v = m·v - rate·u; w += v}. */
  static void paper(
      float[] g,
      int gAt,
      float scale,
      float[] w,
      int wAt,
      float[] v,
      int vAt,
      float rate,
      float momentum,
      float decay,
      int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, wAt + i);
      FloatVector velocity = FloatVector.fromArray(SPECIES, v, vAt + i);
      FloatVector slope = slope(FloatVector.fromArray(SPECIES, g, gAt + i), scale, weight, decay);
      FloatVector moved = velocity.mul(momentum).sub(slope.mul(rate));
      moved.intoArray(v, vAt + i);
      weight.add(moved).intoArray(w, wAt + i);
    }
    for (; i < count; i++) {
      float slope = g[gAt + i] * scale + w[wAt + i] * decay;
      float moved = v[vAt + i] * momentum - slope * rate;
      v[vAt + i] = moved;
      w[wAt + i] += moved;
    }
  }

  /** {@code v = m·v - rate·u; w += m·v - rate·u}. */
  static void paperNesterov(
      float[] g,
      int gAt,
      float scale,
      float[] w,
      int wAt,
      float[] v,
      int vAt,
      float rate,
      float momentum,
      float decay,
      int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, wAt + i);
      FloatVector velocity = FloatVector.fromArray(SPECIES, v, vAt + i);
      FloatVector slope = slope(FloatVector.fromArray(SPECIES, g, gAt + i), scale, weight, decay);
      FloatVector step = slope.mul(rate);
      FloatVector moved = velocity.mul(momentum).sub(step);
      moved.intoArray(v, vAt + i);
      weight.add(moved.mul(momentum).sub(step)).intoArray(w, wAt + i);
    }
    for (; i < count; i++) {
      float slope = g[gAt + i] * scale + w[wAt + i] * decay;
      float step = slope * rate;
      float moved = v[vAt + i] * momentum - step;
      v[vAt + i] = moved;
      w[wAt + i] += moved * momentum - step;
    }
  }

  /** {@code v = m·v + u; w -= rate·v}. */
  static void pytorch(
      float[] g,
      int gAt,
      float scale,
      float[] w,
      int wAt,
      float[] v,
      int vAt,
      float rate,
      float momentum,
      float decay,
      int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, wAt + i);
      FloatVector velocity = FloatVector.fromArray(SPECIES, v, vAt + i);
      FloatVector slope = slope(FloatVector.fromArray(SPECIES, g, gAt + i), scale, weight, decay);
      FloatVector moved = velocity.mul(momentum).add(slope);
      moved.intoArray(v, vAt + i);
      weight.sub(moved.mul(rate)).intoArray(w, wAt + i);
    }
    for (; i < count; i++) {
      float slope = g[gAt + i] * scale + w[wAt + i] * decay;
      float moved = v[vAt + i] * momentum + slope;
      v[vAt + i] = moved;
      w[wAt + i] -= moved * rate;
    }
  }

  /** {@code v = m·v + u; w -= rate·(u + m·v)}. */
  static void pytorchNesterov(
      float[] g,
      int gAt,
      float scale,
      float[] w,
      int wAt,
      float[] v,
      int vAt,
      float rate,
      float momentum,
      float decay,
      int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, wAt + i);
      FloatVector velocity = FloatVector.fromArray(SPECIES, v, vAt + i);
      FloatVector slope = slope(FloatVector.fromArray(SPECIES, g, gAt + i), scale, weight, decay);
      FloatVector moved = velocity.mul(momentum).add(slope);
      moved.intoArray(v, vAt + i);
      weight.sub(moved.mul(momentum).add(slope).mul(rate)).intoArray(w, wAt + i);
    }
    for (; i < count; i++) {
      float slope = g[gAt + i] * scale + w[wAt + i] * decay;
      float moved = v[vAt + i] * momentum + slope;
      v[vAt + i] = moved;
      w[wAt + i] -= (moved * momentum + slope) * rate;
    }
  }

  private static FloatVector slope(FloatVector g, float scale, FloatVector weight, float decay) {
    return g.mul(scale).add(weight.mul(decay));
  }
}
