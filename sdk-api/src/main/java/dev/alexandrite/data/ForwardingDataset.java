package dev.alexandrite.data;

import java.util.List;

/**
 * Passes everything on to another data set; a subclass overrides what it changes. One that chooses
 * images overrides {@link #target} like {@link #label}.
 */
public abstract class ForwardingDataset implements Dataset {
  private final Dataset source;

  /**
   * Wraps a data set.
   *
   * @param source where images come from
   */
  protected ForwardingDataset(Dataset source) {
    this.source = source;
  }

  /**
   * The wrapped data set.
   *
   * @return where images come from
   */
  protected final Dataset source() {
    return source;
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Task task() {
    return source.task();
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public int label(int index) {
    return source.label(index);
  }

  /** That of this set's own {@link #label} where an image has one class. */
  @Override
  public float target(int index, int output) {
    return task() == Task.CLASSIFICATION
        ? Dataset.super.target(index, output)
        : source.target(index, output);
  }

  @Override
  public Image image(int index) {
    return source.image(index);
  }

  @Override
  public String name(int index) {
    return source.name(index);
  }

  /**
   * The fingerprint of the wrapped data set, since pixels do not count. A subclass that chooses,
   * renames or relabels images returns {@link #fingerprintOfLabels()} instead.
   */
  @Override
  public String fingerprint() {
    return source.fingerprint();
  }

  /**
   * A fingerprint of this set's own class names, names and labels, as {@link Dataset#fingerprint()}
   * has it by default.
   *
   * @return lower-case hexadecimal digits
   */
  protected final String fingerprintOfLabels() {
    return Fingerprint.of(this);
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
