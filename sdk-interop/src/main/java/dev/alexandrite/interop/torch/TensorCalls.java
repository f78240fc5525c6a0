package dev.alexandrite.interop.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The functions of {@code torch._utils} that make tensors, of all releases: what they are given is
 * checked here, once, so that a tensor never reaches beyond its storage.
 */
final class TensorCalls {
  private static final int MOST_AXES = 64;

  private static final Set<String> MADE =
      Set.of(
          "torch._utils._rebuild_tensor",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_tensor_v3",
          "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch._tensor._rebuild_from_type_v2",
          "torch.Size");

  private TensorCalls() {}

  static boolean owns(PyGlobal global) {
    return MADE.contains(global.path()) || isOfAnotherKind(global);
  }

  /** Sparse, quantised and other tensors, which are known by name and not read. */
  private static boolean isOfAnotherKind(PyGlobal global) {
    return global.topModule().equals("torch") && global.name().startsWith("_rebuild_");
  }

  static Object call(PyGlobal global, PyList arguments) {
    if (!MADE.contains(global.path())) {
      return new UnreadTensor(global);
    }
    return switch (global.name()) {
      case "Size" -> list(argument(global, arguments, 0));
      case "_rebuild_tensor" -> tensor(global, arguments, 4);
      case "_rebuild_tensor_v2" -> tensor(global, arguments, 6);
      case "_rebuild_tensor_v3" ->
          tensor(global, arguments, 7, StorageType.ofDtype(argument(global, arguments, 6)));
      case "_rebuild_from_type_v2" -> fromType(global, arguments);
      default -> argument(global, arguments, 0); // a parameter is its tensor
    };
  }

  private static Object argument(PyGlobal global, PyList arguments, int index) {
    if (index < arguments.size()) {
      return arguments.get(index);
    }
    throw new PickleException(global.path() + " with " + arguments.size() + " arguments");
  }

  /** A call within a call: the class of the result, and attributes that follow, do not matter. */
  private static Object fromType(PyGlobal global, PyList arguments) {
    if (argument(global, arguments, 0) instanceof PyGlobal maker
        && argument(global, arguments, 2) instanceof PyList inner
        && owns(maker)
        && !maker.equals(global)) {
      return call(maker, inner);
    }
    throw new PickleException(global.path() + " of what makes no tensor");
  }

  private static TorchTensor tensor(PyGlobal global, PyList arguments, int count) {
    return tensor(global, arguments, count, storage(global, arguments).type());
  }

  private static TorchStorage storage(PyGlobal global, PyList arguments) {
    if (argument(global, arguments, 0) instanceof TorchStorage storage) {
      return storage;
    }
    throw new PickleException("a tensor without a storage");
  }

  private static TorchTensor tensor(
      PyGlobal global, PyList arguments, int count, StorageType type) {
    argument(global, arguments, count - 1);
    TorchTensor tensor =
        new TorchTensor(
            storage(global, arguments),
            type,
            integer(arguments.get(1)),
            integers(arguments.get(2)),
            integers(arguments.get(3)));
    requireInside(tensor);
    return tensor;
  }

  private static void requireInside(TorchTensor tensor) {
    List<Long> sizes = tensor.sizes();
    if (sizes.size() != tensor.strides().size() || sizes.size() > MOST_AXES) {
      throw new PickleException(
          "a tensor of " + sizes.size() + " sizes and " + tensor.strides().size() + " strides");
    }
    if (tensor.isEmpty()) {
      return;
    }
    TorchStorage storage = tensor.storage();
    try {
      long last = 0;
      for (int axis = 0; axis < sizes.size(); axis++) {
        long step = Math.multiplyExact(sizes.get(axis) - 1, tensor.strides().get(axis));
        last = Math.addExact(last, step);
      }
      // Strides count the tensor's elements, which are larger than those of an untyped storage.
      long end = Math.multiplyExact(Math.addExact(last, 1), (long) tensor.type().bytes());
      long begin = Math.multiplyExact(tensor.offset(), (long) tensor.type().bytes());
      long bytes = Math.multiplyExact(storage.count(), (long) storage.type().bytes());
      if (Math.addExact(begin, end) > bytes) {
        throw new ArithmeticException("beyond the end");
      }
    } catch (ArithmeticException e) {
      throw new PickleException(
          "a tensor of sizes "
              + sizes
              + ", strides "
              + tensor.strides()
              + " and offset "
              + tensor.offset()
              + ", which is more than its storage of "
              + storage.count()
              + " elements");
    }
  }

  private static PyList list(Object value) {
    if (value instanceof PyList list) {
      return list;
    }
    throw new PickleException("sizes that are no tuple");
  }

  private static List<Long> integers(Object value) {
    PyList list = list(value);
    if (list.size() > MOST_AXES) {
      throw new PickleException("a tensor of " + list.size() + " axes");
    }
    List<Long> integers = new ArrayList<>();
    list.items().forEach(item -> integers.add(integer(item)));
    return integers;
  }

  /** Sizes, strides and offsets are never negative in PyTorch. */
  private static long integer(Object value) {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw new PickleException("a size, stride or offset that is no whole number from 0");
  }
}
