package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.SafeText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** In what two lists of class names differ; whole lists of a thousand names say it to nobody. */
public final class ClassDifference {
  private static final int SHOWN = 5;

  private ClassDifference() {}

  /**
   * Refuses data of other classes.
   *
   * @param what whose classes, such as {@code the validation data}
   * @param found its classes
   * @param other whose classes they should be, such as {@code the training data}
   * @param expected the classes
   * @throws DataException if they are not the same, in the same order
   */
  public static void requireNone(
      String what, List<String> found, String other, List<String> expected) {
    if (!found.equals(expected)) {
      throw new DataException(
          what
              + " has other classes than "
              + other
              + ": "
              + between(found, expected)
              + "; they must be the same, in the same order, which ImageFolder.classes(...) gives");
    }
  }

  /**
   * The difference.
   *
   * @param found one list
   * @param expected the other, which is not equal
   * @return what the first lacks and has besides, else where the order begins to differ
   */
  public static String between(List<String> found, List<String> expected) {
    List<String> differences = new ArrayList<>();
    list("it lacks ", without(expected, found), differences);
    list("it has besides ", without(found, expected), differences);
    if (differences.isEmpty()) {
      for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
        if (!found.get(i).equals(expected.get(i))) {
          return String.format(
              Locale.ROOT,
              "the order differs, class %d is \"%s\", expected \"%s\"",
              i,
              SafeText.of(found.get(i)),
              SafeText.of(expected.get(i)));
        }
      }
      return found.size() + " names, expected " + expected.size();
    }
    if (normal(found).equals(normal(expected))) {
      differences.add("the names differ in nothing but Unicode normal form");
    }
    return String.join("; ", differences);
  }

  private static List<String> without(List<String> names, List<String> others) {
    List<String> left = new ArrayList<>(names);
    left.removeAll(others);
    return left;
  }

  private static List<String> normal(List<String> names) {
    return names.stream()
        .map(name -> Normalizer.normalize(name, Normalizer.Form.NFC))
        .sorted()
        .toList();
  }

  private static void list(String what, List<String> names, List<String> differences) {
    if (names.isEmpty()) {
      return;
    }
    String shown = String.join(", ", names.stream().limit(SHOWN).map(SafeText::of).toList());
    int more = names.size() - SHOWN;
    differences.add(what + shown + (more > 0 ? " and " + more + " more" : ""));
  }
}
