package dev.alexandrite.interop.torch;

import java.util.ArrayList;
import java.util.List;

/** The stack of a pickle's machine, with its marks. */
final class PickleStack {
  /** What a mark is on the stack. */
  private enum Mark {
    MARK
  }

  private final List<Object> values = new ArrayList<>();
  private final Budget budget;

  PickleStack(Budget budget) {
    this.budget = budget;
  }

  void push(Object value) {
    budget.spend(Budget.REFERENCE);
    values.add(value);
  }

  void mark() {
    push(Mark.MARK);
  }

  Object pop() {
    Object value = top();
    values.removeLast();
    return value;
  }

  Object top() {
    if (values.isEmpty() || values.getLast() == Mark.MARK) {
      throw new PickleException("a value is taken from an empty stack");
    }
    return values.getLast();
  }

  /** Takes away the last value, or a mark. */
  void drop() {
    if (values.isEmpty()) {
      throw new PickleException("a value is taken from an empty stack");
    }
    values.removeLast();
  }

  /** Takes what is above the last mark, and the mark. */
  List<Object> popToMark() {
    int mark = values.lastIndexOf(Mark.MARK);
    if (mark < 0) {
      throw new PickleException("values are taken up to a mark that is not there");
    }
    List<Object> above = values.subList(mark, values.size());
    List<Object> taken = new ArrayList<>(above.subList(1, above.size()));
    above.clear();
    return taken;
  }

  /** Takes the last values. */
  PyList popTuple(int count) {
    List<Object> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.addFirst(pop());
    }
    budget.spend(Budget.SEQUENCE);
    return new PyList(taken);
  }
}
