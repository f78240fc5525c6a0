package dev.alexandrite.core.json;

import java.util.Iterator;
import java.util.Map;

/** Writes JSON, always the same text for the same value. */
public final class JsonWriter {
  private final StringBuilder text = new StringBuilder();

  private JsonWriter() {}

  /**
   * Writes a value without spaces.
   *
   * @param value the value
   * @return its text
   */
  public static String write(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.append(value);
    return writer.text.toString();
  }

  private void append(Json value) {
    switch (value) {
      case Json.Null() -> text.append("null");
      case Json.Bool(boolean flag) -> text.append(flag);
      case Json.Num(String number) -> text.append(number);
      case Json.Str(String string) -> quote(string);
      case Json.Arr array -> append(array);
      case Json.Obj object -> append(object);
    }
  }

  private void append(Json.Arr array) {
    text.append('[');
    Iterator<Json> items = array.items().iterator();
    while (items.hasNext()) {
      append(items.next());
      if (items.hasNext()) {
        text.append(',');
      }
    }
    text.append(']');
  }

  private void append(Json.Obj object) {
    text.append('{');
    Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, Json> member = members.next();
      quote(member.getKey());
      text.append(':');
      append(member.getValue());
      if (members.hasNext()) {
        text.append(',');
      }
    }
    text.append('}');
  }

  private void quote(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        // Surrogates are escaped so that a lone one survives the way through UTF-8.
        text.append("\\u").append(hexadecimal(c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private static String hexadecimal(char c) {
    String digits = Integer.toHexString(c);
    return "0".repeat(4 - digits.length()) + digits;
  }
}
