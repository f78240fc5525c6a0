package dev.alexandrite.interop.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers or truths that are known, such as shapes. A number may grow with the batch: its
 * value is {@code values[i] + batches[i] · N}.
 */
final class Integers implements Value.Known {
  private final boolean perExample;
  private final List<Integer> sizes;
  private final boolean truth;
  private final long[] values;
  private final long @Nullable [] batches;

  Integers(
      boolean perExample,
      List<Integer> sizes,
      boolean truth,
      long[] values,
      long @Nullable [] batches) {
    this.perExample = perExample;
    this.sizes = List.copyOf(sizes);
    this.truth = truth;
    this.values = values;
    this.batches = batches != null && Arrays.stream(batches).anyMatch(b -> b != 0) ? batches : null;
  }

  static Integers of(List<Integer> sizes, long... values) {
    return new Integers(false, sizes, false, values, null);
  }

  static Integers truths(List<Integer> sizes, long... values) {
    return new Integers(false, sizes, true, values, null);
  }

  @Override
  public boolean perExample() {
    return perExample;
  }

  @Override
  public List<Integer> sizes() {
    return sizes;
  }

  @Override
  public boolean isTruth() {
    return truth;
  }

  /** The part of a number that is the same for any batch. */
  long value(int index) {
    return values[index];
  }

  /** The factor of the batch's size in a number. */
  long batches(int index) {
    return batches == null ? 0 : batches[index];
  }

  boolean growsWithBatch() {
    return batches != null;
  }

  /** All numbers, none of which may grow with the batch. */
  long[] constants() {
    Refusal.unless(batches == null, "a number that depends on the size of the batch");
    return values.clone();
  }

  /** The same numbers for a batch of known size. */
  Integers resolved(OptionalInt batch) {
    if (batches == null || batch.isEmpty()) {
      return this;
    }
    long[] resolved = new long[values.length];
    Arrays.setAll(
        resolved,
        i -> Math.addExact(values[i], Math.multiplyExact(batches[i], (long) batch.getAsInt())));
    return new Integers(perExample, sizes, truth, resolved, null);
  }

  @Override
  public Integers withSizes(boolean batched, List<Integer> other) {
    return new Integers(batched, other, truth, values, batches);
  }

  @Override
  public Integers view(boolean batched, Strides strides) {
    int count = strides.count();
    long[] picked = new long[count];
    long @Nullable [] pickedBatches = batches == null ? null : new long[count];
    Strides.Walk walk = strides.walk();
    for (int i = 0; i < count; i++) {
      int place = walk.next();
      picked[i] = values[place];
      if (batches != null && pickedBatches != null) {
        pickedBatches[i] = batches[place];
      }
    }
    return new Integers(batched, strides.sizes(), truth, picked, pickedBatches);
  }

  @Override
  public String toString() {
    return Sizes.text(sizes) + " whole numbers";
  }
}
