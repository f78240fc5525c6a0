package dev.alexandrite.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that wants no meters has no Micrometer, on the class path and the module path. */
class WithoutMicrometerTest {
  private static final List<String> PARTS =
      List.of(
          "dev.alexandrite.observe.ProgressBar",
          "dev.alexandrite.train.Trainer",
          "dev.alexandrite.core.json.JsonReader",
          "dev.alexandrite.cpu.CpuBackendProvider",
          "com.google.common.collect.ImmutableList",
          "com.google.common.util.concurrent.internal.InternalFutureFailureAccess");

  @TempDir Path folder;

  /** Where a class comes from. */
  private static Path part(String name) {
    try {
      return Path.of(
          Class.forName(name).getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new AssertionError(name, e);
    }
  }

  @Test
  void onTheClassPath() throws Exception {
    URL[] urls = new URL[PARTS.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = part(PARTS.get(i)).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      assertTrains(loader);
    }
  }

  @Test
  void onTheModulePath() throws Exception {
    ModuleFinder finder =
        ModuleFinder.of(
            PARTS.stream().map(WithoutMicrometerTest::part).distinct().toArray(Path[]::new));
    ModuleLayer boot = ModuleLayer.boot();
    Configuration modules =
        boot.configuration()
            .resolveAndBind(
                finder,
                ModuleFinder.of(),
                Set.of("dev.alexandrite.observe", "dev.alexandrite.cpu"));
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader());
    assertTrue(layer.findModule("micrometer.core").isEmpty());
    assertTrains(layer.findLoader("dev.alexandrite.observe"));
  }

  private void assertTrains(ClassLoader loader) throws Exception {
    assertThrows(
        ClassNotFoundException.class,
        () -> loader.loadClass("io.micrometer.core.instrument.MeterRegistry"));
    String observe = "dev.alexandrite.observe.";
    Path file = folder.resolve("metrics.jsonl");
    Path table = folder.resolve("epochs.csv");
    Path board = folder.resolve("board");
    Object builder = call(loader, "dev.alexandrite.model.AlexNet", "tiny");
    Object trainer = call(loader, "dev.alexandrite.train.Trainer", "of", call(builder, "build"));
    call(trainer, "data", call(loader, "dev.alexandrite.data.DrawnShapes", "of", 20, 32, 1L));
    call(trainer, "epochs", 1);
    call(trainer, "batchSize", 10);
    call(trainer, "listener", call(loader, observe + "JsonLines", "to", file));
    call(trainer, "listener", call(loader, observe + "CsvLog", "to", table));
    call(trainer, "listener", call(loader, observe + "tensorboard.TensorBoard", "to", board));
    call(trainer, "listener", call(loader, observe + "ProgressBar", "lines", nowhere()));
    Object flight = loader.loadClass(observe + "FlightEvents").getConstructor().newInstance();
    call(trainer, "listener", flight);
    call(call(trainer, "fit"), "close");
    assertTrue(Files.readString(file).contains("\"event\":\"end\""));
    assertEquals(2, Files.readAllLines(table).size());
    try (var files = Files.list(board)) {
      assertEquals(1, files.count());
    }
  }

  private static PrintStream nowhere() {
    return new PrintStream(PrintStream.nullOutputStream());
  }

  private static Object call(ClassLoader loader, String type, String method, Object... arguments)
      throws Exception {
    return call(loader.loadClass(type), null, method, arguments);
  }

  private static Object call(Object object, String method, Object... arguments) throws Exception {
    return call(object.getClass(), object, method, arguments);
  }

  /** The first public method of that name that takes the arguments. */
  private static Object call(Class<?> type, Object object, String name, Object... arguments)
      throws Exception {
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals(name))
            .filter(method -> method.getParameterCount() == arguments.length)
            .toList();
    for (Method method : methods) {
      try {
        return method.invoke(object, arguments);
      } catch (IllegalArgumentException e) {
        // Another overload takes these.
      } catch (InvocationTargetException e) {
        throw new IOException(name, e.getCause());
      }
    }
    throw new AssertionError(type + " has no " + name + Arrays.toString(arguments));
  }
}
