package dev.alexandrite.core.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The files of an archive that can be read once, from its beginning: the manifest at once, the
 * weights when they are asked for. How long the stream is, shows when it has been read.
 */
final class StreamedArchive implements CheckpointFiles {
  private static final String REMEDY =
      "; the archive is damaged: give the stream of a whole one, from its beginning";

  private final String name;
  private final byte[] manifest;
  private final long weightBytes;
  private @Nullable ReadableByteChannel rest;

  private StreamedArchive(String name, InputStream stream) throws IOException {
    this.name = name;
    ReadableByteChannel channel = Channels.newChannel(stream);
    long expected = ArchiveEntry.read(name, ManifestFile.NAME, channel).bytes();
    ManifestFile.requireShort(name(ManifestFile.NAME), expected, REMEDY);
    this.manifest = stream.readNBytes((int) expected);
    if (manifest.length < expected) {
      throw Damage.of(this, ManifestFile.NAME, manifest.length + " bytes", expected + " bytes");
    }
    this.weightBytes = ArchiveEntry.read(name, CheckpointWriter.WEIGHTS, channel).bytes();
    this.rest = channel;
  }

  /** Reads up to the weights. */
  static StreamedArchive open(String name, InputStream stream) {
    try {
      return new StreamedArchive(name, stream);
    } catch (IOException e) {
      throw new DamagedException(name + " cannot be read: " + e, REMEDY, e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String name(String file) {
    return name + "!" + file;
  }

  @Override
  public boolean has(String file) {
    return ArchiveEntry.FILES.contains(file);
  }

  @Override
  public long size(String file) {
    return file.equals(ManifestFile.NAME) ? manifest.length : weightBytes;
  }

  /** The weights once: what they came from is then no longer held. */
  @Override
  public SeekableByteChannel open(String file) {
    if (file.equals(ManifestFile.NAME)) {
      return new PartChannel(
          Channels.newChannel(new ByteArrayInputStream(manifest)), manifest.length);
    }
    ReadableByteChannel weights = rest;
    if (weights == null) {
      throw new IllegalStateException("the stream of " + name + " has been read");
    }
    rest = null;
    return new PartChannel(weights, weightBytes);
  }

  @Override
  public String remedy() {
    return REMEDY;
  }
}
