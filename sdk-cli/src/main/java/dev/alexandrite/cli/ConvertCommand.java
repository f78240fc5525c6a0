package dev.alexandrite.cli;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.interop.Models;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From the format of one tool to that of another. */
@Command(
    name = "convert",
    header = "Converts a model from the format of one tool to that of another.",
    description = {
      "What is written follows from the name of --to: .zip is one file for an application, which"
          + " Classifier.load reads; .onnx and .safetensors are for other tools. A .zip must not"
          + " exist yet; the others are replaced."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite convert --to model.zip",
      "  alexandrite convert --model runs/train/001 --to net.onnx",
      "  alexandrite convert --model alexnet.pth --net torchvision \\",
      "      --to alexnet.safetensors",
      "  alexandrite convert --model deploy.prototxt --weights net.caffemodel \\",
      "      --to net.onnx"
    })
final class ConvertCommand extends Subcommand {
  private static final String ARCHIVE = ".zip";
  private static final List<String> FORMS = List.of(ARCHIVE, ".onnx", ".safetensors");

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The new file; its name ends with .zip, .onnx or .safetensors.")
  private Path to = Path.of("");

  ConvertCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    if (FORMS.stream().noneMatch(Text.lower(to)::endsWith)) {
      throw new UsageException(
          "--to " + to + ": the name of what is written ends with .zip, .onnx or .safetensors");
    }
    try (LoadedModel loaded = model.load(this)) {
      write(loaded);
      String network = loaded.recipe().network().name();
      int tensors = loaded.pretrained().report().taken().size();
      if (json) {
        shell.json(
            new JsonObject()
                .put("network", network)
                .put("tensors", tensors)
                .put("written", to.toString())
                .put("model", loaded.path().toString())
                .build());
      } else {
        shell.out().println(network + ", " + tensors + " tensors, written to " + to);
      }
    }
    return Exit.OK;
  }

  private void write(LoadedModel loaded) {
    if (!Text.lower(to).endsWith(ARCHIVE)) {
      Models.save(loaded.pretrained(), to);
      return;
    }
    try (Classifier classifier = loaded.pretrained().classifier()) {
      classifier.pack(to);
    }
  }
}
