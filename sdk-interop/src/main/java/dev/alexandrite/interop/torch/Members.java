package dev.alexandrite.interop.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What objects hold by name or number. */
final class Members {
  private Members() {}

  static boolean isTensor(Object object) {
    return object instanceof TorchTensor || object instanceof UnreadTensor;
  }

  static boolean isContainer(Object object) {
    return object instanceof PyDict || object instanceof PyObject || object instanceof PyList;
  }

  /** Nothing for what is no container. */
  static Map<Object, Object> of(Object object) {
    return switch (object) {
      case PyDict dict -> dict.members();
      case PyObject unknown -> unknown.members().members();
      case PyList list -> numbered(list.items());
      default -> Map.of();
    };
  }

  private static Map<Object, Object> numbered(List<Object> items) {
    Map<Object, Object> members = new LinkedHashMap<>();
    for (Object item : items) {
      if (isTensor(item) || isContainer(item)) {
        members.put((long) members.size(), item);
      }
    }
    return members;
  }
}
