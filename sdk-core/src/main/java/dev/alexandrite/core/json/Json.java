package dev.alexandrite.core.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value. Immutable; numbers keep their text, so that nothing is lost by reading them. */
public sealed interface Json {
  /** The value null. */
  record Null() implements Json {}

  /**
   * True or false.
   *
   * @param value which
   */
  record Bool(boolean value) implements Json {}

  /**
   * A number.
   *
   * @param text as it stands in the file
   */
  record Num(String text) implements Json {}

  /**
   * A string.
   *
   * @param value its characters
   */
  record Str(String value) implements Json {}

  /**
   * An array.
   *
   * @param items its values
   */
  record Arr(List<Json> items) implements Json {
    /** Copies the list. */
    public Arr {
      items = items instanceof ManyItems ? items : List.copyOf(items);
    }
  }

  /**
   * An object.
   *
   * @param members its values by name, in order
   */
  record Obj(Map<String, Json> members) implements Json {
    /** Copies the map. */
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * A required member.
     *
     * @param name its name
     * @return its value
     * @throws JsonException if there is none
     */
    public Json get(String name) {
      Json value = members.get(name);
      if (value == null) {
        throw new JsonException(
            "member \"" + name + "\" is missing; found " + Brief.of(members.keySet()));
      }
      return value;
    }

    /**
     * A required object.
     *
     * @param name its name
     * @return the object
     */
    public Obj object(String name) {
      return expect(name, Obj.class, "an object");
    }

    /**
     * The items of a required array.
     *
     * @param name its name
     * @return the items
     */
    public List<Json> list(String name) {
      return expect(name, Arr.class, "an array").items();
    }

    /**
     * A required string.
     *
     * @param name its name
     * @return its characters
     */
    public String string(String name) {
      return expect(name, Str.class, "a string").value();
    }

    /**
     * A required whole number.
     *
     * @param name its name
     * @return its value
     */
    public long integer(String name) {
      return Json.toLong(get(name), name);
    }

    private <T extends Json> T expect(String name, Class<T> type, String what) {
      Json value = get(name);
      if (!type.isInstance(value)) {
        throw new JsonException(
            "member \"" + name + "\" must be " + what + ", found " + Brief.of(value));
      }
      return type.cast(value);
    }
  }

  /**
   * A string's value.
   *
   * @param text its characters
   * @return the value
   */
  static Json of(String text) {
    return new Str(text);
  }

  /**
   * A whole number's value.
   *
   * @param number the number
   * @return the value
   */
  static Json of(long number) {
    return new Num(Long.toString(number));
  }

  /**
   * A number's value, with as many digits as bring the same number back.
   *
   * @param number a finite number
   * @return the value
   * @throws JsonException if it is infinite or not a number, which JSON cannot express
   */
  static Json of(double number) {
    if (!Double.isFinite(number)) {
      throw new JsonException("JSON has no form for " + number);
    }
    return new Num(Double.toString(number));
  }

  /**
   * A whole number.
   *
   * @param value the JSON number
   * @param what what it is, for the message
   * @return its value
   * @throws JsonException if it is something else
   */
  static long toLong(Json value, String what) {
    if (value instanceof Num number) {
      try {
        return Long.parseLong(number.text());
      } catch (NumberFormatException e) {
        throw new JsonException(what + " must be a whole number, found " + Brief.of(value), e);
      }
    }
    throw new JsonException(what + " must be a whole number, found " + Brief.of(value));
  }

  /**
   * A number.
   *
   * @param value the JSON number
   * @param what what it is, for the message
   * @return its value
   * @throws JsonException if it is something else
   */
  static double toDouble(Json value, String what) {
    if (value instanceof Num number) {
      return Double.parseDouble(number.text());
    }
    throw new JsonException(what + " must be a number, found " + Brief.of(value));
  }
}
