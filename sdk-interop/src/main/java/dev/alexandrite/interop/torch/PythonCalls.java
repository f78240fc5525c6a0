package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;

/**
 * Answers what a pickle names and calls: the few functions that make tensors and dicts are done
 * here, classes become objects without behaviour, and everything else is refused.
 */
final class PythonCalls {
  private static final String REMEDY =
      "nothing of it was run; use the file only if you trust where it is from, and then save its"
          + " state dict alone: torch.save(model.state_dict(), ...)";

  private final Budget budget;

  PythonCalls(Budget budget) {
    this.budget = budget;
  }

  /** A class or function. */
  PyGlobal global(String module, String name) {
    budget.spend(Budget.OBJECT + 2L * (module.length() + name.length()));
    PyGlobal global = new PyGlobal(module, name);
    if (!known(global) && !PythonNames.mayBeNamed(global)) {
      throw new PickleException(
          "it names " + Brief.of(global.path()) + ", which no state dict needs", REMEDY);
    }
    return global;
  }

  private static boolean known(PyGlobal global) {
    return isDict(global) || TensorCalls.owns(global);
  }

  private static boolean isDict(PyGlobal global) {
    return global.module().equals("collections")
        && (global.name().equals("OrderedDict") || global.name().equals("defaultdict"));
  }

  /** What a call answers. */
  Object call(Object callee, PyList arguments) {
    if (!(callee instanceof PyGlobal global)) {
      throw new PickleException("a call of what is no function");
    }
    budget.spend(Budget.OBJECT);
    if (isDict(global)) {
      return dict(global, arguments);
    }
    if (TensorCalls.owns(global)) {
      return TensorCalls.call(global, arguments);
    }
    if (!PythonNames.mayBeCalled(global)) {
      throw new PickleException("it calls " + Brief.of(global.path()), REMEDY);
    }
    if (global.module().equals("copy_reg") || global.module().equals("copyreg")) {
      return create(arguments.size() == 0 ? global : arguments.get(0));
    }
    return placeholder(global);
  }

  /** Python 2 hands the members over; later ones set them afterwards. */
  private PyDict dict(PyGlobal global, PyList arguments) {
    budget.spend(Budget.DICT);
    PyDict dict = new PyDict();
    if (global.name().equals("OrderedDict")
        && arguments.size() == 1
        && arguments.get(0) instanceof PyList pairs) {
      for (Object item : pairs.items()) {
        if (!(item instanceof PyList pair) || pair.size() != 2) {
          throw new PickleException("an OrderedDict of what are no pairs");
        }
        budget.spend(Budget.ENTRY);
        dict.put(pair.get(0), pair.get(1));
      }
    }
    return dict;
  }

  /** An object of a class, without its constructor. */
  Object create(Object type) {
    if (!(type instanceof PyGlobal global)) {
      throw new PickleException("an object of what is no class");
    }
    budget.spend(Budget.OBJECT);
    if (isDict(global)) {
      return dict(global, new PyList());
    }
    return placeholder(global);
  }

  private PyObject placeholder(PyGlobal global) {
    budget.spend(Budget.DICT);
    return new PyObject(global);
  }

  /** Gives an object its attributes. */
  void build(Object target, Object state) {
    switch (target) {
      case PyObject object -> object.state(state);
      case PyDict dict -> {} // its attributes are versions of modules
      case TorchTensor tensor -> {} // those of a parameter say how it is trained
      default -> throw new PickleException("attributes are set in what has none", REMEDY);
    }
  }
}
