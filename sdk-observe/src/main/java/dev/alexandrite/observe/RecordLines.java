package dev.alexandrite.observe;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.json.Brief;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a record, read one after another to find out how much of it is kept. */
final class RecordLines implements AutoCloseable {
  /** Longer lines are nobody's record. */
  private static final int MOST = 1 << 20;

  private final Path path;
  private final InputStream in;
  private long end;
  private int number;
  private String torn = "";

  RecordLines(Path path) {
    this.path = path;
    try {
      this.in = new BufferedInputStream(Files.newInputStream(path));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The next line that is whole, without its end; null if there is none. What is left after the
   * last line break was torn off by a kill and does not count.
   */
  @Nullable String next() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          end += line.size() + 1;
          number++;
          String text = line.toString(StandardCharsets.UTF_8);
          return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
        if (line.size() == MOST) {
          throw Resumption.otherOrigin(
              path, "a line of more than " + MOST + " bytes", "lines of an event each");
        }
        line.write(c);
      }
      torn = line.toString(StandardCharsets.UTF_8);
      return null;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Makes sure that a file without any whole line is ours.
   *
   * @param begin how the first line begins
   */
  void requireTorn(String begin) {
    if (!begin.startsWith(torn) && !torn.startsWith(begin)) {
      throw Resumption.otherOrigin(path, Brief.of(torn), "a first line that begins with " + begin);
    }
  }

  /** Where the last whole line ends. */
  long end() {
    return end;
  }

  /** The last line's number, from 1. */
  int number() {
    return number;
  }

  private TrainingException unreadable(IOException cause) {
    return new TrainingException(
        path + " cannot be read: " + cause + "; give the listener another file", cause);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
