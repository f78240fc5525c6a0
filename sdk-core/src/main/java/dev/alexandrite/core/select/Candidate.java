package dev.alexandrite.core.select;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import org.jspecify.annotations.Nullable;

/** A backend that was found, and whether it can run; without a provider if its class is broken. */
record Candidate(@Nullable BackendProvider provider, String name, int rank, Probe probe) {
  boolean available() {
    return provider != null && probe instanceof Probe.Available;
  }

  /** One line for a report or an exception. */
  String describe() {
    return switch (probe) {
      case Probe.Available(String detail) -> name + ": available, " + detail;
      case Probe.Unavailable(String reason, String remedy, _) ->
          name + ": unavailable, " + reason + "; " + remedy;
    };
  }

  /** The same, and the rules by which it plans, if it can be asked. */
  String describeWithPlan() {
    if (provider == null || !available()) {
      return describe();
    }
    try (Backend backend = provider.create(new BackendOptions(1))) {
      return describe() + ", plan version " + backend.planVersion();
    } catch (RuntimeException | LinkageError e) {
      return describe() + ", but it cannot be created: " + e;
    }
  }
}
