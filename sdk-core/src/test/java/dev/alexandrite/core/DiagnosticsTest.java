package dev.alexandrite.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.core.reference.ScalarBackendProvider;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiagnosticsTest {
  @Test
  void theReportHasWhatABugReportNeeds() {
    String report = Alexandrite.diagnostics();
    boolean module = Alexandrite.class.getModule().isNamed();
    for (String part :
        List.of(
            "Alexandrite " + Alexandrite.version(),
            "Java " + Runtime.version(),
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            Runtime.getRuntime().availableProcessors() + " processors",
            "heap limit " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
            "loaded from the " + (module ? "module path" : "class path"),
            "module jdk.incubator.vector ",
            "scalar: available, plain Java on one thread, plan version " + scalarPlans())) {
      assertTrue(report.contains(part), part + " in\n" + report);
    }
    Processor.name().ifPresent(name -> assertTrue(report.contains(", " + name), report));
  }

  private static String scalarPlans() {
    try (Backend scalar = new ScalarBackendProvider().create(BackendOptions.defaults())) {
      return scalar.planVersion();
    }
  }

  @Test
  void theProcessorIsTheFirstOneNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cpuinfo");
    Files.writeString(file, "processor\t: 0\nmodel name\t: Fast: 3000 \nmodel name\t: Other\n");
    assertEquals(Optional.of("Fast: 3000"), Processor.nameIn(file));
    Files.writeString(file, "processor\t: 0\nCPU part\t: 0xd40\n");
    assertEquals(Optional.empty(), Processor.nameIn(file));
    assertEquals(Optional.empty(), Processor.nameIn(folder.resolve("missing")));
  }
}
