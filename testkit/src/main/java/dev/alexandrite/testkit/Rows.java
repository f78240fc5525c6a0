package dev.alexandrite.testkit;

/**
 * A batch: how many rows are planned for and how many are run. The suite cycles through a few that
 * matter: full and not, one row, fewer rows than leaves of the batch tree and more.
 *
 * @param capacity the rows to plan for
 * @param rows the rows to run
 */
record Rows(int capacity, int rows) {
  private static final Rows[] CYCLE = {
    new Rows(2, 2), new Rows(3, 2), new Rows(1, 1), new Rows(4, 1), new Rows(9, 9), new Rows(13, 11)
  };

  static Rows cycle(int index) {
    return CYCLE[index % CYCLE.length];
  }

  @Override
  public String toString() {
    return rows + " of " + capacity + " rows";
  }
}
