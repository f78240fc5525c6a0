package dev.alexandrite.core.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** Builds a JSON object member by member. */
public final class JsonObject {
  private final Map<String, Json> members = new LinkedHashMap<>();

  /** An empty object. */
  public JsonObject() {}

  /**
   * Adds a value.
   *
   * @param name its name
   * @param value the value
   * @return this builder
   */
  public JsonObject put(String name, Json value) {
    members.put(name, value);
    return this;
  }

  /**
   * Adds a string.
   *
   * @param name its name
   * @param value its characters
   * @return this builder
   */
  public JsonObject put(String name, String value) {
    return put(name, Json.of(value));
  }

  /**
   * Adds a whole number.
   *
   * @param name its name
   * @param value the number
   * @return this builder
   */
  public JsonObject put(String name, long value) {
    return put(name, Json.of(value));
  }

  /**
   * Adds a number.
   *
   * @param name its name
   * @param value a finite number
   * @return this builder
   */
  public JsonObject put(String name, double value) {
    return put(name, Json.of(value));
  }

  /**
   * Ends the object.
   *
   * @return the object
   */
  public Json.Obj build() {
    return new Json.Obj(members);
  }
}
