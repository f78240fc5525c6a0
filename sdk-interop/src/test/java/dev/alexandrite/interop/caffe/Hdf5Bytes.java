package dev.alexandrite.interop.caffe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes HDF5 files as HDF5 itself does by default: version 0, symbol tables, whole pieces. */
final class Hdf5Bytes {
  static final int SUPERBLOCK = 96;
  static final int HEADER = 16;
  private static final int TREE_BYTES = 544;
  private static final int LEAF_BYTES = 8 + 8 * 40;
  private static final long NONE = -1;

  /** A group's parts, or those of an array, for tests that change some bytes. */
  record Place(String path, int header, int tree, int heap, int names, int leaf, int data) {}

  private final ByteBuffer bytes =
      ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN).position(SUPERBLOCK);
  private final List<Place> places = new ArrayList<>();

  /** A group of names and what they stand for: groups, or arrays of float32. */
  record Child(String name, List<Child> children, long[] sizes, float[] values) {
    static Child group(String name, Child... children) {
      return new Child(name, List.of(children), new long[0], new float[0]);
    }

    static Child array(String name, float[] values, long... sizes) {
      return new Child(name, List.of(), sizes, values);
    }
  }

  /** A file with everything that is below the root. */
  static Hdf5Bytes of(Child... children) {
    Hdf5Bytes file = new Hdf5Bytes();
    Place root = file.group("", List.of(children));
    ByteBuffer b = file.bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    b.position(0);
    b.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'});
    b.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0}).putShort((short) 4).putShort((short) 16).putInt(0);
    b.putLong(0).putLong(NONE).putLong(file.bytes.position()).putLong(NONE);
    b.putLong(0).putLong(root.header()).putInt(1).putInt(0);
    b.putLong(root.tree()).putLong(root.heap());
    return file;
  }

  /** The weights and biases of one layer, as Caffe writes them. */
  static Hdf5Bytes layer(String name) {
    return of(
        Child.group(
            "data",
            Child.group(
                name,
                Child.array("0", new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
                Child.array("1", new float[] {7, 8}, 2))));
  }

  byte[] array() {
    byte[] array = new byte[bytes.position()];
    bytes.get(0, array);
    return array;
  }

  /** The same bytes, to be changed. */
  ByteBuffer copy() {
    return ByteBuffer.wrap(array()).order(ByteOrder.LITTLE_ENDIAN);
  }

  Place place(String path) {
    return places.stream().filter(place -> place.path().equals(path)).findFirst().orElseThrow();
  }

  private Place group(String path, List<Child> children) {
    List<Integer> headers = new ArrayList<>();
    for (Child child : children) {
      String name = path + "/" + child.name();
      headers.add(
          child.sizes().length == 0 ? group(name, child.children()).header() : array(name, child));
    }
    int names = bytes.position();
    bytes.putLong(0);
    List<Integer> offsets = new ArrayList<>();
    for (Child child : children) {
      offsets.add(bytes.position() - names);
      byte[] name = child.name().getBytes(StandardCharsets.UTF_8);
      bytes.put(name).put(new byte[8 - name.length % 8]);
    }
    int namesBytes = bytes.position() - names;
    int heap = bytes.position();
    bytes.put(new byte[] {'H', 'E', 'A', 'P', 0, 0, 0, 0});
    bytes.putLong(namesBytes).putLong(NONE).putLong(names);
    int leaf = bytes.position();
    bytes.put(new byte[] {'S', 'N', 'O', 'D', 1, 0}).putShort((short) children.size());
    for (int i = 0; i < children.size(); i++) {
      bytes.putLong(offsets.get(i)).putLong(headers.get(i)).putLong(0).putLong(0).putLong(0);
    }
    bytes.position(leaf + LEAF_BYTES);
    int tree = bytes.position();
    bytes
        .put(new byte[] {'T', 'R', 'E', 'E', 0, 0})
        .putShort((short) 1)
        .putLong(NONE)
        .putLong(NONE);
    bytes.putLong(0).putLong(leaf).putLong(offsets.isEmpty() ? 0 : offsets.getLast());
    bytes.position(tree + TREE_BYTES);
    int header = bytes.position();
    header(1, 24);
    message(0x11, 16);
    bytes.putLong(tree).putLong(heap);
    Place place = new Place(path, header, tree, heap, names, leaf, 0);
    places.add(place);
    return place;
  }

  private int array(String path, Child child) {
    int data = bytes.position();
    for (float value : child.values()) {
      bytes.putFloat(value);
    }
    bytes.position((bytes.position() + 7) / 8 * 8);
    int header = bytes.position();
    int space = 8 + 8 * child.sizes().length;
    header(3, 8 + space + 8 + 24 + 8 + 24);
    message(0x1, space);
    bytes.put(new byte[] {1, (byte) child.sizes().length, 0, 0, 0, 0, 0, 0});
    for (long size : child.sizes()) {
      bytes.putLong(size);
    }
    message(0x3, 24);
    bytes.put(new byte[] {0x11, 0x20, 0x1F, 0}).putInt(4).putShort((short) 0).putShort((short) 32);
    bytes.put(new byte[] {23, 8, 0, 23}).putInt(127).putInt(0);
    message(0x8, 24);
    bytes.put(new byte[] {3, 1}).putLong(data).putLong(4L * child.values().length);
    bytes.put(new byte[6]);
    places.add(new Place(path, header, 0, 0, 0, 0, data));
    return header;
  }

  private void header(int messages, int size) {
    bytes.put(new byte[] {1, 0}).putShort((short) messages).putInt(1).putInt(size).putInt(0);
  }

  private void message(int type, int size) {
    bytes.putShort((short) type).putShort((short) size).putInt(0);
  }
}
