package dev.alexandrite.interop.onnx;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.interop.onnx.export.OnnxExport;
import dev.alexandrite.interop.onnx.export.OnnxMetadata;
import dev.alexandrite.interop.tensors.WeightsAlone;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import java.nio.file.Path;
import java.util.List;

/** The Open Neural Network Exchange format: network and weights in one file. */
public final class OnnxFormat implements ModelFormat {
  /** Keeps no state; the service loader makes it. */
  public OnnxFormat() {}

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public List<String> suffixes() {
    return List.of("onnx");
  }

  @Override
  public boolean recognizes(FileHead head) {
    return OnnxHead.looksLikeIt(head);
  }

  @Override
  public PretrainedModel load(Path file, LoadOptions options) {
    WeightsAlone.requireNoOtherFiles(file.toString(), options);
    OnnxModel model = model(file);
    OnnxMetadata own = OnnxMetadata.read(file.toString(), model.proto().getMetadataPropsList());
    OnnxImport.Classifying imported = OnnxImport.of(file, model, options);
    WeightSource weights = imported.result().weights().watching(model.files());
    if (options.model() != null) { // takes what the file's own network would
      return WeightsAlone.load(weights, options, imported.notes());
    }
    Network network = imported.result().network();
    InputPipeline pipeline = pipeline(network, own, options);
    return new PretrainedModel(
        recipe(file, network, pipeline),
        weights,
        WeightRule.exact(),
        names(file, network, own, options),
        own.statistics()
            .filter(_ -> options.pipeline() == null)
            .orElseGet(
                () ->
                    DataStatistics.none(
                        pipeline.resize().resizedHeight(), pipeline.resize().resizedWidth())),
        imported.notes());
  }

  /** What the caller gives counts before what the file says, and that before the simplest. */
  private static InputPipeline pipeline(Network network, OnnxMetadata own, LoadOptions options) {
    InputPipeline file = own.pipeline().orElseGet(() -> InputPipeline.plain(network.input()));
    return WeightsAlone.pipeline(new Recipe(network, file), options);
  }

  private static Recipe recipe(Path file, Network network, InputPipeline pipeline) {
    try {
      return new Recipe(network, pipeline);
    } catch (InvalidModelException e) {
      throw new ModelFileException(file + ": its pipeline does not fit: " + e.getMessage(), e);
    }
  }

  private static List<String> names(
      Path file, Network network, OnnxMetadata own, LoadOptions options) {
    List<String> names = options.classNames().isEmpty() ? own.classNames() : options.classNames();
    if (!names.isEmpty() && names.size() != network.classes()) {
      throw new ModelFileException(
          file
              + ": the network has "
              + network.classes()
              + " classes, but "
              + names.size()
              + " names; give as many by LoadOptions.classNames");
    }
    return names;
  }

  @Override
  public WeightSource weights(Path file) {
    OnnxModel model = model(file);
    return OnnxImport.weights(file, model).watching(model.files());
  }

  @Override
  public void save(PretrainedModel model, Path file) {
    save(model, file, SaveOptions.defaults());
  }

  @Override
  public void save(PretrainedModel model, Path file, SaveOptions options) {
    OnnxExport.write(model, file, options);
  }

  private static OnnxModel model(Path file) {
    try {
      return new OnnxModel(OnnxFile.read(file));
    } catch (Refusal refusal) {
      throw new ModelFileException(file + ": " + refusal.reason());
    }
  }

  @Override
  public String toString() {
    return "format " + name();
  }
}
