package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Reads pickles of the protocols 0 to 5, as {@code pickletools} of CPython describes them, into
 * values that do nothing. A loop over operations, so that nesting takes no stack.
 */
final class PickleReader {
  private static final int NEWEST_PROTOCOL = 5;
  private static final int LONGEST_INTEGER = 1 << 8;

  private final PickleInput in;
  private final Budget budget;
  private final PythonCalls calls;
  private final UnaryOperator<Object> persistent;
  private final Map<Long, Object> memo = new HashMap<>();
  private final PickleStack stack;

  private PickleReader(
      PickleInput in, Budget budget, PythonCalls calls, UnaryOperator<Object> persistent) {
    this.in = in;
    this.budget = budget;
    this.calls = calls;
    this.persistent = persistent;
    this.stack = new PickleStack(budget);
  }

  /** Reads one pickle; the input stands behind it afterwards. */
  static Object read(
      PickleInput in, Budget budget, PythonCalls calls, UnaryOperator<Object> persistent) {
    PickleReader reader = new PickleReader(in, budget, calls, persistent);
    while (true) {
      long place = in.position();
      try {
        if (!reader.step(in.u8())) {
          return reader.stack.pop();
        }
      } catch (PickleException e) {
        throw e.in("at byte " + place + ":");
      }
    }
  }

