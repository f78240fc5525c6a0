package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** Reads a part of something longer, which ends where the part does. */
final class PartChannel implements SeekableByteChannel {
  private final ReadableByteChannel whole;
  private final long bytes;
  private final @Nullable FileChannel file;
  private final long begin;
  private long position;

  /** A part of a stream, from where that is now. It can only be read in order. */
  PartChannel(ReadableByteChannel stream, long bytes) {
    this(stream, bytes, null, 0);
  }

  /**
   * A part of a file.
   *
   * @param whole the same file, at the part's beginning
   */
  PartChannel(ReadableByteChannel whole, long bytes, @Nullable FileChannel file, long begin) {
    this.whole = whole;
    this.bytes = bytes;
    this.file = file;
    this.begin = begin;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    long left = bytes - position;
    if (left <= 0) {
      return -1;
    }
    int limit = target.limit();
    target.limit((int) Math.min(limit, target.position() + left));
    try {
      int read = whole.read(target);
      position += Math.max(0, read);
      return read;
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long place) throws IOException {
    if (file == null) {
      throw new UnsupportedOperationException("a stream is read in order");
    }
    file.position(begin + place);
    position = place;
    return this;
  }

  @Override
  public long size() {
    return bytes;
  }

  @Override
  public boolean isOpen() {
    return whole.isOpen();
  }

  /** Leaves a stream open. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
