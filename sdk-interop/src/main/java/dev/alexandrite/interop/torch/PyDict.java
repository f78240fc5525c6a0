package dev.alexandrite.interop.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dict, in its order. Keys that are containers are told apart by identity. */
final class PyDict {
  private final Map<Object, Object> members = new LinkedHashMap<>();

  void put(Object key, Object value) {
    members.put(key, value);
  }

  @Nullable Object get(String key) {
    return members.get(key);
  }

  Map<Object, Object> members() {
    return members;
  }
}
