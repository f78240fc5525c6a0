package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Decoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the bytes of an image up to a limit, from what has an end. */
final class ImageBytes {
  private ImageBytes() {}

  static byte[] of(Path file, Decoding decoding) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        String found =
            Files.isDirectory(file) ? "it is a folder" : "it is a pipe, a device or a socket";
        throw new BadImageException(file.toString(), found).with("give a file that is an image");
      }
      long size = Files.size(file);
      if (size > decoding.maxFileBytes()) {
        throw tooLong(file.toString(), size + " bytes, more", decoding);
      }
      try (InputStream in = Files.newInputStream(file)) {
        return read(in, file.toString(), decoding);
      }
    } catch (IOException e) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image %s: it cannot be read (%s); check that it still exists and its permissions",
              file,
              e),
          e);
    }
  }

  static byte[] of(InputStream stream, String name, Decoding decoding) {
    try {
      return read(stream, name, decoding);
    } catch (IOException e) {
      throw new DataException(
          String.format(Locale.ROOT, "image %s: its stream cannot be read (%s)", name, e), e);
    }
  }

  private static byte[] read(InputStream in, String name, Decoding decoding) throws IOException {
    try {
      byte[] bytes = in.readNBytes(Math.toIntExact(decoding.maxFileBytes()));
      if (bytes.length == decoding.maxFileBytes() && in.read() >= 0) {
        throw tooLong(name, "more", decoding);
      }
      return bytes;
    } catch (OutOfMemoryError e) {
      throw ImageMemoryException.of(name, e);
    }
  }

  static DataException tooLong(String name, String found, Decoding decoding) {
    return new BadImageException(
            name,
            String.format(
                Locale.ROOT,
                "it has %s than the %d bytes that are read (Decoding.maxFileBytes)",
                found,
                decoding.maxFileBytes()))
        .with("give a smaller file, or raise the limit");
  }
}
