package dev.alexandrite;

import java.lang.module.ModuleDescriptor;
import org.jspecify.annotations.Nullable;

/** Reads the version from the jar's manifest or the module's descriptor. */
final class Version {
  static final String CURRENT = find();

  private Version() {}

  private static String find() {
    @Nullable String fromJar = Version.class.getPackage().getImplementationVersion();
    if (fromJar != null) {
      return fromJar;
    }
    @Nullable ModuleDescriptor module = Version.class.getModule().getDescriptor();
    return module == null ? "development" : module.rawVersion().orElse("development");
  }
}
