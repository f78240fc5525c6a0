package dev.alexandrite.interop.onnx;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.SafeText;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.proto.onnx.TensorShapeProto.Dimension;
import dev.alexandrite.interop.proto.onnx.ValueInfoProto;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A model as a classifier of pictures: one input with a batch of them, one output of logits. */
final class OnnxImport {
  private final Path file;
  private final OnnxModel model;
  private final LoadOptions options;
  private final List<String> notes = new ArrayList<>();

  private OnnxImport(Path file, OnnxModel model, LoadOptions options) {
    this.file = file;
    this.model = model;
    this.options = options;
  }

  /**
   * What a file became.
   *
   * @param result network and weights
   * @param notes what a user should know
   */
  record Classifying(Draft.Result result, List<String> notes) {}

  static Classifying of(Path file, OnnxModel model, LoadOptions options) {
    try {
      return new OnnxImport(file, model, options).run();
    } catch (Refusal | InvalidModelException | ArithmeticException e) {
      throw new ModelFileException(file + ": " + Refusal.text(e), e);
    }
  }

  private Classifying run() {
    if (model.opset() > OnnxModel.NEWEST_OPSET) {
      notes.add(
          "operator set "
              + model.opset()
              + " is newer than "
              + OnnxModel.NEWEST_OPSET
              + ", whose meaning its operators were given");
    }
    String output = output();
    GraphImport.Imported imported = GraphImport.of(file, model, reading(output));
    if (!(imported.output() instanceof Computed computed) || !computed.perExample()) {
      throw new Refusal(
          "the output '" + SafeText.of(output) + "' is the same for every picture of a batch");
    }
    Draft draft = imported.draft();
    int logits = draft.logits(computed.layer());
    if (logits != computed.layer()) {
      notes.add("the softmax at the end is left off, so that the network ends with its logits");
    }
    Shape shape = draft.shape(logits);
    if (shape.rank() != 1) {
      notes.add("the output " + shape + " is taken as a row of " + shape.elements() + " numbers");
      logits = draft.add(Flatten.of(), List.of(logits), "logits");
    }
    return new Classifying(
        draft.build(LayerNames.valid(name()), logits, file.toString()), List.copyOf(notes));
  }

  private String name() {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private String output() {
    List<ValueInfoProto> outputs = model.graph().getOutputList();
    if (outputs.size() > 1) {
      notes.add(
          "of the "
              + outputs.size()
              + " outputs the first, '"
              + SafeText.of(outputs.getFirst().getName())
              + "', is taken");
    }
    return outputs.getFirst().getName();
  }

  private GraphImport.Reading reading(String output) {
    List<ValueInfoProto> inputs = model.inputs();
    Refusal.unless(
        inputs.size() == 1,
        "the graph has "
            + inputs.size()
            + " inputs that are no weights, "
            + inputs.stream().limit(8).map(input -> SafeText.of(input.getName())).toList()
            + ", expected one of pictures");
    ValueInfoProto input = inputs.getFirst();
    String name = "the input '" + SafeText.of(input.getName()) + "'";
    int type = input.getType().getTensorType().getElemType();
    Refusal.unless(
        TensorReader.type(type).map(found -> found.isFloat()).orElse(false),
        name + " has elements of type " + TensorReader.typeName(type) + ", expected floats");
    List<Dimension> dimensions = input.getType().getTensorType().getShape().getDimList();
    Refusal.unless(
        dimensions.size() == 4,
        name + " has " + dimensions.size() + " axes, expected pictures [N×3×H×W]");
    return new GraphImport.Reading(
        input.getName(),
        new GraphImport.Input(shape(name, dimensions), false),
        true,
        batch(name, dimensions.getFirst()),
        Map.of(),
        output);
  }

  private static OptionalInt batch(String name, Dimension first) {
    if (!first.hasDimValue() || first.getDimValue() <= 0) {
      return OptionalInt.empty(); // a name, or one of the ways to say that any will do
    }
    Refusal.unless(
        first.getDimValue() <= Integer.MAX_VALUE,
        name + " has a batch of " + first.getDimValue() + " pictures");
    return OptionalInt.of((int) first.getDimValue());
  }

  /** Of the file; sizes that it leaves open are those of the pipeline that was given. */
  private Shape shape(String name, List<Dimension> dimensions) {
    @Nullable InputPipeline pipeline = options.pipeline();
    List<Long> sizes = new ArrayList<>();
    for (int axis = 1; axis < 4; axis++) {
      Dimension dimension = dimensions.get(axis);
      long size = dimension.hasDimValue() ? dimension.getDimValue() : 0;
      if (size <= 0 && pipeline != null && !dimension.hasDimValue()) {
        size = pipeline.shape().get(axis - 1);
      }
      Refusal.unless(
          size > 0,
          name
              + " leaves axis "
              + axis
              + " open ("
              + (dimension.hasDimValue()
                  ? String.valueOf(dimension.getDimValue())
                  : "'" + SafeText.of(dimension.getDimParam()) + "'")
              + "); give a pipeline of the size that is wanted: LoadOptions.pipeline(…)");
      sizes.add(size);
    }
    Shape shape = Sizes.shape(Sizes.checked(sizes));
    Refusal.unless(
        shape.channels() == 3,
        name + " has " + shape.channels() + " channels, but pictures have 3");
    Refusal.unless(
        pipeline == null || pipeline.shape().equals(shape),
        name
            + " is "
            + shape
            + ", but the pipeline that was given makes "
            + (pipeline == null ? "" : pipeline.shape()));
    return shape;
  }

  /** All tensors of floats that a file names, by their names. */
  static OnnxWeights weights(Path file, OnnxModel model) {
    Budget budget = new Budget();
    TensorReader reader =
        new TensorReader(new ExternalFiles(file, model.bytes(), model.files()), budget);
    OnnxWeights.Collector weights = new OnnxWeights.Collector();
    int count = 0;
    for (TensorProto tensor : model.graph().getInitializerList()) {
      boolean floats =
          TensorReader.type(tensor.getDataType()).map(type -> type.isFloat()).orElse(false);
      if (floats) {
        try {
          Refusal.unless(!tensor.getName().isBlank(), "it has no name; export the model anew");
          Value.Floats value = (Value.Floats) reader.read(tensor, tensor.getName());
          weights.add(tensor.getName(), Sizes.shape(value.sizes()), value.data());
        } catch (Refusal refusal) {
          throw new ModelFileException(
              file + ": initializer '" + SafeText.of(tensor.getName()) + "': " + refusal.reason());
        }
        count++;
      }
    }
    if (count == 0) {
      throw new ModelFileException(file + " holds no tensors of floats");
    }
    return weights.build(file.toString());
  }
}
