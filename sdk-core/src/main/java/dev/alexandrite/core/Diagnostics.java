package dev.alexandrite.core;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.core.select.BackendSelector;

/** The text of {@link Alexandrite#diagnostics()}. */
final class Diagnostics {
  private Diagnostics() {}

  static String report(ClassLoader classLoader) {
    Runtime runtime = Runtime.getRuntime();
    return String.join(
        "\n",
        "Alexandrite " + Alexandrite.version(),
        "Java "
            + Runtime.version()
            + ", "
            + property("java.vm.name")
            + " ("
            + property("java.vm.info")
            + ")"
            + ", "
            + property("java.home"),
        "system "
            + property("os.name")
            + " "
            + property("os.version")
            + " "
            + property("os.arch")
            + ", "
            + runtime.availableProcessors()
            + " processors"
            + Processor.name().map(name -> ", " + name).orElse(""),
        "heap limit " + (runtime.maxMemory() >> 20) + " MiB",
        "loaded from the "
            + (Diagnostics.class.getModule().isNamed() ? "module path" : "class path"),
        "module jdk.incubator.vector "
            + (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? "present"
                : "absent; add --add-modules jdk.incubator.vector"),
        new BackendSelector(classLoader).describeWithPlans());
  }

  private static String property(String name) {
    return System.getProperty(name, name + " unknown");
  }
}
