package dev.alexandrite.train;

import java.time.Duration;

/**
 * The devices of a run. A backend on processors has as many as asked for: each is a thread with
 * memory of its own, which exchanges gradients and activations with the others as GPUs do, so that
 * a program for several GPUs can be tried without one.
 *
 * @param count how many, at least 1
 * @param linkBytesPerSecond the speed of each device's link to all others, in bytes per second both
 *     ways at once, at which exchanges are held back in a simulation; 0 for as fast as they go
 * @param patience how long a step may take on any of them before the run ends with an error that
 *     names it
 */
public record Devices(int count, double linkBytesPerSecond, Duration patience) {
  /** Long enough for a first step of any network, which compiles code. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /**
   * Checks the numbers.
   *
   * @throws dev.alexandrite.TrainingException if one is out of range
   */
  public Devices {
    Checks.atLeast("devices", 1, count);
    if (!(linkBytesPerSecond >= 0)) {
      throw Checks.wrong(
          "devices: a link carries "
              + linkBytesPerSecond
              + " bytes per second, expected 0 (as fast as it goes) or more");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw Checks.wrong("devices: patience is " + patience + ", expected more than 0");
    }
  }

  /**
   * That many devices, with links as fast as they go and patience of ten minutes.
   *
   * @param count how many, at least 1
   * @return the devices
   */
  public static Devices of(int count) {
    return new Devices(count, 0, PATIENCE);
  }

  /**
   * The same devices with slower links.
   *
   * @param bytesPerSecond the speed of each device's link, such as 12e9
   * @return the changed copy
   */
  public Devices link(double bytesPerSecond) {
    return new Devices(count, bytesPerSecond, patience);
  }

  /**
   * The same devices with other patience.
   *
   * @param longest how long a step may take on any of them
   * @return the changed copy
   */
  public Devices patience(Duration longest) {
    return new Devices(count, linkBytesPerSecond, longest);
  }
}
