package dev.alexandrite.observe.look;

/** Which of some numbers belong together, by what was joined. */
final class Groups {
  private final int[] parents;

  Groups(int size) {
    parents = new int[size];
    for (int i = 0; i < size; i++) {
      parents[i] = i;
    }
  }

  /** The smallest number of a group. */
  int first(int member) {
    int root = member;
    while (parents[root] != root) {
      root = parents[root];
    }
    while (parents[member] != root) {
      int next = parents[member];
      parents[member] = root;
      member = next;
    }
    return root;
  }

  boolean together(int one, int other) {
    return first(one) == first(other);
  }

  void join(int one, int other) {
    int first = first(one);
    int second = first(other);
    parents[Math.max(first, second)] = Math.min(first, second);
  }
}
