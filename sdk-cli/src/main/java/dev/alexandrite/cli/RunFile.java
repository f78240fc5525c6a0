package dev.alexandrite.cli;

import dev.alexandrite.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The settings of a run in a file: YAML of one level, {@code key: value} a line or {@code key: [a,
 * b]}. It is read as a stream of events: no nesting is followed, no alias expanded, no object made,
 * and a value is the text that would stand behind the option.
 *
 * @param path the file
 * @param entries in the order of the file, each key once
 */
record RunFile(Path path, List<Entry> entries) {
  private static final int MOST_BYTES = 64 << 10;
  private static final String FORM = "expected lines such as 'epochs: 12'";

  /**
   * A setting.
   *
   * @param key the option's name without its hyphens
   * @param value items of a list are joined by commas, as options have them
   * @param line where it stands, from 1
   */
  record Entry(String key, String value, int line) {}

  static RunFile read(Path path) {
    return new RunFile(path, new Reader(path, text(path)).entries());
  }

  private static String text(Path path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw RunFileException.of(path, "cannot be read: " + e);
    }
    if (bytes.length > MOST_BYTES) {
      throw RunFileException.of(
          path, "has more than " + MOST_BYTES + " bytes; a run's settings are a page of text");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw RunFileException.of(path, "is not UTF-8; save it in that encoding");
    }
  }

  /** From events to entries. */
  private static final class Reader {
    private final Path path;
    private final Iterator<Event> events;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    Reader(Path path, String text) {
      this.path = path;
      LoadSettings settings = LoadSettings.builder().setCodePointLimit(MOST_BYTES).build();
      this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    List<Entry> entries() {
      try {
        next();
        Event first = next();
        if (first.getEventId() == Event.ID.StreamEnd) {
          return List.of();
        }
        require(next(), Event.ID.MappingStart, FORM);
        for (Event key = next(); key.getEventId() != Event.ID.MappingEnd; key = next()) {
          add(scalar(key, "a key"));
        }
        next();
        require(next(), Event.ID.StreamEnd, "a second document begins; expected one");
        return entries;
      } catch (MarkedYamlEngineException e) {
        throw RunFileException.at(
            path, line(e.getProblemMark()), e.getProblem() + "; " + FORM + " (YAML)");
      } catch (YamlEngineException e) {
        throw RunFileException.of(path, "is no YAML: " + e.getMessage() + "; " + FORM);
      }
    }

    private void add(ScalarEvent key) {
      String name = key.getValue();
      int line = line(key.getStartMark());
      Integer earlier = lines.put(name, line);
      if (earlier != null) {
        throw RunFileException.at(
            path,
            line,
            "'" + SafeText.of(name) + "' is set twice, first in line " + earlier + "; keep one");
      }
      String value = value(next(), name);
      if (value.isEmpty()) {
        throw RunFileException.at(
            path, line, "'" + SafeText.of(name) + "' has no value; give one, or remove the line");
      }
      entries.add(new Entry(name, value, line));
    }

    private String value(Event event, String key) {
      if (event.getEventId() != Event.ID.SequenceStart) {
        return scalar(event, "the value of '" + SafeText.of(key) + "'").getValue();
      }
      List<String> items = new ArrayList<>();
      for (Event item = next(); item.getEventId() != Event.ID.SequenceEnd; item = next()) {
        items.add(scalar(item, "an item of '" + SafeText.of(key) + "'").getValue());
      }
      return String.join(",", items);
    }

    private ScalarEvent scalar(Event event, String what) {
      if (event instanceof ScalarEvent scalar && scalar.getTag().isEmpty()) {
        return scalar;
      }
      throw RunFileException.at(
          path,
          line(event.getStartMark()),
          what + " must be plain text, without nesting, alias or tag; " + FORM);
    }

    private void require(Event event, Event.ID expected, String otherwise) {
      if (event.getEventId() != expected) {
        throw RunFileException.at(path, line(event.getStartMark()), otherwise);
      }
    }

    private Event next() {
      return events.next();
    }

    private static int line(Optional<Mark> mark) {
      return mark.map(Mark::getLine).orElse(0) + 1;
    }
  }
}
