package dev.alexandrite.core.json;

import dev.alexandrite.augment.Transform;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON form of public records that are made of numbers, strings, enums, lists and further such
 * records. Where a component's type is a sealed interface, the object says by its member {@code
 * type} which record it is; only permitted ones are ever created. An empty optional is a member
 * left out, and so is a transform of the application. The member names are the components' names,
 * so renaming a component changes the checkpoint format: objects of before are read by {@link
 * RecordUpgrades}.
 *
 * <p>A record may grow within a format: components that came later are its last ones, and it keeps
 * a public constructor without them. An object of the time before is read by that constructor; an
 * object of a later time is refused, since what it says more is not known here.
 */
public final class RecordCodec {
  /** The member that names a record where several are permitted. */
  static final String TYPE = "type";

  private RecordCodec() {}

  /**
   * Writes a value.
   *
   * @param value the value
   * @param type its declared type, which decides whether its record is named
   * @return its JSON form
   * @throws JsonException if it contains code, which has no JSON form
   */
  public static Json encode(Object value, Type type) {
    return switch (value) {
      case String text -> Json.of(text);
      case Boolean flag -> new Json.Bool(flag);
      case Float number -> finite(number, number);
      case Double number -> finite(number, number);
      case Integer number -> Json.of((long) number);
      case Long number -> Json.of((long) number);
      case Enum<?> constant -> Json.of(constant.name());
      case List<?> list -> {
        Type item = itemType(type);
        yield new Json.Arr(list.stream().map(element -> encode(element, item)).toList());
      }
      case Record record -> encodeRecord(record, type);
      default ->
          throw new JsonException(
              value.getClass().getName()
                  + " is code of the application and cannot be written to a file");
    };
  }

  private static Json finite(Number number, double value) {
    if (!Double.isFinite(value)) {
      throw new JsonException("JSON has no form for " + number);
    }
    return new Json.Num(number.toString());
  }

  private static Json encodeRecord(Record record, Type type) {
    Map<String, Json> members = new LinkedHashMap<>();
    if (rawClass(type).isInterface()) {
      members.put(TYPE, Json.of(record.getClass().getSimpleName()));
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Type declared = component.getGenericType();
      Object value = read(record, component);
      if (value instanceof Optional<?> optional) {
        optional.ifPresent(
            content -> members.put(component.getName(), encode(content, itemType(declared))));
      } else if (!declared.equals(Transform.class)) {
        members.put(component.getName(), encode(value, declared));
      }
    }
    return new Json.Obj(members);
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new JsonException("cannot read " + component.getName() + " of " + record, e);
    }
  }

  /**
   * Reads a value of the present form.
   *
   * @param json its JSON form
   * @param type its declared type
   * @return the value
   * @throws JsonException if the JSON does not fit the type, or the record refuses its components
   */
  public static Object decode(Json json, Type type) {
    return decode(json, type, RecordUpgrades.NONE);
  }

  /**
   * Reads a value that may be of an earlier form.
   *
   * @param json its JSON form
   * @param type its declared type
   * @param upgrades bring its objects into the present form
   * @return the value
   * @throws JsonException if the JSON does not fit the type, or the record refuses its components
   */
  public static Object decode(Json json, Type type, RecordUpgrades upgrades) {
    return new RecordDecoder(upgrades).decode(json, type);
  }

  /**
   * Reads some members of an object, whatever the others are.
   *
   * @param json the object
   * @param part a record of some of its members
   * @param upgrades bring the objects in it into the present form
   * @param <T> the record
   * @return the record
   * @throws JsonException if the JSON does not fit the record, or it refuses its components
   */
  public static <T extends Record> T decodePart(Json json, Class<T> part, RecordUpgrades upgrades) {
    return new RecordDecoder(upgrades).decodePart(json, part);
  }

  /** The type of what a list or an optional holds. */
  static Type itemType(Type container) {
    if (container instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[0];
    }
    throw new JsonException("items of unknown type cannot be written or read: " + container);
  }

  /** The class of a type, its arguments left out. */
  static Class<?> rawClass(Type type) {
    return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
  }
}
