package dev.alexandrite.interop.torch;

import java.util.ArrayList;
import java.util.List;

/** A list, tuple or set. Equal only to itself, since it may contain itself. */
final class PyList {
  private final List<Object> items;

  PyList() {
    this.items = new ArrayList<>(0);
  }

  PyList(List<Object> items) {
    this.items = new ArrayList<>(items);
  }

  List<Object> items() {
    return items;
  }

  Object get(int index) {
    return items.get(index);
  }

  int size() {
    return items.size();
  }
}
