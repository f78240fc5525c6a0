package dev.alexandrite.interop.tensors;

import java.util.List;

/** What wrappers of a module put in front of the names of all its tensors. */
final class WrapperPrefix {
  /** DataParallel, Lightning's habit, and torch.compile. */
  private static final List<String> KNOWN = List.of("module.", "model.", "_orig_mod.");

  private WrapperPrefix() {}

  /** How many characters of every name are wrappers; 0 if one of the names has none. */
  static int length(List<String> names) {
    int length = 0;
    for (int longer = more(names, 0); longer > length; longer = more(names, length)) {
      length = longer;
    }
    return length;
  }

  private static int more(List<String> names, int from) {
    for (String prefix : KNOWN) {
      if (!names.isEmpty()
          && names.stream()
              .allMatch(
                  name ->
                      name.startsWith(prefix, from) && name.length() > from + prefix.length())) {
        return from + prefix.length();
      }
    }
    return from;
  }
}
