package dev.alexandrite.observe.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A text file of this module that stands inside a page, and the hash by which a content security
 * policy allows it and nothing else.
 *
 * @param text the file, with line feeds
 * @param source {@code 'sha256-...'}
 */
public record Asset(String text, String source) {
  /** The style of page and report. */
  public static final Asset STYLE = read("style.css");

  /**
   * Reads a file beside this class.
   *
   * @param name its name
   * @return the file
   */
  public static Asset read(String name) {
    String text = text(name);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Asset(text, "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  static String text(String name) {
    try (InputStream file = Asset.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the module lacks its file " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
