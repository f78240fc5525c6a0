package dev.alexandrite.spi;

/**
 * Offers a backend; found by {@link java.util.ServiceLoader}. Its constructor does nothing, and its
 * class links nothing that may be absent.
 */
public interface BackendProvider {
  /**
   * The name by which an application asks for the backend.
   *
   * @return lower case, such as {@code cpu}, {@code scalar}, {@code cuda}
   */
  String name();

  /**
   * The order of automatic choice: the highest available rank wins, ties go to the first name.
   *
   * @return scalar is 0, cpu 100, cuda 200
   */
  int rank();

  /**
   * Finds out whether the backend can run here, without side effects.
   *
   * @return available, or why not and what to do
   */
  Probe probe();

  /**
   * How many devices it can compute on at the same time. Called only where it is available.
   *
   * @return the number; by default as many as asked for, which are then threads of this process
   */
  default int devices() {
    return Integer.MAX_VALUE;
  }

  /**
   * Creates the backend.
   *
   * @param options what the application asks for
   * @return a new backend, closed by the caller
   * @throws dev.alexandrite.BackendException if it cannot run here
   */
  Backend create(BackendOptions options);
}
