package dev.alexandrite.interop.hdf5;

import dev.alexandrite.tensor.ElementType;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Numbers of a file, which stay in its map.
 *
 * @param path the groups and the name, such as {@code /data/conv1/0}
 * @param sizes the dimensions, outermost first; none for a single number
 * @param type what the elements are: floats, or whole numbers
 * @param values all of them, row-major, in the file's byte order
 */
public record Hdf5Array(String path, List<Long> sizes, ElementType type, ByteBuffer values) {
  /** Copies the sizes. */
  public Hdf5Array {
    sizes = List.copyOf(sizes);
  }
}
