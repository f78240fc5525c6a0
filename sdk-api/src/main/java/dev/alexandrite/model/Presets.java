package dev.alexandrite.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Every network that the SDK has, by name, for programs that are told one: the presets of all
 * families under the names of their methods, and Krizhevsky's networks for CIFAR-10.
 *
 * <pre>{@code
 * Model model = Presets.builders().get("resnet50").get().classes(10).build();
 * }</pre>
 */
public final class Presets {
  private Presets() {}

  /**
   * The presets of all families.
   *
   * @return by the names of their methods, those of a family together; each gives a new builder;
   *     unmodifiable
   */
  public static Map<String, Supplier<? extends ModelBuilder<?>>> builders() {
    Map<String, Supplier<? extends ModelBuilder<?>>> builders = new LinkedHashMap<>();
    builders.putAll(AlexNet.presets());
    builders.putAll(Vgg.presets());
    builders.putAll(GoogLeNet.presets());
    builders.putAll(ResNet.presets());
    builders.putAll(SqueezeNet.presets());
    builders.putAll(MobileNet.presets());
    builders.putAll(EfficientNet.presets());
    return Collections.unmodifiableMap(builders);
  }

  /**
   * Every network as published.
   *
   * @return {@link #builders()}, built as they are, and {@link CifarNets#byName()}; unmodifiable
   */
  public static Map<String, Supplier<Model>> byName() {
    Map<String, Supplier<Model>> models = new LinkedHashMap<>();
    builders().forEach((name, preset) -> models.put(name, () -> preset.get().build()));
    CifarNets.byName().forEach((name, recipe) -> models.put(name, recipe::get));
    return Collections.unmodifiableMap(models);
  }
}
