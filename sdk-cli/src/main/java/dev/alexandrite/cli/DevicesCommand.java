package dev.alexandrite.cli;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.Engines;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;

/** What there is to compute on. */
@Command(
    name = "devices",
    header = "Says what this installation can compute on, as a bug report needs it.",
    description = {"For every backend: whether it is available, and if not, why and what to do."},
    footer = {"", "Examples:", "  alexandrite devices", "  alexandrite devices --json"})
final class DevicesCommand extends Subcommand {
  DevicesCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    if (json) {
      shell.json(object());
    } else {
      shell.out().println(Alexandrite.diagnostics());
    }
    return Exit.OK;
  }

  private static Json.Obj object() {
    Runtime runtime = Runtime.getRuntime();
    return new JsonObject()
        .put("version", Alexandrite.version())
        .put("java", Runtime.version().toString())
        .put(
            "system",
            System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", ""))
        .put("processors", runtime.availableProcessors())
        .put("heapLimitBytes", runtime.maxMemory())
        .put("backends", new Json.Arr(backends()))
        .build();
  }

  private static List<Json> backends() {
    List<BackendProvider> providers = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class, Engines.apiLoader()).forEach(providers::add);
    providers.sort(Comparator.comparingInt(BackendProvider::rank).reversed());
    return providers.stream().map(DevicesCommand::backend).toList();
  }

  private static Json backend(BackendProvider provider) {
    JsonObject backend = new JsonObject().put("name", provider.name());
    switch (provider.probe()) {
      case Probe.Available available ->
          backend.put("available", new Json.Bool(true)).put("detail", available.detail());
      case Probe.Unavailable unavailable ->
          backend
              .put("available", new Json.Bool(false))
              .put("reason", unavailable.reason())
              .put("remedy", unavailable.remedy());
    }
    return backend.build();
  }
}
