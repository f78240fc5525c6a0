package dev.alexandrite.examples;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A data set with the classes of a model, of which it may show only some. */
final class RelabelledDataset extends ForwardingDataset {
  private final List<String> classNames;
  private final int[] labels;

  private RelabelledDataset(Dataset source, List<String> classNames, int... labels) {
    super(source);
    this.classNames = List.copyOf(classNames);
    this.labels = labels;
  }

  /**
   * Finds the data's classes among the model's, by the whole name or by its first word, so that a
   * folder {@code n01440764} is the class {@code n01440764 tench, Tinca tinca}.
   */
  static Dataset of(Dataset source, List<String> classNames) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < classNames.size(); i++) {
      places.putIfAbsent(classNames.get(i).split(" ", 2)[0], i);
    }
    for (int i = 0; i < classNames.size(); i++) {
      places.put(classNames.get(i), i);
    }
    int[] labels = new int[source.classNames().size()];
    for (int i = 0; i < labels.length; i++) {
      String name = source.classNames().get(i);
      Integer place = places.get(name);
      if (place == null) {
        throw new OptionException(
            "the data's class '"
                + name
                + "' is none of the model's "
                + classNames.size()
                + ", such as '"
                + classNames.getFirst()
                + "'; name the model's classes by --labels FILE");
      }
      labels[i] = place;
    }
    return new RelabelledDataset(source, classNames, labels);
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int label(int index) {
    return labels[source().label(index)];
  }

  @Override
  public String fingerprint() {
    return source().fingerprint() + "-" + fingerprintOfLabels();
  }
}
