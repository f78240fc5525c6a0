package dev.alexandrite.interop;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The beginning of a file, by which formats tell whether it is theirs. */
public final class FileHead {
  /** How many bytes are looked at, at most. */
  public static final int BYTES = 4096;

  private final Path path;
  private final long size;
  private final byte[] bytes;

  FileHead(Path path, long size, byte[] bytes) {
    this.path = path;
    this.size = size;
    this.bytes = bytes;
  }

  /**
   * The file.
   *
   * @return its path; the name is a hint at best
   */
  public Path path() {
    return path;
  }

  /**
   * The file's length.
   *
   * @return bytes
   */
  public long size() {
    return size;
  }

  /**
   * The first bytes.
   *
   * @return a copy, {@link #BYTES} long or the whole file
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * One byte.
   *
   * @param index its place
   * @return 0 to 255, or −1 behind the end
   */
  public int at(int index) {
    return index < bytes.length ? Byte.toUnsignedInt(bytes[index]) : -1;
  }

  /**
   * Whether the file begins with bytes.
   *
   * @param magic what a format begins with
   * @return true if it does
   */
  public boolean startsWith(byte... magic) {
    return bytes.length >= magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  /**
   * The first bytes as text, for formats that are text.
   *
   * @return ISO 8859-1, so that any bytes are text
   */
  public String text() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "head of " + path;
  }
}
