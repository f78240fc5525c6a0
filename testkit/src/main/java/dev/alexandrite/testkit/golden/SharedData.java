package dev.alexandrite.testkit.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the data sets that lie beside the checkout and not in it. */
public final class SharedData {
  /** The system property that says where they are. */
  public static final String PROPERTY = "alexandrite.shared.data";

  private SharedData() {}

  /**
   * A folder of the shared data. Where it is absent, the running test is skipped and says so.
   *
   * @param path below the data folder, such as {@code golden/pytorch}
   * @return the folder
   */
  public static Path folder(String path) {
    Path folder = Path.of(System.getProperty(PROPERTY, "../../shared/data")).resolve(path);
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        () -> "no " + folder.toAbsolutePath().normalize() + "; set -D" + PROPERTY + "=DIR");
    return folder;
  }
}
