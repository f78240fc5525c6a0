package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.core.weights.SafetensorsOutput;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Writes a safetensors file and takes the checksums that the manifest records. */
final class SafetensorsWriter {
  private final DigestOutputStream digested;
  private final SafetensorsOutput out;

  private SafetensorsWriter(OutputStream out) {
    this.digested = new DigestOutputStream(out, Sha256.start());
    this.out = new SafetensorsOutput(digested);
  }

  /** Writes the tensors in the order of their names; the stream stays open. */
  static FileRecord write(
      String file, OutputStream out, List<TensorSpec> tensors, TensorSource source)
      throws IOException {
    List<NamedTensor> sorted =
        tensors.stream()
            .map(spec -> new NamedTensor(spec.name(), spec.shape(), ElementType.FLOAT32))
            .sorted(Comparator.comparing(NamedTensor::name))
            .toList();
    SafetensorsWriter writer = new SafetensorsWriter(out);
    long bytes = writer.out.header(sorted);
    String headerSha = writer.checksum();
    List<TensorInfo> written = new ArrayList<>();
    for (NamedTensor tensor : sorted) {
      String sha = writer.writeValues(tensor, source.read(tensor.name()));
      written.add(new TensorInfo(file, tensor.name(), tensor.shape(), sha));
      bytes += tensor.bytes();
    }
    return new FileRecord(file, bytes, headerSha, written);
  }

  private String writeValues(NamedTensor tensor, TensorValues values) throws IOException {
    Count count = new Count();
    try {
      values.forEach(
          (from, piece) -> {
            write(piece);
            count.elements += piece.length;
          });
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    if (count.elements != tensor.shape().elements()) {
      throw new IllegalStateException(tensor + " was written with " + count.elements + " elements");
    }
    return checksum();
  }

  private void write(float[] piece) {
    try {
      out.values(piece);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The checksum of what was written since the last one. */
  private String checksum() {
    return Sha256.finish(digested.getMessageDigest());
  }

  /** What a tensor's pieces come to. */
  private static final class Count {
    private long elements;
  }
}
