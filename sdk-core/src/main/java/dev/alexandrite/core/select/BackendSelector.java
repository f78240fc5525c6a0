package dev.alexandrite.core.select;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import dev.alexandrite.train.Execution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses a backend: the one asked for, or the best that is available. Says what it chose in one
 * line and why it rejected each better one in a line each, a warning unless that one was never
 * meant to run. Keeps nothing.
 */
public final class BackendSelector {
  private static final System.Logger LOG = System.getLogger(BackendSelector.class.getName());

  /** Entries that fail before nobody goes on looking. */
  private static final int MOST_FAILURES = 100;

  private static final String REFERENCE = "scalar";
  private static final String FAST = "cpu";
  private static final String SLOWNESS =
      "the backend " + REFERENCE + " computes, about twenty times slower than " + FAST;

  private final List<Candidate> candidates;

  /**
   * Looks for backends and asks each whether it can run.
   *
   * @param loader where to look
   */
  public BackendSelector(ClassLoader loader) {
    this(find(loader));
  }

  private BackendSelector(List<Candidate> candidates) {
    this.candidates =
        candidates.stream()
            .sorted(
                Comparator.comparingInt(Candidate::rank).reversed().thenComparing(Candidate::name))
            .toList();
  }

  /** Chooses among given providers. */
  static BackendSelector among(List<BackendProvider> providers) {
    return new BackendSelector(providers.stream().map(BackendSelector::probe).toList());
  }

  private static List<Candidate> find(ClassLoader loader) {
    List<Candidate> found = new ArrayList<>();
    Iterator<ServiceLoader.Provider<BackendProvider>> providers =
        ServiceLoader.load(BackendProvider.class, loader).stream().iterator();
    for (int failures = 0; failures < MOST_FAILURES; ) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(load(providers.next()));
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++; // an entry in any jar: those behind it are found nevertheless
        found.add(broken("an entry of META-INF/services", e));
      }
    }
    found.addAll(LostEntries.among(found, loader));
    return found;
  }

  private static Candidate load(ServiceLoader.Provider<BackendProvider> provider) {
    try {
      return probe(provider.get());
    } catch (ServiceConfigurationError | LinkageError e) {
      return broken(provider.type().getName(), e);
    }
  }

  private static Candidate probe(BackendProvider provider) {
    try {
      return new Candidate(provider, provider.name(), provider.rank(), provider.probe());
    } catch (RuntimeException | LinkageError e) {
      return broken(provider.getClass().getName(), e);
    }
  }

  private static Candidate broken(String className, Throwable cause) {
    Probe probe =
        new Probe.Unavailable(
            "its provider failed: " + cause, "check that its jars are complete and of one version");
    return new Candidate(null, className, Integer.MIN_VALUE, probe);
  }

  /**
   * Creates the chosen backend.
   *
   * @param name its name, or {@link Execution#AUTO}
   * @param options what the application asks of it
   * @return a new backend, closed by the caller
   * @throws BackendException if it is unknown or unavailable, or none is available; the message
   *     lists every candidate with its reason
   */
  public Backend create(String name, BackendOptions options) {
    return choose(name).create(options);
  }

  /**
   * Chooses a provider, which may create several backends.
   *
   * @param name its name, or {@link Execution#AUTO}
   * @return the provider
   * @throws BackendException if it is unknown or unavailable, or none is available
   */
  public BackendProvider choose(String name) {
    return name.equals(Execution.AUTO) ? best() : named(name);
  }

  private BackendProvider best() {
    for (Candidate candidate : candidates) {
      BackendProvider provider = candidate.provider();
      if (provider != null && candidate.available()) {
        logChoice(candidate);
        return provider;
      }
    }
    throw new BackendException("no backend is available. " + describe());
  }

  /**
   * Why it is none of those that are better or broken. Plain Java is for comparing with: who gets
   * it unasked has to know how slow it is.
   */
  private void logChoice(Candidate chosen) {
    boolean slow = chosen.name().equals(REFERENCE);
    for (Candidate other : candidates) { // a log in a lambda would carry the lambda's name
      if (!other.available() && (other.provider() == null || other.rank() > chosen.rank())) {
        String until = slow && other.name().equals(FAST) ? "; until then, " + SLOWNESS : "";
        LOG.log(rejection(other), () -> "backend " + other.describe() + until);
      }
    }
    LOG.log(System.Logger.Level.INFO, () -> "backend " + chosen.describe());
    if (slow && candidates.stream().noneMatch(other -> other.name().equals(FAST))) {
      LOG.log(
          System.Logger.Level.WARNING,
          "add dev.alexandrite:alexandrite-cpu to the dependencies: without it, " + SLOWNESS);
    }
  }

  private static System.Logger.Level rejection(Candidate candidate) {
    return candidate.probe() instanceof Probe.Unavailable(_, _, boolean installed) && !installed
        ? System.Logger.Level.DEBUG
        : System.Logger.Level.WARNING;
  }

  private BackendProvider named(String name) {
    for (Candidate candidate : candidates) {
      BackendProvider provider = candidate.provider();
      if (provider != null && candidate.name().equals(name) && candidate.available()) {
        LOG.log(System.Logger.Level.INFO, () -> "backend " + candidate.describe());
        return provider;
      }
    }
    boolean known = candidates.stream().anyMatch(candidate -> candidate.name().equals(name));
    throw new BackendException(
        "backend \""
            + name
            + (known ? "\" was asked for but is unavailable. " : "\" is unknown. ")
            + describe());
  }

  /**
   * Every candidate with its state, the best first.
   *
   * @return one line each, after a line that says what follows
   */
  public String describe() {
    return describe(Candidate::describe);
  }

  /**
   * The same with the plan version of each that is available. Creates and closes them.
   *
   * @return one line each, after a line that says what follows
   */
  public String describeWithPlans() {
    return describe(Candidate::describeWithPlan);
  }

  private String describe(Function<Candidate, String> line) {
    if (candidates.isEmpty()) {
      return "No backend was found; add dev.alexandrite:alexandrite-cpu to the dependencies";
    }
    return candidates.stream()
        .map(candidate -> "\n  " + line.apply(candidate))
        .collect(Collectors.joining("", "Candidates:", ""));
  }
}
