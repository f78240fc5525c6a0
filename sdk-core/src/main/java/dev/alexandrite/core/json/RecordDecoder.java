package dev.alexandrite.core.json;

import dev.alexandrite.augment.Transform;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what {@link RecordCodec} writes, and wrote in earlier forms. */
final class RecordDecoder {
  private final RecordUpgrades upgrades;

  /** Asked of each class once: the platform makes them anew every time. */
  private final Map<Class<?>, RecordComponent[]> components = new HashMap<>();

  RecordDecoder(RecordUpgrades upgrades) {
    this.upgrades = upgrades;
  }

  Object decode(Json json, Type type) {
    Class<?> raw = RecordCodec.rawClass(type);
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
      return decodeList(json, RecordCodec.itemType(type));
    }
    return json instanceof Json.Obj object ? decodeRecord(object, raw, false) : refuse(json, raw);
  }

  /** Reads some members of an object as a record, whatever the others are. */
  <T extends Record> T decodePart(Json json, Class<T> part) {
    Object record = json instanceof Json.Obj object ? decodeRecord(object, part, true) : null;
    return part.cast(record == null ? refuse(json, part) : record);
  }

  private Object decodeList(Json json, Type item) {
    if (!(json instanceof Json.Arr array)) {
      return refuse(json, List.class);
    }
    List<Object> values = new ArrayList<>();
    array.items().forEach(element -> values.add(decode(element, item)));
    return List.copyOf(values);
  }

  private Object decodeRecord(Json.Obj found, Class<?> declared, boolean part) {
    Class<?> type =
        declared.isInterface() ? permitted(declared, found.string(RecordCodec.TYPE)) : declared;
    if (!type.isRecord()) {
      throw new JsonException(type.getName() + " cannot be read from a file");
    }
    RecordComponent[] components =
        this.components.computeIfAbsent(type, Class::getRecordComponents);
    Json.Obj object = upgrades.upgrade(type, found);
    if (!part && !RecordPart.class.isAssignableFrom(type)) {
      requireKnown(object, type, components);
    }
    int known = known(object, type, components);
    Object[] values = new Object[known];
    for (int i = 0; i < known; i++) {
      values[i] = decodeComponent(object, components[i]);
    }
    try {
      return type.getDeclaredConstructor(types(components, known)).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new JsonException(
          type.getSimpleName() + ": " + Brief.of(e.getTargetException().getMessage()), e);
    } catch (ReflectiveOperationException e) {
      throw new JsonException("cannot create " + type.getName(), e);
    }
  }

  /** What a later release says more must not be left out of what is built from it. */
  private static void requireKnown(Json.Obj object, Class<?> type, RecordComponent[] components) {
    Set<String> unknown = new TreeSet<>(object.members().keySet());
    unknown.remove(RecordCodec.TYPE);
    Arrays.stream(components).map(RecordComponent::getName).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new JsonException(type.getSimpleName() + " has no component " + Brief.of(unknown));
    }
  }

  /** How many components the object gives: all, or those of the record's form of before. */
  private static int known(Json.Obj object, Class<?> type, RecordComponent[] components) {
    int given = components.length;
    while (given > 0 && !object.members().containsKey(components[given - 1].getName())) {
      given--;
    }
    if (given == components.length) {
      return given;
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

  private Object decodeComponent(Json.Obj object, RecordComponent component) {
    Type type = component.getGenericType();
    if (type.equals(Transform.class)) {
      return MissingTransform.INSTANCE;
    }
    if (component.getType() == Optional.class) {
      return Optional.ofNullable(object.members().get(component.getName()))
          .map(json -> decode(json, RecordCodec.itemType(type)));
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
    throw new JsonException("unknown " + sealed.getSimpleName() + " \"" + Brief.of(name) + "\"");
  }

  private static Object constant(String name, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new JsonException("unknown " + type.getSimpleName() + " \"" + Brief.of(name) + "\"");
  }

  private static String text(Json json, Class<?> type) {
    return json instanceof Json.Str string ? string.value() : (String) refuse(json, type);
  }

  private static Object refuse(Json json, Class<?> type) {
    throw new JsonException(type.getSimpleName() + " was expected, found " + Brief.of(json));
  }
}
