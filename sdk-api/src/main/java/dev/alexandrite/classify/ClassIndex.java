package dev.alexandrite.classify;

import dev.alexandrite.NearestName;
import dev.alexandrite.SafeText;
import java.util.List;

/** A class by name or number. */
final class ClassIndex {
  private ClassIndex() {}

  static int of(String nameOrNumber, List<String> names) {
    int index = names.indexOf(nameOrNumber);
    if (index < 0 && nameOrNumber.matches("\\d{1,9}")) {
      index = Integer.parseInt(nameOrNumber);
    }
    if (index < 0 || index >= names.size()) {
      throw new IllegalArgumentException(
          "class "
              + SafeText.of(nameOrNumber)
              + " is none of the "
              + names.size()
              + " classes; give a name, or a number of 0 to "
              + (names.size() - 1)
              + NearestName.similar(nameOrNumber, names)
                  .filter(near -> !near.matches("\\d+"))
                  .map(near -> "; did you mean " + SafeText.of(near) + "?")
                  .orElse(""));
    }
    return index;
  }
}
