package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a pickle's persistent ids name: storages, whose bytes are elsewhere in the file. Both
 * generations of ids are read; the older one has parts of storages besides.
 */
final class Storages implements UnaryOperator<Object> {
  private final Budget budget;
  private final Map<String, TorchStorage> byKey = new LinkedHashMap<>();

  Storages(Budget budget) {
    this.budget = budget;
  }

  /** The whole storages that were named, by key. */
  Map<String, TorchStorage> byKey() {
    return byKey;
  }

  @Override
  public Object apply(Object id) {
    budget.spend(Budget.OBJECT + Budget.ENTRY);
    if (id instanceof PyList parts && parts.size() >= 2) {
      if (parts.get(0).equals("module")) {
        return parts.get(1); // the class, beside its source
      }
      if (parts.get(0).equals("storage") && parts.size() >= 5) {
        return storage(parts);
      }
    }
    throw new PickleException("a reference out of the pickle that is no storage");
  }

  private TorchStorage storage(PyList parts) {
    StorageType type = StorageType.ofStorage(parts.get(1));
    if (!(parts.get(2) instanceof String key)
        || !(parts.get(4) instanceof Long elements)
        || elements < 0) {
      throw new PickleException("a storage without key or size");
    }
    TorchStorage whole = new TorchStorage(key, type, elements, 0, elements);
    TorchStorage known = byKey.putIfAbsent(key, whole);
    if (known != null && !known.equals(whole)) {
      throw new PickleException(
          "the storage "
              + Brief.of(key)
              + " of "
              + elements
              + " elements "
              + type.name()
              + ", which was one of "
              + known.elements()
              + " elements "
              + known.type().name());
    }
    return parts.size() >= 6 && parts.get(5) instanceof PyList view ? part(whole, view) : whole;
  }

  /** The older form: (key of the part, its first element, its size). */
  private static TorchStorage part(TorchStorage whole, PyList view) {
    if (view.size() == 3
        && view.get(1) instanceof Long first
        && view.get(2) instanceof Long count) {
      return new TorchStorage(whole.key(), whole.type(), whole.elements(), first, count);
    }
    throw new PickleException("a part of a storage without place or size");
  }
}
