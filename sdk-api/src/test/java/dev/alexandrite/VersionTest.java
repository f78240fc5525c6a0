package dev.alexandrite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void classesThatAreInNoJarKnowTheirVersionToo() {
    String version = Alexandrite.version();
    assertTrue(
        version.matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT(\\+[0-9a-f]{8})?)?"),
        version + ", expected Maven's, of a snapshot with the commit where there is one");
  }
}
