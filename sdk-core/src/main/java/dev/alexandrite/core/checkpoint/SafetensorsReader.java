package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.weights.SafetensorsHeader;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads a safetensors file and compares every byte with the manifest's checksums. */
final class SafetensorsReader {
  private static final int CHUNK_FLOATS = 1 << 14;

  /** More than a tensor's entry in the header needs beside its name. */
  private static final int ENTRY_BYTES = 512;

  /** What one UTF-16 unit of a name may need, as an escape. */
  private static final int ESCAPE_BYTES = 6;

  private final ByteBuffer chunk =
      ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final float[] floats = new float[CHUNK_FLOATS];
  private final CheckpointFiles files;
  private final FileRecord expected;
  private final SeekableByteChannel channel;

  private SafetensorsReader(
      CheckpointFiles files, FileRecord expected, SeekableByteChannel channel) {
    this.files = files;
    this.expected = expected;
    this.channel = channel;
  }

  /** Hands every tensor of the file to the sink, in order. */
  static void read(CheckpointFiles files, FileRecord expected, TensorSink sink) {
    try (SeekableByteChannel channel = open(files, expected)) {
      new SafetensorsReader(files, expected, channel).read(sink);
    } catch (UncheckedIOException e) {
      throw Damage.unreadable(files, expected.name(), Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw Damage.unreadable(files, expected.name(), e);
    }
  }

  /** Where each tensor of the file begins, in bytes from the file's beginning, in order. */
  static Map<TensorInfo, Long> places(CheckpointFiles files, FileRecord expected) {
    try (SeekableByteChannel channel = open(files, expected)) {
      SafetensorsReader reader = new SafetensorsReader(files, expected, channel);
      List<SafetensorsHeader.Entry> entries = reader.entries();
      Map<TensorInfo, Long> places = new LinkedHashMap<>();
      for (int i = 0; i < entries.size(); i++) {
        TensorInfo info = expected.tensors().get(i);
        reader.requireSame(entries.get(i), info);
        places.put(info, entries.get(i).begin());
      }
      return places;
    } catch (IOException e) {
      throw Damage.unreadable(files, expected.name(), e);
    }
  }

  /** Hands over the bytes of one tensor, and compares their checksum in the end. */
  static void read(
      CheckpointFiles files,
      FileRecord expected,
      TensorInfo info,
      long place,
      Consumer<ByteBuffer> pieces) {
    try (SeekableByteChannel channel = open(files, expected)) {
      SafetensorsReader reader = new SafetensorsReader(files, expected, channel);
      channel.position(place);
      reader.read(info, pieces);
    } catch (IOException e) {
      throw Damage.unreadable(files, expected.name(), e);
    }
  }

  /** The values of one tensor, read when they are asked for. */
  static TensorValues values(
      CheckpointFiles files, FileRecord expected, TensorInfo info, long place) {
    return piece -> {
      int[] done = {0};
      read(
          files,
          expected,
          info,
          place,
          bytes -> {
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            piece.accept(done[0], values);
            done[0] += values.length;
          });
    };
  }

  /** Compares the file's length with what the manifest says. */
  static void requireLength(CheckpointFiles files, FileRecord expected) {
    requireFile(files, expected);
    try {
      long found = files.size(expected.name());
      if (found != expected.bytes()) {
        throw Damage.of(files, expected.name(), found + " bytes", expected.bytes() + " bytes");
      }
    } catch (IOException e) {
      throw Damage.unreadable(files, expected.name(), e);
    }
  }

  private static SeekableByteChannel open(CheckpointFiles files, FileRecord expected)
      throws IOException {
    requireFile(files, expected);
    return files.open(expected.name());
  }

  private static void requireFile(CheckpointFiles files, FileRecord expected) {
    if (!files.has(expected.name())) {
      throw Damage.of(
          files,
          expected.name(),
          "the file is missing",
          "a file of " + expected.bytes() + " bytes");
    }
  }

  private void read(TensorSink sink) throws IOException {
    List<SafetensorsHeader.Entry> entries = entries();
    for (int i = 0; i < entries.size(); i++) {
      read(entries.get(i), expected.tensors().get(i), sink);
    }
  }

  private List<SafetensorsHeader.Entry> entries() throws IOException {
    if (channel.size() != expected.bytes()) {
      throw Damage.of(
          files, expected.name(), channel.size() + " bytes", expected.bytes() + " bytes");
    }
    List<SafetensorsHeader.Entry> entries = readHeader();
    if (entries.size() != expected.tensors().size()) {
      throw Damage.of(
          files,
          expected.name(),
          entries.size() + " tensors",
          expected.tensors().size() + " tensors");
    }
    return entries;
  }

  private List<SafetensorsHeader.Entry> readHeader() throws IOException {
    try {
      byte[] header = SafetensorsHeader.read(channel, longestHeader());
      String found = Sha256.of(header, header.length);
      if (!found.equals(expected.headerSha256())) {
        throw Damage.of(
            files,
            expected.name(),
            "a header with SHA-256 " + found,
            "SHA-256 " + expected.headerSha256());
      }
      return SafetensorsHeader.entries(header, channel.size());
    } catch (EOFException e) {
      throw endsEarly();
    } catch (JsonException e) {
      throw Damage.of(files, expected.name(), e);
    }
  }

  /** What a header needs at most that says no more than the manifest's tensors. */
  private long longestHeader() {
    long needed = ENTRY_BYTES;
    for (TensorInfo tensor : expected.tensors()) {
      needed +=
          ENTRY_BYTES + (long) ESCAPE_BYTES * tensor.name().length() + 12L * tensor.shape().rank();
    }
    return needed;
  }

  private void read(SafetensorsHeader.Entry entry, TensorInfo info, TensorSink sink)
      throws IOException {
    requireSame(entry, info);
    Pieces pieces = new Pieces(info.shape().elements());
    sink.accept(info.name(), info.shape(), pieces);
    requireChecksum(pieces.finish(), info);
  }

  private void requireSame(SafetensorsHeader.Entry entry, TensorInfo info) {
    NamedTensor wanted = new NamedTensor(info.name(), info.shape(), ElementType.FLOAT32);
    if (!entry.tensor().equals(wanted)) {
      throw Damage.of(files, expected.name(), "tensor " + entry.tensor(), "tensor " + wanted);
    }
  }

  private void requireChecksum(String found, TensorInfo info) {
    if (!found.equals(info.sha256())) {
      throw Damage.of(
          files,
          expected.name(),
          "tensor " + info.name() + " with SHA-256 " + found,
          "SHA-256 " + info.sha256());
    }
  }

  private void read(TensorInfo info, Consumer<ByteBuffer> pieces) throws IOException {
    MessageDigest digest = Sha256.start();
    int elements = info.shape().elements();
    for (int from = 0; from < elements; from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, elements - from);
      fill(chunk.clear().limit(count * Float.BYTES));
      digest.update(chunk.array(), 0, count * Float.BYTES);
      pieces.accept(chunk.flip());
    }
    requireChecksum(Sha256.finish(digest), info);
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
        throw endsEarly();
      }
    }
    return buffer;
  }

  private DamagedException endsEarly() {
    return Damage.of(files, expected.name(), "the file ends early", expected.bytes() + " bytes");
  }
}
