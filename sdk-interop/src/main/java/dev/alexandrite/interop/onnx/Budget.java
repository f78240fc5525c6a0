package dev.alexandrite.interop.onnx;

/**
 * How much may be computed and held while a graph is read. What lies in the file is mapped and does
 * not count; what a few bytes of it can blow up does.
 */
final class Budget {
  /** Elements that lie on the heap, of 8 bytes at most, all together. */
  private static final long MOST_HELD = 1 << 22;

  /** Elements of a tensor that nobody wrote: one number, or a few, everywhere. */
  private static final long MOST_REPEATED = 1 << 28;

  /** Layers that are made, of which some may not be kept. */
  private static final int MOST_LAYERS = 50_000;

  private long held;
  private int layers;

  /** Takes from the budget before elements are allocated. */
  void hold(long elements) {
    held += elements;
    Refusal.unless(
        held <= MOST_HELD,
        "constants that are computed or listed would take more than "
            + MOST_HELD
            + " elements together; write them as floats of an initializer");
  }

  /** Whether so many elements may be held. */
  boolean canHold(long elements) {
    return elements <= MOST_HELD - held;
  }

  static void repeat(long elements) {
    Refusal.unless(
        elements <= MOST_REPEATED,
        "a constant of "
            + elements
            + " elements that is not in the file, expected at most "
            + MOST_REPEATED);
  }

  void layer() {
    layers++;
    Refusal.unless(layers <= MOST_LAYERS, "more than " + MOST_LAYERS + " layers");
  }
}
