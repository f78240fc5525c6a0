package dev.alexandrite.interop.safetensors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.interop.tensors.HostileFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostileSafetensorsTest {
  @TempDir Path temp;

  @Test
  @Timeout(300)
  void eachIsRefusedSoonAndInLittleMemory() throws IOException, InterruptedException {
    Map<String, byte[]> files = HostileSafetensors.files();
    assertTrue(files.size() >= 50, files.size() + " files");
    HostileFiles.areRefused(files, temp);
  }
}
