package dev.alexandrite.cli;

import dev.alexandrite.NearestName;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.EfficientNet;
import dev.alexandrite.model.GoogLeNet;
import dev.alexandrite.model.MobileNet;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ModelBuilder;
import dev.alexandrite.model.Presets;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.model.SqueezeNet;
import dev.alexandrite.model.Vgg;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
            "no network is called '" + word + "'; " + Families.hint(word, names));
      }
      return new NamedNet(word);
    }
  }

  /** Who asks for a family gets its members, who has mistyped one the nearest, others all. */
  private static final class Families {
    private static final String CIFAR = "for CIFAR-10";

    private Families() {}

    static String hint(String word, List<String> names) {
      Map<String, Set<String>> families = byName();
      return families.keySet().stream()
          .filter(family -> family.equalsIgnoreCase(word.replaceAll("[-_]", "")))
          .findFirst()
          .map(family -> family + " is " + members(families, family))
          .or(() -> NearestName.similar(word, names).map(near -> "did you mean " + near + "?"))
          .orElseGet(
              () ->
                  families.keySet().stream()
                      .map(family -> family + ": " + members(families, family))
                      .collect(Collectors.joining("; ", "there are ", "")));
    }

    private static String members(Map<String, Set<String>> families, String family) {
      return String.join(", ", Objects.requireNonNull(families.get(family), family));
    }

    private static Map<String, Set<String>> byName() {
      Map<String, Set<String>> families = new LinkedHashMap<>();
      families.put("AlexNet", AlexNet.presets().keySet());
      families.put("VGG", Vgg.presets().keySet());
      families.put("GoogLeNet", GoogLeNet.presets().keySet());
      families.put("ResNet", ResNet.presets().keySet());
      families.put("SqueezeNet", SqueezeNet.presets().keySet());
      families.put("MobileNet", MobileNet.presets().keySet());
      families.put("EfficientNet", EfficientNet.presets().keySet());
      families.put(CIFAR, CifarNets.byName().keySet());
      return families;
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
