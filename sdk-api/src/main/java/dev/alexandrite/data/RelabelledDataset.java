package dev.alexandrite.data;

import dev.alexandrite.DataException;
import dev.alexandrite.SafeText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set with the classes of a model, of which it may show only some, so that it can be
 * evaluated whatever the order and number of its own.
 */
public final class RelabelledDataset extends ForwardingDataset {
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
   *
   * @param source the images
   * @param classNames the model's classes, one an output, in its order
   * @return the same images with the model's classes; the source itself where it has them already
   * @throws DataException if a class of the data is none of the model's, or images have no single
   *     class and the names differ
   */
  public static Dataset of(Dataset source, List<String> classNames) {
    if (source.classNames().equals(classNames)) {
      return source;
    }
    if (source.task() != Task.CLASSIFICATION) {
      throw new DataException(
          "the data has "
              + source.task().text()
              + " under other names or in another order than the model, and only classes can be"
              + " brought into another order: data "
              + SafeText.of(source.classNames().toString())
              + ", model "
              + SafeText.of(classNames.toString())
              + "; give the data the model's names, in its order");
    }
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
        throw new DataException(
            "the data's class '"
                + name
                + "' is none of the model's "
                + classNames.size()
                + ", such as '"
                + classNames.getFirst()
                + "'; give the model the names of its classes, or data of its classes");
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
