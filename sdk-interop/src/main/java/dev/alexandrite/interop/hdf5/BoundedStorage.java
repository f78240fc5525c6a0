package dev.alexandrite.interop.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A mapped file that jHDF reads its structures from, and no more of it than a structure can need.
 * Every circle of addresses, and every recursion along them, reads in each round, so that a limit
 * of reads ends it; a read is a view of the map, so that a length costs nothing.
 */
final class BoundedStorage implements HdfBackingStorage {
  /** A structure that is nested within itself has a few bytes a level, and a stack has an end. */
  private static final int LONGEST_READ = 4096;

  private final ByteBuffer map;
  private final Superblock superblock;
  private int readsLeft;
  private int longest = LONGEST_READ;

  BoundedStorage(ByteBuffer map, Superblock superblock) {
    this.map = map;
    this.superblock = superblock;
  }

  /** Allows so many reads for what is parsed next. */
  void allow(int reads, int longestRead) {
    readsLeft = reads;
    longest = Math.max(LONGEST_READ, longestRead);
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    return map(address, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    return mapNoOffset(address + superblock.getBaseAddressByte(), length);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    if (address < 0 || length < 0 || address > map.limit() || length > map.limit() - address) {
      throw new HdfException(
          length + " bytes at address " + address + " are outside of the file's " + map.limit());
    }
    if (length > longest) {
      throw new HdfException(
          length + " bytes at address " + address + " are more than the structure can have");
    }
    if (--readsLeft < 0) {
      throw new HdfException("the structures at address " + address + " have no end");
    }
    return map.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public long getUserBlockSize() {
    return 0;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new HdfException("the file is mapped");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {
    // The map goes with its last view.
  }

  @Override
  public long size() {
    return map.limit();
  }

  @Override
  public boolean inMemory() {
    return true;
  }
}
