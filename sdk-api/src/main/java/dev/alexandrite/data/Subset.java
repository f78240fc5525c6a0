package dev.alexandrite.data;

import java.nio.file.Path;
import java.util.Optional;

/** Some images of another data set, in the order given. */
final class Subset extends ForwardingDataset {
  private final int[] indices;

  Subset(Dataset source, int[] indices) {
    super(source);
    this.indices = indices;
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public int label(int index) {
    return super.label(indices[index]);
  }

  @Override
  public float target(int index, int output) {
    return source().target(indices[index], output);
  }

  @Override
  public Image image(int index) {
    return super.image(indices[index]);
  }

  @Override
  public String name(int index) {
    return super.name(indices[index]);
  }

  @Override
  public Optional<Path> imageFile(int index) {
    return source().imageFile(indices[index]);
  }

  @Override
  public String fingerprint() {
    return Fingerprint.ofPart(source(), indices);
  }
}
