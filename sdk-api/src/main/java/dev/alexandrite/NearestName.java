package dev.alexandrite;

import java.util.Collection;
import java.util.Optional;

/** For messages: what somebody may have meant, the name with the fewest changed letters. */
public final class NearestName {
  /** More names, or longer ones, are not a spelling mistake away from anything. */
  private static final int MAX_NAMES = 1000;

  private static final int MAX_LENGTH = 250;

  private NearestName() {}

  /**
   * The nearest name of which no more than a third, or one letter, is different.
   *
   * @param wanted what was asked for
   * @param names what there is
   * @return the first of those that differ least; empty if none is like it, or there are too many
   */
  public static Optional<String> similar(String wanted, Collection<String> names) {
    return nearest(wanted, names, 1 + Math.max(1, wanted.length() / 3));
  }

  /**
   * The nearest name, however different.
   *
   * @param wanted what was asked for
   * @param names what there is
   * @return the first of those that differ least; empty if there is none, or there are too many
   */
  public static Optional<String> any(String wanted, Collection<String> names) {
    return nearest(wanted, names, Integer.MAX_VALUE);
  }

  private static Optional<String> nearest(String wanted, Collection<String> names, int limit) {
    if (names.size() > MAX_NAMES || wanted.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Optional<String> nearest = Optional.empty();
    int least = limit;
    for (String name : names) {
      if (name.length() <= MAX_LENGTH && Math.abs(name.length() - wanted.length()) < least) {
        int distance = distance(wanted, name);
        if (distance < least) {
          least = distance;
          nearest = Optional.of(name);
        }
      }
    }
    return nearest;
  }

  /** Levenshtein's: letters put in, taken out or exchanged. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
