package dev.alexandrite.interop.onnx.export;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.alexandrite.interop.proto.onnx.GraphProto;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a model's message without having it: lengths, which protobuf wants first, are computed
 * from the sizes of the weights, and their values are passed on as they come. Fields are written in
 * ascending order, as protobuf itself does.
 */
final class ModelWriter {
  /** What a message may have at most, so that every reader of protobuf takes it. */
  static final long LARGEST_MESSAGE = Integer.MAX_VALUE;

  /** Values in a file of their own begin at whole pages, so that they can be mapped. */
  private static final int PAGE = 4096;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final ModelProto model;
  private final GraphProto before;
  private final GraphProto after;
  private final Map<String, WeightTensor> weights = new LinkedHashMap<>();

  /**
   * Describes a model.
   *
   * @param model the message without its graph
   * @param graph the graph without its weights
   * @param weights the weights, in the order in which their values will come
   */
  ModelWriter(ModelProto model, GraphProto graph, List<WeightTensor> weights) {
    this.model = model;
    this.before = graph.toBuilder().clearInput().clearOutput().build();
    this.after =
        GraphProto.newBuilder()
            .addAllInput(graph.getInputList())
            .addAllOutput(graph.getOutputList())
            .build();
    weights.forEach(weight -> this.weights.put(weight.name(), weight));
  }

  /** The file's length with all weights in it. */
  long bytes() {
    long graph = graphBytes();
    return model.getSerializedSize()
        + CodedOutputStream.computeTagSize(ModelProto.GRAPH_FIELD_NUMBER)
        + CodedOutputStream.computeUInt64SizeNoTag(graph)
        + graph;
  }

  private long graphBytes() {
    long bytes = (long) before.getSerializedSize() + after.getSerializedSize();
    for (WeightTensor weight : weights.values()) {
      long tensor = tensorBytes(weight);
      bytes +=
          CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER)
              + CodedOutputStream.computeUInt64SizeNoTag(tensor)
              + tensor;
    }
    return bytes;
  }

  private static long tensorBytes(WeightTensor weight) {
    return weight.header().getSerializedSize()
        + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
        + CodedOutputStream.computeUInt64SizeNoTag(weight.bytes())
        + weight.bytes();
  }

  /** Writes everything into one file, of at most {@link #LARGEST_MESSAGE} bytes. */
  void write(OutputStream out, WeightStream values) throws IOException {
    CodedOutputStream coded = CodedOutputStream.newInstance(out, BUFFER_BYTES);
    head().writeTo(coded);
    coded.writeTag(ModelProto.GRAPH_FIELD_NUMBER, LENGTH_DELIMITED);
    coded.writeUInt64NoTag(graphBytes());
    before.writeTo(coded);
    values.run(
        (name, from, part) -> {
          if (from == 0) {
            begin(coded, weight(name));
          }
          coded.writeRawBytes(littleEndian(part));
        });
    after.writeTo(coded);
    tail().writeTo(coded);
    coded.flush();
  }

  private static void begin(CodedOutputStream coded, WeightTensor weight) throws IOException {
    coded.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, LENGTH_DELIMITED);
    coded.writeUInt64NoTag(tensorBytes(weight));
    weight.header().writeTo(coded);
    coded.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, LENGTH_DELIMITED);
    coded.writeUInt64NoTag(weight.bytes());
  }

  /** Writes the values of the weights alone, for {@link #writeWithout}. */
  void writeValues(OutputStream out, WeightStream values) throws IOException {
    values.run(
        (name, from, part) -> {
          out.write(littleEndian(part).array());
          WeightTensor weight = weight(name);
          if (from + part.length == weight.shape().elements()) {
            out.write(new byte[Math.toIntExact(paged(weight.bytes()) - weight.bytes())]);
          }
        });
  }

  /**
   * Writes everything but the values of the weights.
   *
   * @param file the name of the file beside this one that has them
   */
  void writeWithout(OutputStream out, String file) throws IOException {
    GraphProto.Builder graph = before.toBuilder();
    long offset = 0;
    for (WeightTensor weight : weights.values()) {
      graph.addInitializer(weight.external(file, offset));
      offset += paged(weight.bytes());
    }
    model.toBuilder().setGraph(graph.mergeFrom(after)).build().writeTo(out);
  }

  private static long paged(long bytes) {
    return Math.ceilDiv(bytes, PAGE) * PAGE;
  }

  private ModelProto head() {
    return model.toBuilder().clearOpsetImport().clearMetadataProps().build();
  }

  private ModelProto tail() {
    return ModelProto.newBuilder()
        .addAllOpsetImport(model.getOpsetImportList())
        .addAllMetadataProps(model.getMetadataPropsList())
        .build();
  }

  private WeightTensor weight(String name) {
    WeightTensor weight = weights.get(name);
    if (weight == null) {
      throw new IllegalStateException("no weight " + name + " was announced");
    }
    return weight;
  }

  private static ByteBuffer littleEndian(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }
}