  /** One operation; false for the last. */
  private boolean step(int operation) {
    switch (operation) {
      case '.' -> {
        return false;
      }
      case 0x80 -> protocol(in.u8());
      case 0x95 -> in.i64(); // a frame is a hint about reading ahead
      case '(' -> stack.mark();
      case '0', '1' -> drop(operation);
      case '2' -> stack.push(stack.top());
      case 'N' -> stack.push(PyNone.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> number((long) in.u8());
      case 'M' -> number((long) in.u16());
      case 'J' -> number((long) in.i32());
      case 'I' -> number(textInteger(in.line()));
      case 'L' -> number(integer(in.line()));
      case 0x8a -> number(integer(in.u8()));
      case 0x8b -> number(integer(in.i32()));
      case 'G' -> number(in.f64());
      case 'F' -> number(decimal(in.line()));
      case 'X' -> text(in.utf8(in.u32()));
      case 0x8c -> text(in.utf8(in.u8()));
      case 0x8d -> text(in.utf8(in.i64()));
      case 'V' -> text(in.line());
      case 'S' -> text(quoted(in.line()));
      case 'T' -> text(latin(in.i32()));
      case 'U' -> text(latin(in.u8()));
      case 'C' -> bytes(in.u8());
      case 'B' -> bytes(in.u32());
      case 0x8e, 0x96 -> bytes(in.i64());
      default -> structure(operation);
    }
    return true;
  }

  private void structure(int operation) {
    switch (operation) {
      case ')' -> sequence(List.of());
      case ']', 0x8f -> sequence(List.of());
      case 't', 'l', 0x91 -> sequence(stack.popToMark());
      case 0x85 -> stack.push(stack.popTuple(1));
      case 0x86 -> stack.push(stack.popTuple(2));
      case 0x87 -> stack.push(stack.popTuple(3));
      case 'a' -> append(List.of(stack.pop()));
      case 'e', 0x90 -> append(stack.popToMark());
      case '}' -> dict(List.of());
      case 'd' -> dict(stack.popToMark());
      case 's' -> setItems(stack.popTuple(2).items());
      case 'u' -> setItems(stack.popToMark());
      case 'p' -> put(textInteger(in.line()));
      case 'q' -> put((long) in.u8());
      case 'r' -> put(in.u32());
      case 0x94 -> put((long) memo.size());
      case 'g' -> get(textInteger(in.line()));
      case 'h' -> get((long) in.u8());
      case 'j' -> get(in.u32());
      default -> object(operation);
    }
  }

  private void object(int operation) {
    switch (operation) {
      case 'c' -> stack.push(calls.global(in.line(), in.line()));
      case 0x93 -> {
        PyList names = stack.popTuple(2);
        stack.push(calls.global(string(names.get(0)), string(names.get(1))));
      }
      case 'R' -> {
        PyList call = stack.popTuple(2);
        stack.push(calls.call(call.get(0), arguments(call.get(1))));
      }
      case 0x81 -> stack.push(calls.create(stack.popTuple(2).get(0)));
      case 0x92 -> stack.push(calls.create(stack.popTuple(3).get(0)));
      case 'o' -> {
        List<Object> parts = stack.popToMark();
        if (parts.isEmpty()) {
          throw new PickleException("an object without a class");
        }
        stack.push(calls.create(parts.getFirst()));
      }
      case 'i' -> {
        stack.popToMark();
        stack.push(calls.create(calls.global(in.line(), in.line())));
      }
      case 'b' -> {
        Object state = stack.pop();
        calls.build(stack.top(), state);
      }
      case 'Q' -> stack.push(persistent.apply(stack.pop()));
      default ->
          throw new PickleException(
              "the operation " + operation + ", which state dicts have no use for");
    }
  }

  private static void protocol(int version) {
    if (version > NEWEST_PROTOCOL) {
      throw new PickleException(
          "the protocol " + version + ", expected at most " + NEWEST_PROTOCOL);
    }
  }

  private void drop(int operation) {
    if (operation == '0') {
      stack.drop();
    } else {
      stack.popToMark();
    }
  }

  private void number(Object value) {
    budget.spend(Budget.NUMBER);
    stack.push(value);
  }

  private void text(String value) {
    budget.spend(Budget.STRING + 2L * value.length());
    stack.push(value);
  }

  private String latin(long length) {
    return new String(in.bytes(length), StandardCharsets.ISO_8859_1);
  }

  /** Bytes are nothing that a state dict is made of. */
  private void bytes(long length) {
    in.skip(length);
    stack.push(new PyGlobal("builtins", "bytes"));
  }

  private void sequence(List<Object> items) {
    budget.spend(Budget.SEQUENCE);
    stack.push(new PyList(items));
  }

  private void append(List<Object> items) {
    budget.spend((long) Budget.REFERENCE * items.size());
    switch (stack.top()) {
      case PyList list -> list.items().addAll(items);
      case PyObject object -> {} // of a kind of list, which no state dict is
      default -> throw new PickleException("items are appended to what is no list");
    }
  }

  private void dict(List<Object> members) {
    budget.spend(Budget.DICT);
    stack.push(new PyDict());
    setItems(members);
  }

  private void setItems(List<Object> members) {
    if (members.size() % 2 != 0) {
      throw new PickleException("a dict with a key that has no value");
    }
    PyDict dict =
        switch (stack.top()) {
          case PyDict known -> known;
          case PyObject object -> object.members();
          default -> throw new PickleException("members are set in what is no dict");
        };
    budget.spend((long) Budget.ENTRY * members.size() / 2);
    for (int i = 0; i < members.size(); i += 2) {
      dict.put(members.get(i), members.get(i + 1));
    }
  }

  private void put(long index) {
    budget.spend(Budget.ENTRY);
    memo.put(index, stack.top());
  }

  private void get(long index) {
    Object value = memo.get(index);
    if (value == null) {
      throw new PickleException("the value " + index + " of the memo, which is not there");
    }
    stack.push(value);
  }

  private static String string(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new PickleException("a name that is no text");
  }

  private static PyList arguments(Object value) {
    if (value instanceof PyList list) {
      return list;
    }
    throw new PickleException("a call whose arguments are no tuple");
  }

  private static long textInteger(String line) {
    try {
      return switch (line) {
        case "00" -> 0;
        case "01" -> 1;
        default -> Long.parseLong(line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
      };
    } catch (NumberFormatException e) {
      throw new PickleException("the number \"" + Brief.of(line) + "\"");
    }
  }

  private static Object integer(String line) {
    return textInteger(line);
  }

  private static double decimal(String line) {
    try {
      return Double.parseDouble(line);
    } catch (NumberFormatException e) {
      throw new PickleException("the number \"" + Brief.of(line) + "\"");
    }
  }

  /** Little-endian, two's complement; 64 bits are a long. */
  private Object integer(int length) {
    if (length < 0 || length > LONGEST_INTEGER) {
      throw new PickleException(
          "a number of " + length + " bytes, expected at most " + LONGEST_INTEGER);
    }
    byte[] bytes = in.bytes(length);
    byte[] reversed = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      reversed[length - i] = bytes[i];
    }
    reversed[0] = (byte) (length > 0 && bytes[length - 1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(reversed);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /** Python's repr of a text; escapes are left as they are, since names of tensors have none. */
  private static String quoted(String line) {
    if (line.length() < 2 || line.charAt(0) != line.charAt(line.length() - 1)) {
      throw new PickleException("a text without quotation marks");
    }
    return line.substring(1, line.length() - 1);
  }
}
