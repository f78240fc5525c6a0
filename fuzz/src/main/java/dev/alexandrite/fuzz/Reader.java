package dev.alexandrite.fuzz;

import java.io.IOException;
import java.nio.file.Path;

/** Something that reads bytes which anybody may have written. */
interface Reader {
  /**
   * Reads them, or refuses them with an {@link dev.alexandrite.AlexandriteException}.
   *
   * @param bytes what may be anything
   * @param scratch a folder for what the reader wants as files, the same in every call
   */
  void read(byte[] bytes, Path scratch) throws IOException;
}
