package dev.alexandrite.cli;

import dev.alexandrite.NearestName;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ModelBuilder;
import dev.alexandrite.model.Presets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A network that the SDK has by name.
 *
 * @param name its name
 */
record NamedNet(String name) {
  private static List<String> names() {
    return List.copyOf(Presets.byName().keySet());
  }

  /** As published. */
  Model whole() {
    return Objects.requireNonNull(Presets.byName().get(name), name).get();
  }

  /**
   * The network as it is asked for.
   *
   * @param changes to size and start, which networks that are as published do not take
   */
  Model model(List<Consumer<ModelBuilder<?>>> changes) {
    if (changes.isEmpty()) {
      return whole();
    }
    Supplier<? extends ModelBuilder<?>> preset = Presets.builders().get(name);
    if (preset == null) {
      throw new UsageException(
          "--net "
              + name
              + " is as published: --size, --dropout, --initializer and --biases are for "
              + Presets.builders().keySet());
    }
    ModelBuilder<?> builder = preset.get();
    changes.forEach(change -> change.accept(builder));
    return builder.build();
  }

  @Override
  public String toString() {
    return name;
  }

  /** From the word behind {@code --net}. */
  static final class Converter implements ITypeConverter<NamedNet> {
    Converter() {}

    @Override
    public NamedNet convert(String word) {
      List<String> names = names();
      if (!names.contains(word)) {
        throw new TypeConversionException(
            "expected one of "
                + names
                + ", found '"
                + word
                + "'"
                + NearestName.similar(word, names)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse(""));
      }
      return new NamedNet(word);
    }
  }

  /** For help and completion. */
  static final class Names implements Iterable<String> {
    Names() {}

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
