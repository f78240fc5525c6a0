package dev.alexandrite.cli;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.Model;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which trained model is meant: a file of any tool, and what the file does not hold. */
final class ModelOptions {
  private static final Colors ONES = new Colors(1, 1, 1);

  @Option(
      names = "--model",
      paramLabel = "PATH",
      description =
          "A run (its best checkpoint is taken), a checkpoint, or a file: model.zip, ONNX,"
              + " prototxt, caffemodel, HDF5, safetensors, a state dict of PyTorch. By default the"
              + " last run in runs/train, where a trained model is asked for.")
  Optional<Path> model = Optional.empty();

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The weights, where --model holds the network alone.")
  Optional<Path> weights = Optional.empty();

  @Option(
      names = "--net",
      paramLabel = "NAME",
      converter = NamedNet.Converter.class,
      completionCandidates = NamedNet.Names.class,
      description =
          "The network: the one that is trained, tiny by default; with --model the one that its"
              + " weights are for, if the file does not say: ${COMPLETION-CANDIDATES}.")
  Optional<NamedNet> net = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names of the classes, a line each, or a JSON array.")
  Optional<Path> labels = Optional.empty();

  @Option(
      names = "--mean",
      paramLabel = "R,G,B",
      converter = Colors.Converter.class,
      description = "What is subtracted: of 0 to 1 with --std, else of 0 to 255.")
  Optional<Colors> mean = Optional.empty();

  @Option(
      names = "--std",
      paramLabel = "R,G,B",
      converter = Colors.Converter.class,
      description = "What 0 to 1 less the mean is divided by.")
  Optional<Colors> std = Optional.empty();

  @Option(
      names = "--mean-file",
      paramLabel = "FILE",
      description = "A mean image: .binaryproto, .npy or raw float32.")
  Optional<Path> meanFile = Optional.empty();

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "The order of colours, in place of the model's: RGB or BGR.")
  Optional<ChannelOrder> order = Optional.empty();

  @Option(
      names = "--range",
      paramLabel = "RANGE",
      description = "The scale of pixels, in place of the model's: BYTES or UNIT.")
  Optional<PixelRange> range = Optional.empty();

  @Option(
      names = "--resize",
      paramLabel = "SIZE",
      converter = ResizeConverter.class,
      description = "Before the crop: 256 for the shorter side, 256x256 to squash.")
  Optional<Resize> resize = Optional.empty();

  /** Reads the model and notes how its file was understood. */
  LoadedModel load(Subcommand command) {
    Path path =
        model
            .or(command.shell.runs()::latest)
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no trained network in runs/train yet: run alexandrite train"
                            + " first, or give one by --model PATH"));
    return load(path, net.map(NamedNet::whole), command);
  }

  /**
   * Reads a model's weights into a network.
   *
   * @param network empty where the file says
   */
  LoadedModel load(Path path, Optional<Model> network, Subcommand command) {
    LoadOptions load = LoadOptions.defaults();
    if (weights.isPresent()) {
      load = load.weights(weights.get());
    }
    if (network.isPresent()) {
      load = load.model(network.get());
    }
    if (labels.isPresent()) {
      load = load.classNames(labels.get());
    }
    if (meanFile.isPresent()) {
      load = load.mean(meanFile.get());
    }
    Optional<Normalization> normalization = normalization();
    if (normalization.isPresent()) {
      load = load.normalization(normalization.get());
    }
    Optional<RunChoice> run = RunChoice.in(path);
    run.ifPresent(choice -> command.note(choice.toString()));
    Path taken = run.map(choice -> choice.taken().path()).orElse(path);
    PretrainedModel loaded = Models.load(taken, load);
    loaded.notes().forEach(command::note);
    return new LoadedModel(
        taken, run.map(RunChoice::last), loaded.pipeline(pipeline(loaded.recipe().pipeline())));
  }

  /** What says something of a file is refused where there is none. */
  void requireNoFile() {
    if (weights.isPresent() || labels.isPresent() || meanFile.isPresent()) {
      throw new UsageException("--weights, --labels and --mean-file need --model PATH");
    }
  }

  private Optional<Normalization> normalization() {
    if (std.isPresent() && mean.isEmpty()) {
      throw new UsageException("--std needs --mean R,G,B");
    }
    return mean.map(colors -> Normalization.fixed(colors.array(), std.orElse(ONES).array()));
  }

  /** A pipeline with what the options say of it. */
  InputPipeline pipeline(InputPipeline given) {
    InputPipeline pipeline = given;
    Optional<Normalization> normalization = normalization();
    if (normalization.isPresent()) {
      pipeline =
          pipeline
              .range(std.isPresent() ? PixelRange.UNIT : PixelRange.BYTES)
              .normalization(normalization.get());
    }
    if (order.isPresent()) {
      pipeline = pipeline.order(order.get());
    }
    if (range.isPresent()) {
      pipeline = pipeline.range(range.get());
    }
    if (resize.isPresent()) {
      pipeline = pipeline.resize(resize.get());
    }
    return pipeline;
  }
}
