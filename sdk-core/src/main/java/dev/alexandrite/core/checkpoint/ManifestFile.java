package dev.alexandrite.core.checkpoint;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.CheckpointException;
import dev.alexandrite.core.json.Brief;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.core.json.RecordCodec;
import dev.alexandrite.core.json.RecordUpgrades;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The bytes of {@code manifest.json}: a JSON object whose last member is the checksum of every byte
 * before it, so that a change of any byte is noticed.
 */
final class ManifestFile {
  static final String NAME = "manifest.json";

  /** Its checksum was right, so that it says what its writer meant. */
  private static final String LATER =
      "; the file is as it was written, but this release cannot read all of it: load it with the"
          + " release of Alexandrite that wrote it, or a newer one";

  private static final long MAX_BYTES = JsonReader.MAX_LENGTH;
  private static final String CHECKSUM_START = ",\"sha256\":\"";
  private static final String CHECKSUM_END = "\"}\n";
  private static final int TRAILER_BYTES =
      CHECKSUM_START.length() + Sha256.DIGITS + CHECKSUM_END.length();

  private ManifestFile() {}

  /**
   * The bytes for a {@link Manifest} or a {@link SavedManifest}. Throws {@link JsonException} if it
   * could not be read again, by its limits.
   */
  static byte[] write(Record manifest) {
    Json content = RecordCodec.encode(manifest, manifest.getClass());
    String json =
        JsonWriter.write(
            new JsonObject()
                .put("formatVersion", Formats.PRESENT)
                .put("checkpoint", content)
                .build());
    String open = json.substring(0, json.length() - 1);
    byte[] body = open.getBytes(StandardCharsets.UTF_8);
    if (body.length > MAX_BYTES - TRAILER_BYTES) {
      throw new JsonException(
          "a manifest of " + body.length + " bytes exceeds the limit of " + MAX_BYTES);
    }
    JsonReader.read(json);
    String trailer = CHECKSUM_START + Sha256.of(body, body.length) + CHECKSUM_END;
    return (open + trailer).getBytes(StandardCharsets.UTF_8);
  }

  /** The checkpoint's description in the format of a version. */
  record Content(int version, Json json) {}

  /** The checkpoint's description, of which every byte and the version were checked. */
  static Content read(CheckpointFiles files) {
    String text = verifiedText(files); // its bytes are not kept beside it
    return orDamaged(files, () -> content(files.name(NAME), text));
  }

  private static String verifiedText(CheckpointFiles files) {
    byte[] bytes = readBytes(files);
    int bodyLength = bytes.length - TRAILER_BYTES;
    if (bodyLength < 0) {
      throw Damage.of(files, NAME, bytes.length + " bytes", "more than " + TRAILER_BYTES);
    }
    String found = Sha256.of(bytes, bodyLength);
    byte[] trailer = (CHECKSUM_START + found + CHECKSUM_END).getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(trailer, 0, trailer.length, bytes, bodyLength, bytes.length)) {
      throw Damage.of(files, NAME, "bytes with SHA-256 " + found, "the SHA-256 at the file's end");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Content content(String file, String text) {
    if (!(JsonReader.read(text) instanceof Json.Obj json)) {
      throw new JsonException("a manifest is a JSON object");
    }
    long version = json.integer("formatVersion");
    if (!Formats.isKnown(version)) {
      throw new CheckpointException(
          file
              + ": format version "
              + version
              + ", this release reads 1 to "
              + Formats.PRESENT
              + "; load it with the release of Alexandrite that wrote it, or a newer one");
    }
    return new Content((int) version, json.get("checkpoint"));
  }

  /** What {@link #read} found, as a record. */
  static Manifest decode(CheckpointFiles files, Content content) {
    return decode(
        files,
        () -> (Manifest) RecordCodec.decode(content.json, Manifest.class, upgrades(content)));
  }

  /** What {@link #read} found, as a record of some components of {@link Manifest}. */
  static <T extends Record> T decodePart(CheckpointFiles files, Content content, Class<T> part) {
    return decode(files, () -> RecordCodec.decodePart(content.json, part, upgrades(content)));
  }

  private static RecordUpgrades upgrades(Content content) {
    return Formats.upgrades(content.version);
  }

  private static <T> T decode(CheckpointFiles files, Supplier<T> reading) {
    String file = files.name(NAME);
    try {
      return reading.get();
    } catch (AlexandriteException e) {
      throw new CheckpointException(file + ": " + Brief.of(e.getMessage()), e);
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw new CheckpointException(file + ": " + Brief.of(e.getMessage()) + LATER, e);
    }
  }

  private static <T> T orDamaged(CheckpointFiles files, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw Damage.of(files, NAME, e);
    }
  }

  /** Refuses what is longer than any manifest, before memory is taken for it. */
  static void requireShort(String file, long bytes, String remedy) {
    if (bytes > MAX_BYTES) {
      throw new DamagedException(
          file + ": found " + bytes + " bytes, expected at most " + MAX_BYTES, remedy, null);
    }
  }

  private static byte[] readBytes(CheckpointFiles files) {
    try {
      requireShort(files.name(NAME), files.size(NAME), files.remedy());
      try (InputStream in = Channels.newInputStream(files.open(NAME))) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw Damage.unreadable(files, NAME, e);
    }
  }
}
