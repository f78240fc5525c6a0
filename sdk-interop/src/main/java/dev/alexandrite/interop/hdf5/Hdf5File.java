package dev.alexandrite.interop.hdf5;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.tensors.FileErrors;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.object.message.SymbolTableMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The arrays of an HDF5 file in the layout that HDF5 has by default and Caffe writes: groups that
 * are symbol tables, arrays in one piece. jHDF parses the structures, one at a time; the walk from
 * one to the next is here, since jHDF's own follows what a file says without an end in sight.
 */
public final class Hdf5File {
  private static final int MOST_OBJECTS = 50_000;
  private static final int DEEPEST = 8;
  private static final int READS_OF_HEADER = 64;
  private static final int READS_OF_TREE = 256;
  private static final int LONGEST_HEAP = 8 << 20;
  private static final int LONGEST_NAME = 1024;
  private static final int SUPERBLOCK_BYTES = 2048;

  private final Path file;
  private final ByteBuffer map;
  private final BoundedStorage storage;
  private final List<Hdf5Array> arrays = new ArrayList<>();
  private final Set<Long> visited = new HashSet<>();

  private Hdf5File(Path file, ByteBuffer map, Superblock superblock) {
    this.file = file;
    this.map = map;
    storage = new BoundedStorage(map, superblock);
  }

  /**
   * Reads where the arrays are; their values stay in the file.
   *
   * @param file an HDF5 file
   * @return its arrays of numbers
   * @throws ModelFileException if it is none, is damaged, or uses what is not supported
   */
  public static List<Hdf5Array> arrays(Path file) {
    ByteBuffer map = map(file);
    Superblock superblock =
        guarded(
            file,
            "superblock",
            () ->
                Superblock.readSuperblock(
                    map.slice(0, Math.min(map.limit(), SUPERBLOCK_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)));
    if (!(superblock instanceof Superblock.SuperblockV0V1 first)) {
      throw new ModelFileException(
          file
              + " is an HDF5 file of version "
              + superblock.getVersionOfSuperblock()
              + "; supported are 0 and 1, which HDF5 and h5py write by default"
              + " (libver='earliest')");
    }
    Hdf5File walk = new Hdf5File(file, map, superblock);
    SymbolTableEntry root =
        walk.parsed(
            "root",
            READS_OF_HEADER,
            () -> new SymbolTableEntry(walk.storage, first.getRootGroupSymbolTableAddress()));
    walk.object(root.getObjectHeaderAddress(), "", 0);
    return List.copyOf(walk.arrays);
  }

  private static ByteBuffer map(Path file) {
    FileErrors.regular(file);
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new ModelFileException(
            file + " has " + channel.size() + " bytes; HDF5 is read up to 2^31-1");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  private void object(long address, String path, int depth) {
    require(depth <= DEEPEST, path, "groups are nested more than " + DEEPEST + " deep");
    require(visited.add(address), path, "two names lead to address " + address);
    require(visited.size() <= MOST_OBJECTS, path, "more than " + MOST_OBJECTS + " objects");
    ObjectHeader header =
        parsed(path, READS_OF_HEADER, () -> ObjectHeader.readObjectHeader(storage, address));
    List<SymbolTableMessage> groups = header.getMessagesOfType(SymbolTableMessage.class);
    if (groups.isEmpty()) {
      new ArrayHeader(file, path, header, map, storage).array().ifPresent(arrays::add);
      return;
    }
    group(groups.getFirst(), path, depth);
  }

  private void group(SymbolTableMessage table, String path, int depth) {
    storage.allow(READS_OF_HEADER, LONGEST_HEAP);
    ByteBuffer names =
        guarded(
            file,
            place(path),
            () -> new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer());
    List<Long> leaves =
        parsed(
            path,
            READS_OF_TREE,
            () -> BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses());
    Set<Long> seen = new HashSet<>();
    for (long leaf : leaves) {
      require(seen.add(leaf), path, "the group's table at address " + leaf + " is named twice");
      GroupSymbolTableNode node =
          parsed(path, MOST_OBJECTS, () -> new GroupSymbolTableNode(storage, leaf));
      for (SymbolTableEntry entry : node.getSymbolTableEntries()) {
        String name = name(names, entry.getLinkNameOffset(), path);
        require(
            entry.getCacheType() != 2, path + "/" + name, "a soft link, which is not supported");
        object(entry.getObjectHeaderAddress(), path + "/" + name, depth + 1);
      }
    }
  }

  private String name(ByteBuffer names, int offset, String path) {
    int end = offset;
    require(offset >= 0 && offset < names.limit(), path, "a name outside of the group's names");
    while (end < names.limit() && names.get(end) != 0) {
      end++;
    }
    require(end - offset <= LONGEST_NAME && end > offset, path, "a name of no sensible length");
    byte[] bytes = new byte[end - offset];
    names.get(offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private <T> T parsed(String path, int reads, Supplier<T> structure) {
    storage.allow(reads, 0);
    return guarded(file, place(path), structure);
  }

  /** Whatever jHDF throws of damaged bytes becomes a refusal that names the place. */
  static <T> T guarded(Path file, String place, Supplier<T> structure) {
    try {
      return structure.get();
    } catch (ModelFileException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelFileException(
          file
              + ": "
              + place
              + ": the HDF5 structure is damaged or not supported: "
              + (e.getMessage() == null ? "it ends early" : e.getMessage()),
          e);
    }
  }

  private static String place(String path) {
    return path.isEmpty() ? "the root group" : SafeText.of(path);
  }

  private void require(boolean holds, String path, String found) {
    if (!holds) {
      throw new ModelFileException(file + ": " + place(path) + ": " + found);
    }
  }
}
