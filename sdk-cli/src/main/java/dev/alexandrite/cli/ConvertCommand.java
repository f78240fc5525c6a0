package dev.alexandrite.cli;

import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From the format of one tool to that of another. */
@Command(
    name = "convert",
    header = "Converts a model from the format of one tool to that of another.",
    footer = {
      "",
      "Examples:",
      "  alexandrite convert --model runs/train/001 --to net.onnx",
      "  alexandrite convert --model alexnet.pth --net torchvision \\",
      "      --to alexnet.safetensors",
      "  alexandrite convert --model deploy.prototxt --weights net.caffemodel \\",
      "      --to net.onnx"
    })
final class ConvertCommand extends Subcommand {
  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The new file; its name ends with .onnx or .safetensors.")
  private Path to = Path.of("");

  ConvertCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    try (PretrainedModel loaded = model.load(this)) {
      Models.save(loaded, to);
      String network = loaded.recipe().network().name();
      int tensors = loaded.report().taken().size();
      if (json) {
        shell.json(
            new JsonObject()
                .put("network", network)
                .put("tensors", tensors)
                .put("written", to.toString())
                .build());
      } else {
        shell.out().println(network + ", " + tensors + " tensors, written to " + to);
      }
    }
    return Exit.OK;
  }
}
