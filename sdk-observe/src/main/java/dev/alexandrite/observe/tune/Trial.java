package dev.alexandrite.observe.tune;

import dev.alexandrite.SafeText;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One combination of settings that a {@link Search} tries. Immutable. */
public final class Trial {
  private final int number;
  private final Path folder;
  private final List<Setting<?>> settings;
  private final List<Object> values;

  Trial(int number, Path folder, List<Setting<?>> settings, List<Object> values) {
    this.number = number;
    this.folder = folder;
    this.settings = settings;
    this.values = List.copyOf(values);
  }

  /**
   * Its place in the search.
   *
   * @return from 0
   */
  public int number() {
    return number;
  }

  /**
   * Its own folder, where {@code settings.json} and {@code epochs.csv} lie; there is room for
   * checkpoints in a folder below.
   *
   * @return such as {@code search/trial-0007}
   */
  public Path folder() {
    return folder;
  }

  /**
   * The value of a setting.
   *
   * @param <T> its type
   * @param setting one of the search's
   * @return what this trial tries
   * @throws IllegalArgumentException if the search does not vary it
   */
  public <T> T get(Setting<T> setting) {
    int place = settings.indexOf(setting);
    if (place < 0) {
      throw new IllegalArgumentException(
          "the search does not vary \"" + setting + "\", but " + settings);
    }
    @SuppressWarnings("unchecked") // the setting itself has drawn it
    T value = (T) values.get(place);
    return value;
  }

  /** The settings and their values, for tables. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      texts.add(settings.get(i).text(values.get(i)));
    }
    return texts;
  }

  /** Where the value of a setting lies in a picture, 0 to 1. */
  double place(int setting) {
    return settings.get(setting).place(values.get(setting));
  }

  Json json() {
    JsonObject object = new JsonObject();
    for (int i = 0; i < settings.size(); i++) {
      object.put(settings.get(i).name(), settings.get(i).json(values.get(i)));
    }
    return object.build();
  }

  /** One line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("trial " + number + ":");
    List<String> texts = texts();
    for (int i = 0; i < texts.size(); i++) {
      text.append(i == 0 ? " " : ", ")
          .append(SafeText.of(settings.get(i)))
          .append(' ')
          .append(SafeText.of(texts.get(i)));
    }
    return text.toString();
  }
}
