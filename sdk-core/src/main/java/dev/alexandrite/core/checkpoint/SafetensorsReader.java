package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.core.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;

/** Reads a safetensors file and compares every byte with the manifest's checksums. */
final class SafetensorsReader {
  private static final int CHUNK_FLOATS = 1 << 14;

  private final ByteBuffer chunk =
      ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final float[] floats = new float[CHUNK_FLOATS];
  private final Path path;
  private final FileRecord expected;
  private final FileChannel channel;

  private SafetensorsReader(Path path, FileRecord expected, FileChannel channel) {
    this.path = path;
    this.expected = expected;
    this.channel = channel;
  }

  /** Hands every tensor of the file to the sink, in order. */
  static void read(Path folder, FileRecord expected, TensorSink sink) {
    Path path = folder.resolve(expected.name());
    if (!Files.isRegularFile(path)) {
      throw Damage.of(path, "the file is missing", "a file of " + expected.bytes() + " bytes");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      new SafetensorsReader(path, expected, channel).read(sink);
    } catch (UncheckedIOException e) {
      throw unreadable(path, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static CheckpointException unreadable(Path path, IOException cause) {
    return new CheckpointException(path + " cannot be read: " + cause + Damage.REMEDY, cause);
  }

  private void read(TensorSink sink) throws IOException {
    if (channel.size() != expected.bytes()) {
      throw Damage.of(path, channel.size() + " bytes", expected.bytes() + " bytes");
    }
    List<SafetensorsHeader.Entry> entries = readHeader();
    if (entries.size() != expected.tensors().size()) {
      throw Damage.of(path, entries.size() + " tensors", expected.tensors().size() + " tensors");
    }
    for (int i = 0; i < entries.size(); i++) {
      read(entries.get(i), expected.tensors().get(i), sink);
    }
  }

  private List<SafetensorsHeader.Entry> readHeader() throws IOException {
    ByteBuffer length = fill(ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES));
    long headerBytes = length.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    long limit =
        Math.min(SafetensorsHeader.MAX_BYTES, channel.size() - SafetensorsHeader.LENGTH_BYTES);
    if (headerBytes < 0 || headerBytes > limit) {
      throw Damage.of(path, "a header of " + headerBytes + " bytes", "at most " + limit);
    }
    ByteBuffer header = fill(ByteBuffer.allocate((int) headerBytes));
    MessageDigest digest = Sha256.start();
    digest.update(length.array());
    digest.update(header.array());
    String found = Sha256.finish(digest);
    if (!found.equals(expected.headerSha256())) {
      throw Damage.of(path, "a header with SHA-256 " + found, "SHA-256 " + expected.headerSha256());
    }
    try {
      long dataBytes = channel.size() - SafetensorsHeader.LENGTH_BYTES - headerBytes;
      return SafetensorsHeader.read(header.array(), dataBytes);
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw new CheckpointException(path + ": " + e.getMessage() + Damage.REMEDY, e);
    }
  }

  private void read(SafetensorsHeader.Entry entry, TensorInfo info, TensorSink sink)
      throws IOException {
    if (!entry.name().equals(info.name()) || !entry.shape().equals(info.shape())) {
      throw Damage.of(
          path,
          "tensor " + entry.name() + " of shape " + entry.shape(),
          "tensor " + info.name() + " of shape " + info.shape());
    }
    Pieces pieces = new Pieces(entry.shape().elements());
    sink.accept(entry.name(), entry.shape(), pieces);
    String found = pieces.finish();
    if (!found.equals(info.sha256())) {
      throw Damage.of(
          path, "tensor " + info.name() + " with SHA-256 " + found, "SHA-256 " + info.sha256());
    }
  }

  /** The values of the tensor at the channel's position. */
  private final class Pieces implements TensorValues {
    private final MessageDigest digest = Sha256.start();
    private final int elements;
    private int read;

    Pieces(int elements) {
      this.elements = elements;
    }

    @Override
    public void forEach(Piece piece) {
      try {
        for (int count; read < elements; read += count) {
          count = Math.min(CHUNK_FLOATS, elements - read);
          float[] values = count == CHUNK_FLOATS ? floats : new float[count];
          fill(chunk.clear().limit(count * Float.BYTES));
          digest.update(chunk.array(), 0, count * Float.BYTES);
          chunk.flip().asFloatBuffer().get(values);
          piece.accept(read, values);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Reads what nobody asked for; returns the checksum of all. */
    String finish() {
      forEach((from, values) -> {});
      return Sha256.finish(digest);
    }
  }

  private ByteBuffer fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw Damage.of(path, "the file ends early", expected.bytes() + " bytes");
      }
    }
    return buffer;
  }
}
