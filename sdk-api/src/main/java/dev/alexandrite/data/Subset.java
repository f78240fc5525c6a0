package dev.alexandrite.data;

import java.util.List;

/** Some images of another data set, in the order given. */
final class Subset implements Dataset {
  private final Dataset source;
  private final int[] indices;

  Subset(Dataset source, int[] indices) {
    this.source = source;
    this.indices = indices;
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public int label(int index) {
    return source.label(indices[index]);
  }

  @Override
  public Image image(int index) {
    return source.image(indices[index]);
  }

  @Override
  public String name(int index) {
    return source.name(indices[index]);
  }

  @Override
  public String fingerprint() {
    return Fingerprint.ofPart(source, indices);
  }
}
