package dev.alexandrite.core.json;

import dev.alexandrite.augment.Transform;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON form of public records that are made of numbers, strings, enums, lists and further such
 * records. Where a component's type is a sealed interface, the object says by its member {@code
 * type} which record it is; only permitted ones are ever created. An empty optional is a member
 * left out, and so is a transform of the application. The member names are the components' names; a
 * component that is renamed leaves its earlier name in {@link EarlierNames}.
 *
 * <p>A record may grow: components that came later are its last ones, and it keeps a public
 * constructor without them. An object of the time before is read by that constructor.
 */
public final class RecordCodec {
  private static final String TYPE = "type";

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
   * Reads a value.
   *
   * @param json its JSON form
   * @param type its declared type
   * @return the value
   * @throws JsonException if the JSON does not fit the type, or the record refuses its components
   */
  public static Object decode(Json json, Type type) {
    Class<?> raw = rawClass(type);
    if (raw == String.class) {
      return text(json, raw);
    } else if (raw == boolean.class || raw == Boolean.class) {
      return json instanceof Json.Bool flag ? flag.value() : refuse(json, raw);
    } else if (raw == int.class || raw == Integer.class) {
      return Math.toIntExact(Json.toLong(json, "a component"));
    } else if (raw == long.class || raw == Long.class) {
      return Json.toLong(json, "a component");
    } else if (raw == double.class || raw == Double.class) {
      return Json.toDouble(json, "a component");
    } else if (raw == float.class || raw == Float.class) {
      return json instanceof Json.Num number ? Float.parseFloat(number.text()) : refuse(json, raw);
    } else if (raw.isEnum()) {
      return constant(text(json, raw), raw);
    } else if (raw == List.class) {
      return decodeList(json, itemType(type));
    }
    return json instanceof Json.Obj object ? decodeRecord(object, raw) : refuse(json, raw);
  }

  private static Object decodeList(Json json, Type item) {
    if (!(json instanceof Json.Arr array)) {
      return refuse(json, List.class);
    }
    List<Object> values = new ArrayList<>();
    array.items().forEach(element -> values.add(decode(element, item)));
    return List.copyOf(values);
  }

  private static Object decodeRecord(Json.Obj written, Class<?> declared) {
    Class<?> type = declared.isInterface() ? permitted(declared, written.string(TYPE)) : declared;
    Json.Obj object = EarlierNames.upgrade(written, type);
    if (!type.isRecord()) {
      throw new JsonException(type.getName() + " cannot be read from a file");
    }
    RecordComponent[] components = type.getRecordComponents();
    int known = components(object, type);
    Object[] values = new Object[known];
    for (int i = 0; i < known; i++) {
      values[i] = decodeComponent(object, components[i]);
    }
    try {
      return type.getDeclaredConstructor(types(components, known)).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new JsonException(type.getSimpleName() + ": " + e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new JsonException("cannot create " + type.getName(), e);
    }
  }

  /** How many components the object gives: all, or those of the record's form of before. */
  private static int components(Json.Obj object, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    int given = components.length;
    while (given > 0 && !object.members().containsKey(components[given - 1].getName())) {
      given--;
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      if (Arrays.equals(constructor.getParameterTypes(), types(components, given))) {
        return given;
      }
    }
    return components.length;
  }

  private static Class<?>[] types(RecordComponent[] components, int count) {
    return Arrays.stream(components, 0, count).map(RecordComponent::getType).toArray(Class[]::new);
  }

  private static Object decodeComponent(Json.Obj object, RecordComponent component) {
    Type type = component.getGenericType();
    if (type.equals(Transform.class)) {
      return MissingTransform.INSTANCE;
    }
    if (component.getType() == Optional.class) {
      return Optional.ofNullable(object.members().get(component.getName()))
          .map(json -> decode(json, itemType(type)));
    }
    return decode(object.get(component.getName()), type);
  }

  private static Class<?> permitted(Class<?> sealed, String name) {
    if (sealed.isSealed()) {
      for (Class<?> candidate : sealed.getPermittedSubclasses()) {
        if (candidate.getSimpleName().equals(name)) {
          return candidate;
        }
      }
    }
    throw new JsonException("unknown " + sealed.getSimpleName() + " \"" + name + "\"");
  }

  private static Object constant(String name, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new JsonException("unknown " + type.getSimpleName() + " \"" + name + "\"");
  }

  private static String text(Json json, Class<?> type) {
    return json instanceof Json.Str string ? string.value() : (String) refuse(json, type);
  }

  private static Object refuse(Json json, Class<?> type) {
    throw new JsonException(type.getSimpleName() + " was expected, found " + json);
  }

  private static Type itemType(Type container) {
    if (container instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[0];
    }
    throw new JsonException("items of unknown type cannot be written or read: " + container);
  }

  private static Class<?> rawClass(Type type) {
    return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
  }
}
