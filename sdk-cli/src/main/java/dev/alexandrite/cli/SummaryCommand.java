package dev.alexandrite.cli;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ModelBuilder;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Recipe;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network's layers. */
@Command(
    name = "summary",
    header = "Lists a network's layers: shapes, parameters, multiply-adds, memory.",
    description = {
      "--net NAME alone is a network as published; with --model PATH it is the one that the file's"
          + " weights are for."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite summary --net torchvision",
      "  alexandrite summary --net tiny --size 64 --classes 17 --batch 64",
      "  alexandrite summary --model squeezenet.onnx --json"
    })
final class SummaryCommand extends Subcommand {
  @Option(
      names = "--batch",
      defaultValue = "1",
      paramLabel = "N",
      description = "Images of a batch, for the memory; ${DEFAULT-VALUE} by default.")
  private int batch = 1;

  @Option(names = "--classes", paramLabel = "N", description = "Another number of classes.")
  private Optional<Integer> classes = Optional.empty();

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Height and width of the input of --net.")
  private Optional<Integer> size = Optional.empty();

  @Mixin private ModelOptions model = new ModelOptions();

  SummaryCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    if (batch < 1) {
      throw new UsageException("--batch must be at least 1, found " + batch);
    }
    if (model.net.isPresent() && model.model.isEmpty()) {
      List<Consumer<ModelBuilder<?>>> changes =
          size
              .<Consumer<ModelBuilder<?>>>map(pixels -> builder -> builder.inputSize(pixels))
              .stream()
              .toList();
      Model named = model.net.get().model(changes);
      model.requireNoFile();
      print(new Recipe(named.network(), model.pipeline(named.pipeline())));
    } else if (size.isPresent()) {
      throw new UsageException("--size is for --net alone; a model's file says its size");
    } else {
      try (LoadedModel loaded = model.load(this)) {
        print(loaded.recipe());
      }
    }
    return Exit.OK;
  }

  private void print(Model given) {
    Model chosen = classes.<Model>map(given::withClasses).orElse(given);
    Network network = chosen.network();
    if (json) {
      shell.json(object(network));
    } else {
      shell.out().println(network.summary(batch));
      shell.out().println(chosen.pipeline());
    }
  }

  private static Json.Obj object(Network network) {
    List<Json> layers = network.nodes().stream().<Json>map(node -> layer(network, node)).toList();
    return new JsonObject()
        .put("network", network.name())
        .put("input", network.input().toString())
        .put("classes", network.classes())
        .put("parameters", network.parameterCount())
        .put("multiplyAdds", network.multiplyAdds())
        .put("layers", new Json.Arr(layers))
        .build();
  }

  private static Json layer(Network network, Node node) {
    long parameters =
        network.parameters().stream()
            .filter(parameter -> parameter.layer().equals(node.name()))
            .map(ParameterSpec::shape)
            .mapToLong(shape -> shape.elements())
            .sum();
    return new JsonObject()
        .put("name", node.name())
        .put("kind", node.layer().kind())
        .put("inputs", new Json.Arr(node.inputs().stream().map(Json::of).toList()))
        .put("shape", network.shape(node.name()).toString())
        .put("parameters", parameters)
        .put("multiplyAdds", node.layer().multiplyAdds(network.inputShapes(node)))
        .build();
  }
}
