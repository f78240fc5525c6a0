package dev.alexandrite.core.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259) from text that may be hostile: nesting, lengths, the number of values and
 * the memory that they take are limited, names are unique, and nothing follows the value. Long
 * arrays are read for their form alone; their items are read again when somebody asks for them.
 * Long objects are for {@link JsonMembers}.
 */
public final class JsonReader {
  /** The deepest nesting that is read. */
  public static final int MAX_DEPTH = 64;

  /** The longest text that is read, in characters. */
  public static final int MAX_LENGTH = 1 << 24;

  /** The most values that are read. */
  public static final int MAX_VALUES = 1 << 20;

  /** The longest string, in characters. */
  public static final int MAX_STRING = 1 << 16;

  /** The longest number, in characters; a double needs 25. */
  public static final int MAX_NUMBER = 64;

  /** The most bytes that the values may take, as far as they are kept. */
  private static final long MAX_MEMORY = 24 << 20;

  /** The longest array that is kept as values. */
  private static final int KEPT_ITEMS = 256;

  // What a value takes in memory, about, beside its characters.
  private static final int SCALAR_BYTES = 80;
  private static final int CONTAINER_BYTES = 200;
  private static final int MEMBER_BYTES = 160;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private int at;
  private int values;
  private long memory;

  /** Reads on from a place in the text. */
  JsonReader(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * Reads one value.
   *
   * @param text the whole text
   * @return the value
   * @throws JsonException if the text is no JSON or exceeds a limit; the message tells where
   */
  public static Json read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new JsonException(
          "JSON of " + text.length() + " characters exceeds the limit of " + MAX_LENGTH);
    }
    JsonReader reader = new JsonReader(text, 0);
    Json value = reader.value(0);
    reader.requireEnd();
    return value;
  }

  void requireEnd() {
    skipSpace();
    if (at < text.length()) {
      throw wrong("nothing may follow the value");
    }
  }

  private Json value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nesting exceeds the limit of " + MAX_DEPTH);
    }
    if (++values > MAX_VALUES) {
      throw wrong("the number of values exceeds the limit of " + MAX_VALUES);
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> text();
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Null());
      default -> number();
    };
  }

  /** One item of an array that was read before, and what follows it. */
  Json item(int depth) {
    Json item = alone(depth);
    skipSpace();
    at++;
    return item;
  }

  /** A value for which the limits are those of a whole text. */
  Json alone(int depth) {
    memory = 0;
    values = 0;
    return value(depth);
  }

  private void keep(long bytes) {
    memory += bytes;
    if (memory > MAX_MEMORY) {
      throw wrong("the values take more memory than the limit of " + MAX_MEMORY + " bytes");
    }
  }

  private Json object(int depth) {
    keep(CONTAINER_BYTES);
    Map<String, Json> members = new LinkedHashMap<>();
    members(
        name -> {
          keep(MEMBER_BYTES + 2L * name.length());
          if (members.put(name, value(depth + 1)) != null) {
            throw twice(name);
          }
        });
    return new Json.Obj(members);
  }

  /** Goes through the object that begins here; each member's value is read by what is given. */
  void members(Consumer<String> value) {
    expect('{');
    skipSpace();
    if (peek() == '}') {
      at++;
      return;
    }
    while (true) {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      value.accept(name);
      skipSpace();
      if (peek() == '}') {
        at++;
        return;
      }
      expect(',');
    }
  }

  JsonException twice(String name) {
    return wrong("name \"" + Brief.of(name) + "\" occurs twice");
  }

  private Json array(int depth) {
    int start = at;
    keep(CONTAINER_BYTES);
    List<Json> items = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return new Json.Arr(items);
    }
    long without = memory;
    for (int count = 1; ; count++) {
      Json item = value(depth + 1);
      if (count <= KEPT_ITEMS) {
        items.add(item);
      } else {
        items.clear();
        memory = without;
      }
      skipSpace();
      if (peek() == ']') {
        at++;
        return new Json.Arr(
            count <= KEPT_ITEMS ? items : new ManyItems(text, start, count, depth + 1));
      }
      expect(',');
    }
  }

  private Json text() {
    String string = string();
    keep(SCALAR_BYTES + 2L * string.length());
    return new Json.Str(string);
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return value.toString();
      }
      if (c < 0x20) {
        throw wrong("a control character must be escaped");
      }
      if (value.length() == MAX_STRING) {
        throw wrong("a string exceeds the limit of " + MAX_STRING + " characters");
      }
      value.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("unknown escape \\" + c);
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw wrong("\\u needs four hexadecimal digits");
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private Json number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      if (at - start == MAX_NUMBER) {
        throw wrong("a number exceeds the limit of " + MAX_NUMBER + " characters");
      }
      at++;
    }
    String number = text.substring(start, at);
    if (!NUMBER.matcher(number).matches()) {
      at = start;
      throw wrong("a value was expected");
    }
    keep(SCALAR_BYTES);
    return new Json.Num(number);
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw wrong(word + " was expected");
    }
    at += word.length();
    return value;
  }

  void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong("'" + wanted + "' was expected");
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("the text ends in the middle of a value");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private JsonException wrong(String message) {
    return new JsonException("JSON, character " + at + ": " + message);
  }
}
