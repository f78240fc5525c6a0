package dev.alexandrite.interop.onnx;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.PretrainedModel;
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
    OnnxModel model = model(file);
    OnnxImport.Classifying imported = OnnxImport.of(file, model, options);
    Network network = imported.result().network();
    InputPipeline given = options.pipeline();
    InputPipeline pipeline = given == null ? InputPipeline.plain(network.input()) : given;
    return new PretrainedModel(
        new Recipe(network, pipeline),
        imported.result().weights(),
        WeightRule.exact(),
        options.classNames(),
        DataStatistics.none(pipeline.resize().resizedHeight(), pipeline.resize().resizedWidth()),
        imported.notes());
  }

  @Override
  public WeightSource weights(Path file) {
    return OnnxImport.weights(file, model(file));
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
