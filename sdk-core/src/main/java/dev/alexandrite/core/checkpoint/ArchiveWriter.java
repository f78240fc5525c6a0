package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a checkpoint as one file, in the form that {@link ArchiveEntry} reads. */
final class ArchiveWriter {
  /** The first that the format knows, so that the same classifier gives the same bytes. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** More than what precedes the files. */
  private static final int HEADER_BYTES = 256;

  private final byte[] manifest;
  private final FileRecord record;
  private final long crc;
  private final List<TensorSpec> weights;
  private final TensorSource values;

  private ArchiveWriter(
      byte[] manifest, FileRecord record, long crc, List<TensorSpec> weights, TensorSource values) {
    this.manifest = manifest;
    this.record = record;
    this.crc = crc;
    this.weights = weights;
    this.values = values;
  }

  /** Goes through the weights for their length and checksums, which are written before them. */
  static ArchiveWriter measure(
      SavedManifest manifest, List<TensorSpec> weights, TensorSource values) throws IOException {
    CheckedOutputStream nowhere =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    FileRecord record = SafetensorsWriter.write(CheckpointWriter.WEIGHTS, nowhere, weights, values);
    byte[] written = ManifestFile.write(manifest.files(List.of(record)));
    long most = ArchiveEntry.MOST_BYTES - written.length - HEADER_BYTES;
    if (record.bytes() > most) { // the directory, behind them, has to be found by 32 bits as well
      throw new CheckpointException(
          "the weights have "
              + record.bytes()
              + " bytes, more than the "
              + most
              + " that an archive takes; write a folder by save(...)");
    }
    return new ArchiveWriter(written, record, nowhere.getChecksum().getValue(), weights, values);
  }

  /** Writes the archive; the stream stays open. */
  void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    CRC32 manifestCrc = new CRC32();
    manifestCrc.update(manifest);
    zip.putNextEntry(stored(ManifestFile.NAME, manifest.length, manifestCrc.getValue()));
    zip.write(manifest);
    zip.putNextEntry(stored(CheckpointWriter.WEIGHTS, record.bytes(), crc));
    SafetensorsWriter.write(CheckpointWriter.WEIGHTS, zip, weights, values);
    zip.finish(); // which compares length and checksum
  }

  private static ZipEntry stored(String file, long bytes, long crc) {
    ZipEntry entry = new ZipEntry(file);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes);
    entry.setCrc(crc);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }
}
