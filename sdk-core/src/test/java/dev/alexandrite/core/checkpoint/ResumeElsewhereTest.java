package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Provenance;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on only on the backend and under the plan version that wrote its checkpoint. */
class ResumeElsewhereTest {
  @TempDir Path folder;

  private Path checkpoint;
  private Manifest manifest;

  @BeforeEach
  void trainOnce() {
    trainer(1).fit().classifier().close();
    checkpoint = new CheckpointFolder(folder).latest().orElseThrow();
    manifest = new CheckpointReader(checkpoint).manifest();
  }

  private Trainer trainer(int epochs) {
    return SmallRun.trainer().epochs(epochs).checkpoints(folder);
  }

  @Test
  void anotherBackendIsRefusedWithBothNames() throws IOException {
    assertRefused(
        "cuda", manifest.provenance().planVersion(), "backend was cuda, now it is scalar");
  }

  @Test
  void anotherPlanVersionIsRefusedWithBoth() throws IOException {
    String now = manifest.provenance().planVersion();
    assertRefused("scalar", "of-old", "plan version was of-old, now it is " + now);
  }

  private void assertRefused(String backend, String planVersion, String expected)
      throws IOException {
    rewrite(backend, planVersion);
    String message = assertThrows(CheckpointException.class, trainer(2).resume()::fit).getMessage();
    assertTrue(message.contains(expected), message);
    assertTrue(
        message.contains("the backend, release, devices(...) and parallelism(...) that wrote it"),
        message);
    rewrite("scalar", manifest.provenance().planVersion());
    trainer(2).resume().fit().classifier().close();
  }

  /** As if another machine or release had written the checkpoint. */
  private void rewrite(String backend, String planVersion) throws IOException {
    Provenance was = manifest.provenance();
    Provenance other =
        new Provenance(
            was.alexandriteVersion(),
            was.javaVersion(),
            was.operatingSystem(),
            backend,
            planVersion,
            was.backendDescription(),
            was.dataFingerprint(),
            was.seed());
    Manifest changed =
        new Manifest(
            manifest.network(),
            manifest.pipeline(),
            manifest.classNames(),
            manifest.state(),
            manifest.settings(),
            other,
            manifest.files());
    Files.write(checkpoint.resolve(ManifestFile.NAME), ManifestFile.write(changed));
  }
}
