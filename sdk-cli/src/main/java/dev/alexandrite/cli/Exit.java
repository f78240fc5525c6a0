package dev.alexandrite.cli;

/** How a process ends. */
final class Exit {
  /** All went well. */
  static final int OK = 0;

  /** The work failed. */
  static final int FAILED = 1;

  /** The options are wrong; nothing was done. */
  static final int USAGE = 2;

  /** Ctrl-C, as shells have it: 128 and the signal's number. */
  static final int INTERRUPTED = 130;

  private Exit() {}
}
