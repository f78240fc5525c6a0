package dev.alexandrite.interop.torch;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an object of a class that is not known here: its name, and what the pickle puts into
 * it. Nothing of the class is ever there.
 */
final class PyObject {
  private final PyGlobal type;
  private final PyDict members = new PyDict();
  private @Nullable Object state;

  PyObject(PyGlobal type) {
    this.type = type;
  }

  PyGlobal type() {
    return type;
  }

  /** What it holds if its class is a kind of dict. */
  PyDict members() {
    return members;
  }

  void state(Object newState) {
    state = newState;
  }

  /** Whether it is a {@code torch.nn.Module} with all its parts. */
  boolean isModule() {
    return state instanceof PyDict attributes
        && attributes.get("_parameters") != null
        && attributes.get("_modules") != null;
  }
}
