package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.checkpoint.WeightTransfer;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.interop.proto.onnx.GraphProto;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import dev.alexandrite.interop.proto.onnx.OperatorSetIdProto;
import dev.alexandrite.interop.proto.onnx.TensorProto.DataType;
import dev.alexandrite.interop.proto.onnx.TensorShapeProto;
import dev.alexandrite.interop.proto.onnx.TypeProto;
import dev.alexandrite.interop.proto.onnx.ValueInfoProto;
import dev.alexandrite.interop.tensors.UnfinishedFile;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a model as ONNX: input {@code input}, {@code float32[N, C, H, W]}, output {@code logits}.
 * What the file computes is what a classifier computes; its {@code metadata_props} have the rest,
 * see {@link OnnxMetadata}.
 *
 * <p>Weights are passed on piece by piece and never on the heap as a whole. A file above 2 GB, the
 * most that protobuf reads, gets its weights beside it, in {@code NAME.data}.
 */
public final class OnnxExport {
  /**
   * The version of the operators: the first that has layer normalisation, of 2022. Later ones add
   * nothing that a network of ours cannot say, and are read by fewer runtimes.
   */
  static final int OPSET = 17;

  /** The version of the file format that came with {@link #OPSET}. */
  static final int IR_VERSION = 8;

  private static final String EXTERNAL_SUFFIX = ".data";

  private OnnxExport() {}

  /**
   * Writes a model. A file of that name is replaced when all is written.
   *
   * @param model network, weights and the rest
   * @param file where to
   * @param options how
   * @throws ModelFileException if it cannot be written, or a layer lacks its weights
   */
  public static void write(PretrainedModel model, Path file, SaveOptions options) {
    write(model, file, options, ModelWriter.LARGEST_MESSAGE);
  }

  /** The same, with the weights beside from another size on. */
  static void write(PretrainedModel model, Path file, SaveOptions options, long largest) {
    Network network = model.recipe().network().withoutAuxiliaryHeads();
    WeightReport report = report(model);
    GraphDraft graph = LayerExport.graph(network, options.fixedBatch());
    List<WeightTensor> weights =
        report.taken().stream()
            .map(taken -> new WeightTensor(taken.name(), graph.weightShape(taken.name())))
            .toList();
    ModelWriter writer =
        new ModelWriter(message(model), message(network, graph, options.fixedBatch()), weights);
    boolean beside = options.weightsBeside() || writer.bytes() > largest;
    try {
      write(writer, values(report, model.weights()), file, beside);
    } catch (IOException e) {
      throw UnfinishedFile.unwritten(file, e);
    }
  }

  private static WeightReport report(PretrainedModel model) {
    WeightReport report =
        WeightReport.forInference(model.recipe().network(), model.weights(), model.rule());
    report.requireFit();
    if (!report.kept().isEmpty()) {
      throw new ModelFileException(
          "the rule leaves out "
              + report.kept()
              + " of network '"
              + report.network()
              + "', but a file has no initial values for them; take them from "
              + report.origin()
              + " as well, or train them first: Trainer.initialWeights(source, rule)");
    }
    return report;
  }

  private static void write(
      ModelWriter writer, WeightStream values, Path file, boolean weightsBeside)
      throws IOException {
    Path target = UnfinishedFile.target(file);
    if (!weightsBeside) {
      try (UnfinishedFile whole = UnfinishedFile.write(target, out -> writer.write(out, values))) {
        whole.commit();
      }
      return;
    }
    String beside = target.getFileName() + EXTERNAL_SUFFIX;
    try (UnfinishedFile data =
            UnfinishedFile.write(
                target.resolveSibling(beside), out -> writer.writeValues(out, values));
        UnfinishedFile graph =
            UnfinishedFile.write(target, out -> writer.writeWithout(out, beside))) {
      Files.deleteIfExists(target); // two renames are not one: an old graph never has new weights
      data.commit();
      graph.commit();
    }
  }

  private static WeightStream values(WeightReport report, WeightSource source) {
    return target -> {
      try {
        WeightTransfer.run(
            report,
            source,
            (name, from, values) -> {
              try {
                target.accept(name, from, values);
              } catch (IOException e) {
                throw new WritingFailure(e);
              }
            });
      } catch (WritingFailure e) {
        throw e.cause;
      }
    };
  }

  /** Tells a target that cannot be written from a source that cannot be read. */
  private static final class WritingFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient IOException cause;

    WritingFailure(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private static ModelProto message(PretrainedModel model) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("alexandrite")
        .setProducerVersion(Alexandrite.version())
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addAllMetadataProps(OnnxMetadata.write(model))
        .build();
  }

  private static GraphProto message(Network network, GraphDraft graph, int fixedBatch) {
    return GraphProto.newBuilder()
        .addAllNode(graph.nodes())
        .setName(network.name())
        .addAllInitializer(graph.constants())
        .addInput(value(Network.INPUT, network.input(), fixedBatch))
        .addOutput(value(GraphDraft.OUTPUT, network.shape(network.output()), fixedBatch))
        .build();
  }

  private static ValueInfoProto value(String name, Shape shape, int fixedBatch) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    if (fixedBatch > 0) {
      sizes.addDimBuilder().setDimValue(fixedBatch);
    } else {
      sizes.addDimBuilder().setDimParam("N");
    }
    shape.dimensions().forEach(size -> sizes.addDimBuilder().setDimValue(size));
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()).setShape(sizes);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
