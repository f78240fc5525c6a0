package dev.alexandrite.cli;

import dev.alexandrite.NearestName;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.AlexNetBuilder;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Recipe;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A network that the SDK has by name.
 *
 * @param name its name
 * @param preset starts it, if its size and start can be chosen
 * @param whole makes it as published
 */
record NamedNet(String name, Optional<Supplier<AlexNetBuilder>> preset, Supplier<Model> whole) {
  private static List<String> names() {
    List<String> names = new ArrayList<>(AlexNet.presets().keySet());
    names.addAll(CifarNets.byName().keySet());
    return names;
  }

  private static NamedNet of(String name) {
    Supplier<AlexNetBuilder> preset = AlexNet.presets().get(name);
    if (preset != null) {
      return new NamedNet(name, Optional.of(preset), () -> preset.get().build());
    }
    Supplier<Recipe> published = Objects.requireNonNull(CifarNets.byName().get(name), name);
    return new NamedNet(name, Optional.empty(), published::get);
  }

  /**
   * The network as it is asked for.
   *
   * @param changes to size and start, which networks that are as published do not take
   */
  Model model(List<Consumer<AlexNetBuilder>> changes) {
    if (changes.isEmpty()) {
      return whole.get();
    }
    AlexNetBuilder builder =
        preset
            .orElseThrow(
                () ->
                    new UsageException(
                        "--net "
                            + name
                            + " is as published: --size, --dropout, --initializer and --biases are"
                            + " for "
                            + AlexNet.presets().keySet()))
            .get();
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
      return of(word);
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
