package dev.alexandrite.examples;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.util.List;

/**
 * The first images of a data set: how an application makes a {@link Dataset} of its own.
 *
 * @param source where they come from
 * @param size how many
 */
record FirstImages(Dataset source, int size) implements Dataset {
  FirstImages {
    size = Math.min(size, source.size());
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public int label(int index) {
    return source.label(index);
  }

  @Override
  public Image image(int index) {
    return source.image(index);
  }

  @Override
  public String name(int index) {
    return source.name(index);
  }
}
