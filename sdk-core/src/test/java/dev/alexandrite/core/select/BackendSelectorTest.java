package dev.alexandrite.core.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.Engines;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendSelectorTest {
  private static final Probe HERE = new Probe.Available("fine");
  private static final Probe ABSENT =
      new Probe.Unavailable("no device was found", "install its driver");

  @TempDir Path temp;

  @Test
  void theHighestAvailableRankIsChosen() {
    assertEquals("fast", chosen("auto", fake("slow", 0, HERE), fake("fast", 100, HERE)));
    assertEquals("slow", chosen("auto", fake("slow", 0, HERE), fake("fast", 100, ABSENT)));
    assertEquals("a", chosen("auto", fake("b", 5, HERE), fake("a", 5, HERE)));
  }

  @Test
  void anExplicitNameIsNeverReplaced() {
    assertEquals("slow", chosen("slow", fake("slow", 0, HERE), fake("fast", 100, HERE)));
    String message = refusal("fast", fake("slow", 0, HERE), fake("fast", 100, ABSENT));
    assertTrue(message.contains("\"fast\" was asked for but is unavailable"), message);
    assertTrue(message.contains("fast: unavailable, no device was found; install"), message);
    assertTrue(message.contains("slow: available, fine"), message);
  }

  @Test
  void unknownNamesAndEmptyListsSayWhatToDo() {
    assertTrue(refusal("gpu", fake("slow", 0, HERE)).contains("\"gpu\" is unknown"));
    assertTrue(refusal("auto", fake("x", 1, ABSENT)).contains("no backend is available"));
    assertTrue(refusal("auto").contains("add dev.alexandrite:alexandrite-cpu"));
  }

  @Test
  void aBackendThatCannotBeCreatedIsReportedNotThrown() {
    BackendSelector selector =
        BackendSelector.among(List.of(fake("slow", 0, HERE), fake("fast", 100, ABSENT)));
    String report = selector.describeWithPlans();
    assertTrue(report.contains("slow: available, fine, but it cannot be created: "), report);
    assertTrue(report.contains("fast: unavailable, no device was found; install"), report);
  }

  private static List<LogRecord> records(BackendProvider... providers) {
    return records(() -> chosen("auto", providers));
  }

  private static List<LogRecord> records(Runnable choice) {
    List<LogRecord> records = new ArrayList<>();
    Logger logger = Logger.getLogger(BackendSelector.class.getName());
    Handler handler = new Collector(records);
    logger.addHandler(handler);
    logger.setLevel(Level.INFO);
    try {
      choice.run();
    } finally {
      logger.removeHandler(handler);
    }
    return records;
  }

  @Test
  void oneInfoForTheChoiceAndOneWarningForEachRejection() {
    List<LogRecord> records =
        records(fake("slow", 0, HERE), fake("x", 7, ABSENT), fake("y", 9, ABSENT));
    assertEquals(
        List.of(Level.WARNING, Level.WARNING, Level.INFO),
        records.stream().map(LogRecord::getLevel).toList());
    assertTrue(records.get(0).getMessage().contains("y: unavailable"));
    assertTrue(records.get(0).getMessage().contains("install its driver"));
    assertTrue(records.get(2).getMessage().contains("slow: available"));
    assertEquals( // what an application's log shows of it
        Set.of("logChoice"),
        records.stream().map(LogRecord::getSourceMethodName).collect(Collectors.toSet()));
  }

  @Test
  void whatIsNotInstalledWasNotAskedForAndWarnsOfNothing() {
    Probe notInstalled = new Probe.Unavailable("its library is missing", "add it", false);
    List<LogRecord> records = records(fake("slow", 0, HERE), fake("x", 7, notInstalled));
    assertEquals(List.of(Level.INFO), records.stream().map(LogRecord::getLevel).toList());
    String message = refusal("x", fake("slow", 0, HERE), fake("x", 7, notInstalled));
    assertTrue(message.contains("x: unavailable, its library is missing; add it"), message);
  }

  @Test
  void aBrokenProviderIsReportedAndDoesNotHurtTheOthers() throws Exception {
    Path services = temp.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve(BackendProvider.class.getName()), Broken.class.getName() + "\n");
    URL[] urls = {temp.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      BackendSelector selector = new BackendSelector(loader);
      assertTrue(selector.describe().contains("Broken: unavailable"), selector.describe());
      assertTrue(selector.describe().contains("scalar: available"), selector.describe());
      Backend backend = selector.create("scalar", BackendOptions.defaults());
      assertEquals("scalar", backend.name());
      backend.close();
    }
  }

  @Test
  void aServicesEntryThatCannotBeReadIsReportedAndDoesNotHurtTheOthers() throws Exception {
    for (String entry :
        List.of(
            "com.example.NoSuchBackend",
            "not a class name",
            "org.junit.jupiter.api.Test",
            "{json}")) {
      Path services = Files.createTempDirectory(temp, "jar").resolve("META-INF/services");
      Files.createDirectories(services);
      Files.writeString(services.resolve(BackendProvider.class.getName()), entry + "\n");
      Files.writeString(services.resolve(DataEngine.class.getName()), entry + "\n");
      URL[] urls = {services.getParent().getParent().toUri().toURL()};
      try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
        BackendSelector selector = new BackendSelector(loader);
        String found = selector.describe();
        assertTrue(found.contains(": unavailable, its provider failed"), entry + found);
        assertTrue(found.contains("scalar: available"), found);
        assertNotNull(Engines.load(DataEngine.class, loader));
      }
    }
  }

  @Test
  void aBackendWhoseServicesEntryWasLostIsSaidToBe() throws Exception {
    Path provider = temp.resolve("dev/alexandrite/cpu/CpuBackendProvider.class");
    Files.createDirectories(provider.getParent());
    Files.write(provider, new byte[0]);
    URL[] urls = {temp.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      BackendException e =
          assertThrows(BackendException.class, () -> new BackendSelector(loader).choose("cpu"));
      assertTrue(
          e.getMessage().contains("\"cpu\" was asked for but is unavailable"), e.getMessage());
      assertTrue(e.getMessage().contains("ServicesResourceTransformer"), e.getMessage());
    }
  }

  @Test
  void whoGetsPlainJavaUnaskedIsToldWhyAndHowSlowItIs() throws Exception {
    Path provider = temp.resolve("dev/alexandrite/cpu/CpuBackendProvider.class");
    Files.createDirectories(provider.getParent());
    Files.write(provider, new byte[0]);
    URL[] urls = {temp.toUri().toURL()};
    LogRecord warning;
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      warning = records(() -> new BackendSelector(loader).choose("auto")).getFirst();
    }
    assertEquals(Level.WARNING, warning.getLevel());
    assertTrue(warning.getMessage().contains("ServicesResourceTransformer"));
    assertTrue(warning.getMessage().contains("twenty times slower"));
  }

  /** Its constructor fails, as one whose libraries are missing does. */
  public static final class Broken extends Fake {
    public Broken() {
      super("broken", 1000, HERE);
      throw new NoClassDefFoundError("some/native/Library");
    }
  }

  /** Says by an exception which one was created. */
  private static class Fake implements BackendProvider {
    private final String name;
    private final int rank;
    private final Probe probe;

    Fake(String name, int rank, Probe probe) {
      this.name = name;
      this.rank = rank;
      this.probe = probe;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public Probe probe() {
      return probe;
    }

    @Override
    public Backend create(BackendOptions options) {
      throw new Created(name);
    }
  }

  private static final class Created extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Created(String name) {
      super(name);
    }
  }

  private static final class Collector extends Handler {
    private final List<LogRecord> records;

    Collector(List<LogRecord> records) {
      this.records = records;
    }

    @Override
    public void publish(LogRecord log) {
      records.add(log);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static BackendProvider fake(String name, int rank, Probe probe) {
    return new Fake(name, rank, probe);
  }

  private static String chosen(String name, BackendProvider... providers) {
    BackendSelector selector = BackendSelector.among(List.of(providers));
    return assertThrows(Created.class, () -> selector.create(name, BackendOptions.defaults()))
        .getMessage();
  }

  private static String refusal(String name, BackendProvider... providers) {
    BackendSelector selector = BackendSelector.among(List.of(providers));
    return assertThrows(
            BackendException.class, () -> selector.create(name, BackendOptions.defaults()))
        .getMessage();
  }
}
