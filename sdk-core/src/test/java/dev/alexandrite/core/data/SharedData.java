package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real test data, which a clone may lack. */
public final class SharedData {
  private SharedData() {}

  /** The path of something in it; skips the calling test by name if it is not there. */
  public static Path require(String name) {
    Path path = Path.of(System.getProperty("alexandrite.shared.data", "../../shared/data"), name);
    assumeTrue(Files.exists(path), "needs " + path);
    return path;
  }
}
