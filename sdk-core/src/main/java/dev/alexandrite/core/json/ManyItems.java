package dev.alexandrite.core.json;

import java.util.AbstractSequentialList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;

/**
 * The items of a long array, of which only the text is kept: each is read again when its turn
 * comes, so that a file's list of ten thousand epochs is never there as a tree of JSON.
 */
final class ManyItems extends AbstractSequentialList<Json> {
  private final String text;
  private final int start;
  private final int count;
  private final int depth;

  /** The items behind the bracket at a place of a text that was read before. */
  ManyItems(String text, int start, int count, int depth) {
    this.text = text;
    this.start = start;
    this.count = count;
    this.depth = depth;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Iterator<Json> iterator() {
    JsonReader reader = new JsonReader(text, start + 1);
    return new Iterator<>() {
      private int read;

      @Override
      public boolean hasNext() {
        return read < count;
      }

      @Override
      public Json next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        read++;
        return reader.item(depth);
      }
    };
  }

  @Override
  public ListIterator<Json> listIterator(int index) {
    List<Json> all = new ArrayList<>(count);
    iterator().forEachRemaining(all::add);
    return Collections.unmodifiableList(all).listIterator(index);
  }
}
