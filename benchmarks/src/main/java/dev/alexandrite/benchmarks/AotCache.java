package dev.alexandrite.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The ahead-of-time cache of a system's starter, as {@code docs/startup.md} advises: classes in
 * jars, since the JDK caches no folders, and one run that writes the cache.
 *
 * @param classPath jars alone
 * @param file the cache
 */
record AotCache(String classPath, Path file) {
  /** The cache of a system; the first call makes it. */
  static AotCache of(Contender system, Settings settings, List<String> arguments, SharedFiles files)
      throws IOException {
    String classPath = jars(files.folder().resolve("jars"));
    AotCache cache = new AotCache(classPath, files.folder().resolve(system + ".aot"));
    if (!Files.exists(cache.file)) {
      cache.make(system, settings, arguments);
    }
    return cache;
  }

  /** A start from the cache, which ends with an error if it cannot be used. */
  ProcessBuilder command(Contender system, Settings settings, List<String> arguments) {
    return command(system, settings, arguments, List.of("-XX:AOTCache=" + file, "-XX:AOTMode=on"));
  }

  private ProcessBuilder command(
      Contender system, Settings settings, List<String> arguments, List<String> flags) {
    return JavaCommand.of(
        Stream.concat(system.flags().stream(), flags.stream()).toList(),
        classPath,
        system.environment(),
        settings.threads(),
        system.starter(),
        arguments);
  }

  private void make(Contender system, Settings settings, List<String> arguments)
      throws IOException {
    Process process =
        command(system, settings, arguments, List.of("-XX:AOTCacheOutput=" + file))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0 || !Files.exists(file)) {
        throw new IOException("no AOT cache of " + system + " was made");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException("interrupted while the AOT cache of " + system + " was made", e);
    }
  }

  /** This process's class path, with a jar in the place of every folder. */
  private static String jars(Path target) throws IOException {
    boolean made = Files.exists(target);
    Files.createDirectories(target);
    List<String> entries = new ArrayList<>();
    for (String entry : JavaCommand.CLASS_PATH.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = target.resolve(entries.size() + ".jar");
        if (!made) {
          write(path, jar);
        }
        entries.add(jar.toString());
      } else {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void write(Path folder, Path jar) throws IOException {
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile).sorted();
        OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Path file : files.toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        entries.putNextEntry(new JarEntry(name));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }
}
