package dev.alexandrite.spi;

import dev.alexandrite.ComputePool;
import org.jspecify.annotations.Nullable;

/**
 * What the application asks of a backend.
 *
 * @param threads computing threads, at least 1; those of the pool, if there is one
 * @param computePool what to compute on, left open by the backend; without one, the backend makes
 *     and closes its own threads
 * @param device which of several devices to compute on, from 0 on; a backend on processors takes no
 *     notice of it
 */
public record BackendOptions(int threads, @Nullable ComputePool computePool, int device) {
  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if threads is below 1, or not those of the pool, or the device
   *     is below 0
   */
  public BackendOptions {
    if (device < 0) {
      throw new IllegalArgumentException("device must be at least 0, found " + device);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, found " + threads);
    }
    if (computePool != null && computePool.threads() != threads) {
      throw new IllegalArgumentException(
          "threads must be those of the pool, " + computePool.threads() + ", found " + threads);
    }
  }

  /**
   * Asks to compute on a pool or, without one, on threads of the backend's own.
   *
   * @param threads computing threads, at least 1; ignored if there is a pool
   * @param pool the pool, or null
   * @return the options
   */
  public static BackendOptions of(int threads, @Nullable ComputePool pool) {
    return pool == null ? new BackendOptions(threads) : new BackendOptions(pool);
  }

  /**
   * Asks for threads of the backend's own.
   *
   * @param threads computing threads, at least 1
   * @throws IllegalArgumentException if threads is below 1
   */
  public BackendOptions(int threads) {
    this(threads, null, 0);
  }

  /**
   * Asks to compute on a pool.
   *
   * @param pool the pool
   */
  public BackendOptions(ComputePool pool) {
    this(pool.threads(), pool, 0);
  }

  /**
   * The same options for another device.
   *
   * @param number which device, from 0 on
   * @return the changed copy
   */
  public BackendOptions device(int number) {
    return new BackendOptions(threads, computePool, number);
  }

  /**
   * One thread for each available processor.
   *
   * @return the default options
   */
  public static BackendOptions defaults() {
    return new BackendOptions(Runtime.getRuntime().availableProcessors());
  }
}
