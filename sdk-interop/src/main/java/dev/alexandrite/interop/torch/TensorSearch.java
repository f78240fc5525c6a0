package dev.alexandrite.interop.torch;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;

/**
 * Says whether there are tensors in an object, however deep. Each object is gone through once in
 * all searches together: ways through dicts that hold each other are many more than the dicts.
 */
final class TensorSearch {
  private final Set<Object> with = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> without = Collections.newSetFromMap(new IdentityHashMap<>());

  boolean finds(Object root) {
    Deque<Object> path = new ArrayDeque<>();
    Deque<Iterator<Object>> open = new ArrayDeque<>();
    Object object = root;
    while (true) {
      if (hasSome(object)) {
        with.addAll(path);
        return true;
      }
      if (Members.isContainer(object) && without.add(object)) {
        path.push(object);
        open.push(Members.of(object).values().iterator());
      }
      while (!open.isEmpty() && !open.peek().hasNext()) {
        open.pop();
        path.pop();
      }
      if (open.isEmpty()) {
        return false;
      }
      object = open.peek().next();
    }
  }

  private boolean hasSome(Object object) {
    return Members.isTensor(object)
        || with.contains(object)
        || (object instanceof PyObject unknown && unknown.isModule());
  }
}
