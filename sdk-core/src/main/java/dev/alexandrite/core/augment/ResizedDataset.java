package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Resize;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.util.List;

/**
 * A data set whose images have been resized. Behind a {@link dev.alexandrite.core.data.MemoryCache}
 * every image is decoded and resized once in a training, not once an epoch.
 */
public final class ResizedDataset implements Dataset {
  private final Dataset source;
  private final Resize resize;

  /**
   * Resizes on the way.
   *
   * @param source where images come from
   * @param resize to what size and how
   */
  public ResizedDataset(Dataset source, Resize resize) {
    this.source = source;
    this.resize = resize;
  }

  @Override
  public Image image(int index) {
    return Resizer.resize(source.image(index), resize, source.name(index));
  }

  @Override
  public int size() {
    return source.size();
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
  public String name(int index) {
    return source.name(index);
  }

  @Override
  public String fingerprint() {
    return source.fingerprint();
  }
}
