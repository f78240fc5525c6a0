package dev.alexandrite.core.select;

import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import java.util.List;
import java.util.Map;

/**
 * Backends of this SDK whose classes are there and whose services entries are not: a jar made of
 * several has one of each entry only, unless they are merged.
 */
final class LostEntries {
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "cpu", "dev.alexandrite.cpu.CpuBackendProvider",
          "cuda", "dev.alexandrite.cuda.CudaBackendProvider");

  private LostEntries() {}

  static List<Candidate> among(List<Candidate> found, ClassLoader loader) {
    return PROVIDERS.entrySet().stream()
        .filter(known -> found.stream().noneMatch(other -> other.name().equals(known.getKey())))
        .filter(known -> found.stream().noneMatch(other -> other.name().equals(known.getValue())))
        .filter(known -> exists(known.getValue(), loader))
        .map(known -> lost(known.getKey()))
        .toList();
  }

  private static boolean exists(String className, ClassLoader loader) {
    return loader.getResource(className.replace('.', '/') + ".class") != null;
  }

  private static Candidate lost(String name) {
    return new Candidate(
        null,
        name,
        Integer.MIN_VALUE,
        new Probe.Unavailable(
            "its classes are there, but no entry for it in META-INF/services/"
                + BackendProvider.class.getName(),
            "merge these files when several jars become one (Maven Shade:"
                + " ServicesResourceTransformer)"));
  }
}
