package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the state dict in what was saved: the object itself, or what a checkpoint holds beside its
 * epochs and optimisers. Dicts within it become parts of the names, with dots between.
 */
final class StateDict {
  /** Where trainers put it, the usual ones first. */
  private static final List<String> USUAL =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model",
          "net",
          "network",
          "module",
          "weights",
          "params",
          "params_ema",
          "backbone",
          "generator");

  private static final int DEEPEST = 32;
  private static final int MOST_TENSORS = 100_000;

  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<Object> above = Collections.newSetFromMap(new IdentityHashMap<>());
  private final TensorSearch search = new TensorSearch();

  private StateDict() {}

  /** The tensors by name, in the order of the dict. */
  Map<String, TorchTensor> tensors() {
    return tensors;
  }

  /** What was found beside them and not read. */
  List<String> notes() {
    return notes;
  }

  static StateDict of(Object root) {
    StateDict found = new StateDict();
    Object dict = found.find(root);
    found.collect("", dict, 0);
    if (found.tensors.isEmpty()) {
      throw new PickleException(
          "there are no named tensors in it",
          "save the state dict: torch.save(model.state_dict(), ...)");
    }
    return found;
  }

  /** Goes down as long as there are no tensors, or a usual name says where they are. */
  private Object find(Object root) {
    Object object = root;
    for (int depth = 0; depth < DEEPEST; depth++) {
      Map<Object, Object> members = members(object);
      if (members.values().stream().anyMatch(Members::isTensor)) {
        return object;
      }
      List<Object> holders =
          members.entrySet().stream()
              .filter(member -> search.finds(member.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      List<String> usual = USUAL.stream().filter(holders::contains).toList();
      if (usual.isEmpty() && holders.size() != 1) {
        return object;
      }
      Object chosen = usual.isEmpty() ? holders.getFirst() : usual.getFirst();
      holders.stream().filter(key -> !key.equals(chosen)).forEach(this::noteUnread);
      object = Objects.requireNonNull(members.get(chosen));
    }
    return object;
  }

  private void noteUnread(Object key) {
    notes.add(
        "the file has tensors in "
            + (key instanceof String name ? '"' + Brief.of(name) + '"' : "another member")
            + " as well, which are not read");
  }

  private static Map<Object, Object> members(Object object) {
    if (object instanceof PyObject unknown && unknown.isModule()) {
      throw new PickleException(
          "it holds a whole module, an object of the class " + Brief.of(unknown.type().path()),
          "load it in Python, where its class is, and save its weights:"
              + " torch.save(model.state_dict(), ...)");
    }
    return Members.of(object);
  }

  private void collect(String prefix, Object object, int depth) {
    if (depth > DEEPEST) {
      throw new PickleException("dicts within dicts, deeper than " + DEEPEST);
    }
    if (!above.add(object)) {
      throw new PickleException("a dict that contains itself");
    }
    for (Map.Entry<Object, Object> member : members(object).entrySet()) {
      Object value = member.getValue();
      if (!Members.isTensor(value) && !search.finds(value)) {
        continue;
      }
      String name = prefix + name(member.getKey());
      switch (value) {
        case TorchTensor tensor -> put(name, tensor);
        case UnreadTensor tensor ->
            throw new PickleException(
                "tensor " + Brief.of(name) + " is made by " + Brief.of(tensor.maker().path()),
                "make it an ordinary tensor of floats before it is saved");
        default -> collect(name + ".", value, depth + 1);
      }
    }
    above.remove(object);
  }

  private static String name(Object key) {
    return switch (key) {
      case String text -> text;
      case Long number -> number.toString();
      default -> throw new PickleException("a tensor whose name is no text");
    };
  }

  private void put(String name, TorchTensor tensor) {
    if (name.isBlank()) {
      throw new PickleException("a tensor without a name");
    }
    if (tensors.size() == MOST_TENSORS) {
      throw new PickleException("more than " + MOST_TENSORS + " tensors");
    }
    if (tensor.isEmpty()) {
      notes.add("tensor " + Brief.of(name) + " has no elements and is left out");
    } else if (tensors.put(name, tensor) != null) {
      throw new PickleException("two tensors are called " + Brief.of(name));
    }
  }
}
