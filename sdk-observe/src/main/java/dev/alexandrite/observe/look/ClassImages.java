package dev.alexandrite.observe.look;

import dev.alexandrite.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** The images of each class. */
final class ClassImages {
  private ClassImages() {}

  /** By label, in the order of the data set. */
  static List<List<Integer>> of(Dataset data) {
    List<List<Integer>> classes = new ArrayList<>();
    data.classNames().forEach(name -> classes.add(new ArrayList<>()));
    for (int index = 0; index < data.size(); index++) {
      classes.get(data.label(index)).add(index);
    }
    return classes;
  }

  /** So many of them, evenly spaced, since neighbours in a folder are often alike. */
  static List<Integer> spaced(List<Integer> images, int most) {
    int count = Math.min(most, images.size());
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(images.get((int) ((long) i * images.size() / count)));
    }
    return chosen;
  }
}
