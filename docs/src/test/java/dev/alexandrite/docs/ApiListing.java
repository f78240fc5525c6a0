package dev.alexandrite.docs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What other code can see of an artifact, as text: its exported packages, their public and
 * protected types, and a line for each member, sorted. What every type has, such as {@code
 * toString}, is left out, and of a record what its header says.
 */
final class ApiListing {
  private static final Set<String> OF_EVERY_TYPE =
      Set.of("toString()", "hashCode()", "equals(Object)", "values()", "valueOf(String)");

  private final StringBuilder text = new StringBuilder();

  /** The artifact, a jar or a folder of classes, that holds a class. */
  static String of(Class<?> member) throws IOException, URISyntaxException {
    Path location = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    ApiListing listing = new ApiListing();
    if (Files.isDirectory(location)) {
      listing.addArtifact(location);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(location)) {
        listing.addArtifact(jar.getPath("/"));
      }
    }
    return listing.text.toString();
  }

  private void addArtifact(Path root) throws IOException {
    List<String> names = classNames(root);
    for (String exported : exportedPackages(root, names)) {
      text.append("\npackage ").append(exported).append('\n');
      names.stream()
          .filter(name -> packageOf(name).equals(exported))
          .map(ApiListing::load)
          .filter(ApiListing::isVisible)
          .forEach(this::addType);
    }
  }

  /** Those that the module exports to all, or every package where there is no descriptor. */
  private static List<String> exportedPackages(Path root, List<String> names) throws IOException {
    Path descriptor = root.resolve("module-info.class");
    if (!Files.exists(descriptor)) {
      return names.stream().map(ApiListing::packageOf).distinct().sorted().toList();
    }
    try (InputStream bytes = Files.newInputStream(descriptor)) {
      return ModuleDescriptor.read(bytes).exports().stream()
          .filter(export -> !export.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .sorted()
          .toList();
    }
  }

  private static List<String> classNames(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  private static String packageOf(String className) {
    return className.substring(0, className.lastIndexOf('.'));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiListing.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Itself and every type around it, public or protected. */
  private static boolean isVisible(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (around == null || isVisible(around));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private void addType(Class<?> type) {
    text.append('\n').append(header(type)).append('\n');
    List<String> members = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field) && !field.isEnumConstant()) {
        members.add(
            modifiers(field)
                + name(field.getAnnotatedType())
                + " "
                + field.getName()
                + constant(field));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor) && !isCanonical(constructor)) {
        members.add(
            modifiers(constructor) + "new" + parameters(constructor) + exceptions(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isVisible(method) && !isUnderstood(method)) {
        members.add(
            modifiers(method)
                + spaced(typeParameters(method.getTypeParameters()))
                + name(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + parameters(method)
                + exceptions(method));
      }
    }
    members.stream().sorted().forEach(member -> text.append("  ").append(member).append('\n'));
  }

  private static String header(Class<?> type) {
    String kind =
        type.isAnnotation()
            ? "@interface"
            : type.isInterface()
                ? "interface"
                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    int implied =
        type.isInterface()
            ? Modifier.ABSTRACT | Modifier.STATIC
            : type.isRecord() || type.isEnum() ? Modifier.FINAL | Modifier.STATIC : 0;
    String header =
        deprecated(type)
            + spaced(Modifier.toString(type.getModifiers() & ~implied & ~Modifier.INTERFACE))
            + (type.isSealed() ? "sealed " : "")
            + kind
            + " "
            + type.getName().substring(packageOf(type.getName()).length() + 1).replace('$', '.')
            + typeParameters(type.getTypeParameters());
    if (type.isRecord()) {
      header +=
          Arrays.stream(type.getRecordComponents())
              .map(component -> name(component.getAnnotatedType()) + " " + component.getName())
              .collect(Collectors.joining(", ", "(", ")"));
    }
    if (type.isEnum()) {
      header +=
          Arrays.stream(type.getDeclaredFields())
              .filter(Field::isEnumConstant)
              .map(Field::getName)
              .collect(Collectors.joining(", ", " {", "}"));
    }
    if (!type.isInterface() && !type.isRecord() && !type.isEnum()) {
      header += list(" extends ", Stream.of(type.getAnnotatedSuperclass()));
    }
    header +=
        list(
            type.isInterface() ? " extends " : " implements ",
            Arrays.stream(type.getAnnotatedInterfaces()));
    if (type.isSealed()) {
      header +=
          Arrays.stream(type.getPermittedSubclasses())
              .filter(ApiListing::isVisible)
              .map(permitted -> name(permitted.getName()))
              .reduce((some, other) -> some + ", " + other)
              .map(permitted -> " permits " + permitted)
              .orElse("");
    }
    return header;
  }

  private static boolean isVisible(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isCanonical(Constructor<?> constructor) {
    RecordComponent[] components = constructor.getDeclaringClass().getRecordComponents();
    return components != null
        && Arrays.equals(
            constructor.getParameterTypes(),
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
  }

  private static boolean isUnderstood(Method method) {
    RecordComponent[] components = method.getDeclaringClass().getRecordComponents();
    return OF_EVERY_TYPE.contains(method.getName() + parameters(method))
        || components != null
            && Arrays.stream(components).map(RecordComponent::getAccessor).anyMatch(method::equals);
  }

  private static <M extends AnnotatedElement & Member> String modifiers(M member) {
    int implied =
        Modifier.NATIVE
            | Modifier.SYNCHRONIZED
            | Modifier.STRICT
            | (member instanceof Executable ? Modifier.TRANSIENT | Modifier.VOLATILE : 0)
            | (member.getDeclaringClass().isInterface()
                ? Modifier.PUBLIC
                    | (member instanceof Method
                        ? Modifier.ABSTRACT
                        : Modifier.STATIC | Modifier.FINAL)
                : 0);
    boolean isDefault = member instanceof Method method && method.isDefault();
    return deprecated(member)
        + (isDefault ? "default " : "")
        + spaced(Modifier.toString(member.getModifiers() & ~implied));
  }

  /** The value that javac copies into other classes. */
  private static String constant(Field field) {
    int constant = Modifier.PUBLIC | Modifier.STATIC | Modifier.FINAL;
    boolean isCopied =
        (field.getModifiers() & constant) == constant
            && (field.getType().isPrimitive() || field.getType() == String.class);
    try {
      return isCopied ? " = " + field.get(null) : "";
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String deprecated(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }

  private static String parameters(Executable executable) {
    String types = list("", Arrays.stream(executable.getAnnotatedParameterTypes()));
    return "(" + (executable.isVarArgs() ? types.replaceFirst("\\[]$", "...") : types) + ")";
  }

  private static String exceptions(Executable executable) {
    return list(" throws ", Arrays.stream(executable.getAnnotatedExceptionTypes()));
  }

  private static String typeParameters(TypeVariable<?>... variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(variable -> variable + bounds(variable))
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String bounds(TypeVariable<?> variable) {
    return Arrays.stream(variable.getAnnotatedBounds())
        .map(ApiListing::name)
        .filter(bound -> !bound.equals("Object"))
        .map(bound -> " extends " + bound)
        .collect(Collectors.joining());
  }

  private static String list(String prefix, Stream<AnnotatedType> types) {
    String joined =
        types
            .map(ApiListing::name)
            .filter(name -> !name.equals("Object") || prefix.isEmpty())
            .collect(Collectors.joining(", "));
    return joined.isEmpty() ? "" : prefix + joined;
  }

  private static String name(AnnotatedType type) {
    return name(type.toString());
  }

  /** Without the packages that every reader knows, and with nested types after a dot. */
  private static String name(String type) {
    return type.replaceAll("@org\\.jspecify\\.annotations\\.(\\w+)\\(\\)", "@$1")
        .replaceAll("\\b(java(\\.[a-z]+)+|dev\\.alexandrite)\\.", "")
        .replace('$', '.');
  }

  private static String spaced(String words) {
    return words.isEmpty() ? "" : words + " ";
  }
}
