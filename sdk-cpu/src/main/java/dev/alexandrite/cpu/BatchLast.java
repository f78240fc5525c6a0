package dev.alexandrite.cpu;

/**
 * A batch turned so that its rows are neighbours: {@code float32[panel of rows, elements, width]}.
 *
 * @param panels the panels of rows
 * @param elements elements of one row
 * @param steps where the rows of a panel begin
 */
record BatchLast(Panels panels, int elements, int[] steps) {
  private static final int BLOCK = 256;

  BatchLast(int rows, int elements) {
    this(new Panels(rows), elements, Panels.steps(elements));
  }

  /** Elements that all panels take. */
  int size() {
    return panels.lanes() * elements;
  }

  /** Where one element of all rows of a panel lies. */
  int offset(int panel, int element) {
    return panels.offset(panel, elements) + element * panels.width(panel);
  }

  /** The number of tasks that {@link #pack} is cut into. */
  int tasks() {
    return (elements + BLOCK - 1) / BLOCK;
  }

  /** Turns one task's elements of every row. */
  void pack(float[] from, int at, float[] to, int target, int task) {
    int end = Math.min((task + 1) * BLOCK, elements);
    for (int panel = 0; panel < panels.count(); panel++) {
      int first = at + panel * Panels.WIDTH * elements;
      for (int i = task * BLOCK; i < end; i++) {
        Panels.gatherRow(
            from,
            first + i,
            steps,
            panels.valid(panel),
            to,
            target + offset(panel, i),
            panels.width(panel));
      }
    }
  }
}
