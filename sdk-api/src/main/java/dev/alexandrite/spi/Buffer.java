package dev.alexandrite.spi;

/** Memory of a backend; what lies in it, and how, is the backend's own business. */
public interface Buffer {
  /**
   * The size.
   *
   * @return the number of float32 elements
   */
  long elements();
}
