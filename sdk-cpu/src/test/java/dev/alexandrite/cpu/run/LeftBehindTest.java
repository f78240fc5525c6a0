package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.cpu.CpuBackendProvider;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.train.TrainingResult;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the SDK leaves behind in a process, in its threads above all. */
@Timeout(120)
class LeftBehindTest {
  @TempDir Path temp;

  @Test
  void aRedeployedApplicationFreesItsClassLoader() throws Exception {
    Path output = temp.resolve("output");
    // Java itself keeps the types of a record that was compared, softly: until memory is needed.
    Process process =
        ChildJvm.start(Redeployment.class, List.of("-XX:SoftRefLRUPolicyMSPerMB=0"), output);
    assertEquals("true", ChildJvm.printed(process, output, "FREED "));
  }

  /** Deploys an application, ends it, and looks whether its class loader can be freed. */
  public static final class Redeployment {
    private Redeployment() {}

    /** Prints that it was, or after half a minute that it was not. */
    public static void main(String[] arguments) throws Exception {
      WeakReference<ClassLoader> loader = deploy();
      for (int tries = 0; tries < 300 && loader.get() != null; tries++) {
        System.gc();
        Thread.sleep(100); // idle threads end after some seconds
      }
      System.out.println("FREED " + (loader.get() == null));
    }
  }

  /** On this thread, which lives on, as a server's do. */
  private static WeakReference<ClassLoader> deploy() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader("application", classPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?> application = loader.loadClass(RedeployedApplication.class.getName());
      ((Runnable) application.getDeclaredConstructor().newInstance()).run();
      return new WeakReference<>(loader);
    }
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(LeftBehindTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void ignoredResultsKeepNoThread() throws Exception {
    Path output = temp.resolve("output");
    Process process = ChildJvm.start(IgnoredResults.class, List.of(), output);
    assertEquals("0", ChildJvm.printed(process, output, "THREADS "));
  }

  /** Trains, drops every result without closing it, and counts the threads that are left. */
  public static final class IgnoredResults {
    private IgnoredResults() {}

    /** Prints the count when it is 0, or after half a minute. */
    public static void main(String[] arguments) throws InterruptedException {
      for (int run = 0; run < 2; run++) {
        TrainingResult ignored = RedeployedApplication.train();
        System.out.println(ignored.history().size());
      }
      long left = computing();
      for (int tries = 0; tries < 300 && left > 0; tries++) {
        Thread.sleep(100);
        left = computing();
      }
      System.out.println("THREADS " + left);
    }

    private static long computing() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("alexandrite-"))
          .count();
    }
  }

  @Test
  void theClientCompilerIsWarnedOfWithFactorAndRemedy() throws IOException, InterruptedException {
    Path output = temp.resolve("output");
    Process process =
        ChildJvm.start(ClientCompiler.class, List.of("-XX:TieredStopAtLevel=1"), output);
    assertEquals(0, process.waitFor());
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertTrue(printed.contains("without the optimising compiler C2, about twenty times"), printed);
    assertTrue(printed.contains("-XX:TieredStopAtLevel=1"), printed);
    assertTrue(printed.contains("<optimizedLaunch>false</optimizedLaunch>"), printed);
  }

  /** Makes a backend, as the start of every run and classifier does. */
  public static final class ClientCompiler {
    private ClientCompiler() {}

    /** Prints what the backend logs. */
    public static void main(String[] arguments) {
      new CpuBackendProvider().create(BackendOptions.defaults()).close();
    }
  }
}
