package dev.alexandrite.interop.onnx;

import static dev.alexandrite.interop.onnx.TinyModel.integer;
import static dev.alexandrite.interop.onnx.TinyModel.ints;
import static dev.alexandrite.interop.onnx.TinyModel.real;
import static dev.alexandrite.interop.onnx.TinyModel.text;

import com.google.protobuf.ByteString;
import dev.alexandrite.interop.proto.onnx.AttributeProto;
import dev.alexandrite.interop.proto.onnx.StringStringEntryProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Files that nobody should write, by a name, with words of the answer that each has to get. */
final class HostileModels {
  /** A file and words that its refusal has. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Hostile(byte[] bytes, String words) {}

  private final Map<String, Hostile> files = new LinkedHashMap<>();

  private HostileModels() {}

  static Map<String, Hostile> all() {
    HostileModels all = new HostileModels();
    all.bytes();
    all.graphs();
    all.tensors();
    all.external();
    all.blowUps();
    all.numbers();
    return all.files;
  }

  private void put(String name, byte[] bytes, String words) {
    files.put(name, new Hostile(bytes, words));
  }

  private void model(String name, String words, Consumer<TinyModel> content) {
    TinyModel model = TinyModel.ofPictures(13, 8).output("y");
    content.accept(model);
    put(name, model.bytes(), words);
  }

  private static byte[] good() {
    return TinyModel.ofPictures(13, 8)
        .output("y")
        .floats("w", 2, 3, 8, 8)
        .node("Conv", "x w", "y")
        .bytes();
  }

  private void bytes() {
    byte[] good = good();
    put("cut off in the weights", Arrays.copyOf(good, good.length / 2), "cut off");
    put("cut off at the end", Arrays.copyOf(good, good.length - 1), "cut off");
    put(
        "a number without end",
        prefixed(0x40, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF),
        "no end");
    put("a length beyond the end", prefixed(0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F), "left");
    put(
        "a negative length",
        prefixed(0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01),
        "left");
    put("no graph", prefixed(0x42, 2, 0x10, 13), "no graph");
    byte[] groups = new byte[200_000];
    Arrays.fill(groups, (byte) (7 << 3 | 3));
    System.arraycopy(new byte[] {8, 7, 0x3A, 0}, 0, groups, 0, 4);
    put("groups in groups", groups, "wire type 3");
  }

  /** Bytes behind a version, by which a file is told to be ONNX, and before an empty graph. */
  private static byte[] prefixed(int... bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(8);
    out.write(7);
    boolean graph = bytes[0] == 0x40;
    if (graph) {
      out.write(0x3A);
      out.write(0);
    }
    for (int b : bytes) {
      out.write(b);
    }
    return out.toByteArray();
  }

  private void graphs() {
    model(
        "a circle",
        "in a circle",
        m -> m.node("Add", "x b", "a").node("Relu", "a", "b").node("Flatten", "b", "y"));
    model("a node that reads itself", "in a circle", m -> m.node("Add", "x y", "y"));
    model("an output made twice", "already", m -> m.node("Relu", "x", "y").node("Tanh", "x", "y"));
    model("an input made anew", "already", m -> m.node("Relu", "x", "x").node("Tanh", "x", "y"));
    model(
        "two initializers of one name",
        "two initializers",
        m -> m.floats("w", 3).floats("w", 3).node("Add", "x w", "y"));
    model("something that nobody makes", "nobody makes", m -> m.node("Add", "x ghost", "y"));
    model("no node for the output", "made by no node", m -> m.node("Relu", "x", "z"));
    model("an unknown operator", "cannot be imported", m -> m.node("Launch", "x", "y"));
    model(
        "five thousand unknown operators",
        "and 4988 more",
        m -> {
          String last = "x";
          for (int i = 0; i < 5000; i++) {
            m.node("Launch", last, i == 4999 ? "y" : "v" + i);
            last = "v" + i;
          }
        });
    model(
        "another domain",
        "domain",
        m -> {
          m.node("Relu", "x", "y");
          m.graph().getNodeBuilder(0).setDomain("com.example\n\u202e.evil");
        });
    model(
        "graphs in graphs",
        "graph within it",
        m ->
            m.node("If", "x", "y")
                .node("Relu", "x", "r", nested(60_000))
                .graph()
                .getNodeBuilder(0)
                .setOpType("Relu")
                .addAttribute(nested(60_000)));
    model(
        "an attribute of a function",
        "function",
        m ->
            m.node(
                "Softmax",
                "x",
                "y",
                AttributeProto.newBuilder().setName("axis").setRefAttrName("outer").build()));
    model("a name of a megabyte", "cannot be imported", m -> m.node("L".repeat(1 << 20), "x", "y"));
    put(
        "an operator set of before",
        TinyModel.of(4).input("x", 1, 3, 8, 8).output("y").node("Relu", "x", "y").bytes(),
        "operator set 4");
    TinyModel none = TinyModel.ofPictures(13, 8).output("y").node("Relu", "x", "y");
    none.proto().clearOpsetImport();
    put(
        "no operator set",
        none.proto().clearOpsetImport().build().toByteArray(),
        "no operator set");
    put(
        "two inputs",
        TinyModel.ofPictures(13, 8)
            .input("z", 1, 3, 8, 8)
            .output("y")
            .node("Add", "x z", "y")
            .bytes(),
        "2 inputs");
    put(
        "an input without end",
        TinyModel.of(13)
            .input("x", 1, 3, Long.MAX_VALUE, 2)
            .output("y")
            .node("Relu", "x", "y")
            .bytes(),
        "2^31-1");
    put(
        "an input of less than nothing",
        TinyModel.of(13).input("x", 1, 3, -7, 2).output("y").node("Relu", "x", "y").bytes(),
        "leaves axis 2 open");
  }

  /** An attribute whose graph has a node whose attribute has a graph, and so on. */
  private static AttributeProto nested(int bytes) {
    byte[] levels = new byte[bytes];
    Arrays.fill(levels, (byte) 0x32); // field 6, a length that is again 0x32: nesting, if parsed
    return AttributeProto.newBuilder()
        .setName("then_branch")
        .setG(ByteString.copyFrom(levels))
        .build();
  }

  private void tensor(String name, String words, Consumer<TensorProto.Builder> change) {
    TensorProto.Builder tensor =
        TinyModel.floatTensor(new float[3 * 8 * 8], 1, 3, 8, 8).setName("w");
    change.accept(tensor);
    model(name, words, m -> m.tensor(tensor).node("Conv", "x w", "y"));
  }

  private void tensors() {
    tensor("sizes beyond a long", "2^31-1", t -> t.clearDims().addDims(1L << 40).addDims(1L << 40));
    tensor(
        "sizes whose product wraps",
        "2^31-1",
        t -> t.clearDims().addDims(1L << 32).addDims(1L << 32));
    tensor("a negative size", "size -3", t -> t.setDims(1, -3));
    tensor(
        "a hundred thousand axes",
        "axes",
        t -> t.clearDims().addAllDims(java.util.Collections.nCopies(100_000, 1L)));
    tensor("too little raw_data", "raw_data", t -> t.setRawData(t.getRawData().substring(4)));
    tensor(
        "too much raw_data",
        "raw_data",
        t -> t.setRawData(t.getRawData().concat(ByteString.copyFrom(new byte[1]))));
    tensor("no data", "listed", TensorProto.Builder::clearRawData);
    tensor("too few listed numbers", "listed", t -> t.clearRawData().addFloatData(1));
    tensor("strings as weights", "STRING", t -> t.setDataType(TensorProto.DataType.STRING_VALUE));
    tensor("a type of later", "number 99", t -> t.setDataType(99));
    tensor(
        "whole numbers as weights",
        "whole numbers",
        t -> t.setDataType(TensorProto.DataType.INT32_VALUE));
    tensor("places of another reader", "does not know", t -> t.setMappedBegin(0).setMappedBytes(4));
    tensor(
        "segments",
        "segments",
        t -> t.setSegment(TensorProto.Segment.newBuilder().setBegin(0).setEnd(1)));
  }

  private void external(String name, String words, String... entries) {
    tensor(
        name,
        words,
        t -> {
          t.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
          for (int i = 0; i < entries.length; i += 2) {
            t.addExternalData(
                StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
          }
        });
  }

  /**
   * The folder has {@code weights.bin} of 1000 bytes, {@code link} to it, and a link to a folder.
   */
  private void external() {
    external("a file above the folder", "outside", "location", "../../../../etc/passwd");
    external("a file above, by a detour", "outside", "location", "a/../../secret");
    external("an absolute file", "outside", "location", "/etc/passwd");
    external("no file", "outside", "offset", "0");
    external("a path with a zero", "no path", "location", "a\0b");
    external("a file that is not there", "does not exist", "location", "none.bin");
    external("a folder as a file", "no regular file", "location", "folder");
    external("a link", "link", "location", "link");
    external("a file behind a linked folder", "link", "location", "linked/weights.bin");
    external("an offset beyond the end", "cut off", "location", "weights.bin", "offset", "900");
    external(
        "an offset beyond a long",
        "offset",
        "location",
        "weights.bin",
        "offset",
        "99999999999999999999");
    external(
        "an offset that wraps",
        "cut off",
        "location",
        "weights.bin",
        "offset",
        "" + (Long.MAX_VALUE - 1));
    external("a negative offset", "offset", "location", "weights.bin", "offset", "-1");
    external("a length of another tensor", "length", "location", "weights.bin", "length", "4");
  }

  private void blowUps() {
    model(
        "ConstantOfShape of a billion",
        "not in the file",
        m ->
            m.wholes("s", 1 << 10, 1 << 20)
                .node("ConstantOfShape", "s", "c")
                .node("Add", "x c", "y"));
    model(
        "ConstantOfShape of whole numbers",
        "elements together",
        m ->
            m.wholes("s", 1 << 24)
                .node(
                    "ConstantOfShape",
                    "s",
                    "c",
                    TinyModel.tensor("value", TinyModel.wholeTensor(1).addDims(1)))
                .node("Reshape", "x c", "y"));
    model(
        "Expand of a constant",
        "not in the file",
        m ->
            m.number("c", 1)
                .wholes("s", 1 << 10, 1 << 20)
                .node("Expand", "c s", "e")
                .node("Add", "x e", "y"));
    model(
        "Expand of the picture",
        "2^31-1",
        m ->
            m.wholes("s", 1, 3, 8, 8)
                .wholes("a", 1)
                .node("Unsqueeze", "x a", "u")
                .wholes("t", 1, 1 << 30, 3, 8, 8)
                .node("Expand", "u t", "y"));
    model(
        "Tile of a constant",
        "elements together",
        m ->
            m.wholes("c", 1)
                .wholes("r", 1 << 30)
                .node("Tile", "c r", "t")
                .node("Reshape", "x t", "y"));
    model(
        "Tile of the picture",
        "2^31-1",
        m -> m.wholes("r", 1, 1 << 20, 1 << 20, 1).node("Tile", "x r", "y"));
    model(
        "a Range of a billion",
        "elements together",
        m ->
            m.whole("a", 0)
                .whole("b", 1 << 30)
                .whole("c", 1)
                .node("Range", "a b c", "r")
                .node("Reshape", "x r", "y"));
    model(
        "a Range by nothing",
        "steps of 0",
        m ->
            m.whole("a", 0)
                .whole("b", 9)
                .whole("c", 0)
                .node("Range", "a b c", "r")
                .node("Reshape", "x r", "y"));
    model(
        "a Resize to a billion",
        "elements together",
        m ->
            m.values("s", new float[] {1, 1, 1e8f, 1}, 4)
                .node("Resize", "x - s", "y", text("mode", "nearest")));
    model(
        "a Resize by infinity",
        "resized by",
        m ->
            m.values("s", new float[] {1, 1, Float.POSITIVE_INFINITY, 1}, 4)
                .node("Resize", "x - s", "y", text("mode", "linear")));
    model(
        "a Pad by a billion",
        "elements together",
        m ->
            m.wholes("p", 0, 0, 1 << 30, 0, 0, 0, 0, 0)
                .node("Pad", "x p", "y", text("mode", "edge")));
    model(
        "a CumSum over a long axis",
        "elements together",
        m ->
            m.wholes("r", 1, 3, 1 << 14, 1)
                .node("Tile", "x r", "t")
                .whole("a", 2)
                .node("CumSum", "t a", "y"));
    model(
        "doubled forty times",
        "elements together",
        m -> {
          m.wholes("v0", 1, 1);
          for (int i = 0; i < 40; i++) {
            m.node("Concat", "v" + i + " v" + i, "v" + (i + 1), integer("axis", 0));
          }
          m.node("Reshape", "x v40", "y");
        });
    byte[] nodes = new byte[3_000_000];
    for (int i = 0; i < nodes.length; i += 2) {
      nodes[i] = 0x0A; // a node of no bytes
    }
    put("a million and a half empty nodes", graph(nodes), "small parts");
    byte[] numbers = new byte[20_000_000]; // each a number of 8 bytes on the heap
    model(
        "twenty million numbers of one byte",
        "small parts",
        m -> {
          m.node("Transpose", "x", "y");
          m.graph()
              .getNodeBuilder(0)
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("perm")
                      .setUnknownFields(
                          com.google.protobuf.UnknownFieldSet.newBuilder()
                              .addField(
                                  8,
                                  com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                      .addLengthDelimited(ByteString.copyFrom(numbers))
                                      .build())
                              .build()));
        });
  }

  private static byte[] graph(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {8, 7, 0x42, 2, 0x10, 13, 0x3A});
    for (int rest = content.length; ; rest >>>= 7) {
      out.write(rest < 128 ? rest : rest & 127 | 128);
      if (rest < 128) {
        break;
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private void numbers() {
    model(
        "an attribute of another type",
        "of type FLOAT",
        m -> m.node("Softmax", "x", "y", real("axis", 1)));
    model(
        "an attribute twice",
        "twice",
        m -> m.node("Softmax", "x", "y", integer("axis", 1), integer("axis", 2)));
    model(
        "an attribute of nobody",
        "'courage'",
        m -> m.node("Softmax", "x", "y", integer("courage", 1)));
    model(
        "an axis beyond any",
        "beyond any size",
        m -> m.node("Softmax", "x", "y", integer("axis", Long.MIN_VALUE)));
    model(
        "a window of a billion",
        "Conv",
        m ->
            m.floats("w", 1, 3, 3, 3)
                .node("Conv", "x w", "y", ints("pads", 1 << 30, 1 << 30, 1 << 30, 1 << 30)));
    model(
        "a window without a stride",
        "stride",
        m -> m.node("MaxPool", "x", "y", ints("kernel_shape", 2, 2), ints("strides", 0, 0)));
    model(
        "a window of no size",
        "kernel",
        m -> m.node("MaxPool", "x", "y", ints("kernel_shape", 0, -1)));
    model(
        "a transposed window of a billion",
        "ConvTranspose",
        m ->
            m.floats("w", 3, 1, 3, 3)
                .node("ConvTranspose", "x w", "y", ints("strides", 1 << 30, 1 << 30)));
    model(
        "no groups",
        "group",
        m -> m.floats("w", 3, 1, 3, 3).node("Conv", "x w", "y", integer("group", 0)));
    model(
        "Transpose of other axes",
        "perm",
        m -> m.node("Transpose", "x", "y", ints("perm", 0, 1, 1, 9)));
    model(
        "Reshape with two rests",
        "-1 stands twice",
        m -> m.wholes("s", 1, -1, -1).node("Reshape", "x s", "y"));
    model("Reshape to less", "reshape", m -> m.wholes("s", 1, 7).node("Reshape", "x s", "y"));
    model(
        "Reshape to less than nothing",
        "size -5",
        m -> m.wholes("s", 1, -5).node("Reshape", "x s", "y"));
    model(
        "Slice by no steps",
        "step of 0",
        m ->
            m.wholes("a", 0)
                .wholes("b", 4)
                .wholes("c", 2)
                .wholes("d", 0)
                .node("Slice", "x a b c d", "y"));
    model(
        "Slice of nothing",
        "without elements",
        m -> m.wholes("a", 4).wholes("b", 2).wholes("c", 2).node("Slice", "x a b c", "y"));
    model(
        "Gather beyond the end",
        "index 99",
        m -> m.wholes("i", 99).node("Gather", "x i", "y", integer("axis", 1)));
    model(
        "Split into less than nothing",
        "part of -1",
        m -> m.wholes("p", -1, 4).node("Split", "x p", "y z", integer("axis", 1)));
    model("Squeeze of what is not 1", "not 1", m -> m.wholes("a", 1).node("Squeeze", "x a", "y"));
    model(
        "a product that overflows",
        "beyond any size",
        m -> m.wholes("a", Long.MAX_VALUE).node("Mul", "a a", "b").node("Reshape", "x b", "y"));
    model(
        "a division by 0",
        "division by 0",
        m -> m.wholes("a", 8).wholes("z", 0).node("Div", "a z", "b").node("Reshape", "x b", "y"));
    model(
        "an epsilon of less than nothing",
        "epsilon",
        m -> m.floats("s", 3).node("BatchNormalization", "x s s s s", "y", real("epsilon", -1)));
    model(
        "an epsilon that is no number",
        "epsilon",
        m ->
            m.floats("s", 3)
                .node("BatchNormalization", "x s s s s", "y", real("epsilon", Float.NaN)));
    model(
        "a window of channels that are less than none",
        "size",
        m -> m.node("LRN", "x", "y", integer("size", -4)));
    model(
        "blocks of nothing",
        "blocks",
        m -> m.node("DepthToSpace", "x", "y", integer("blocksize", 0)));
    model(
        "blocks that do not divide",
        "divide",
        m -> m.node("DepthToSpace", "x", "y", integer("blocksize", 5)));
    model(
        "the batch in the middle",
        "batch",
        m -> m.node("Transpose", "x", "y", ints("perm", 1, 0, 2, 3)));
    model("a mean over the batch", "axis 0", m -> m.node("ReduceMean", "x", "y", ints("axes", 0)));
    model(
        "an output of constants",
        "same for every picture",
        m -> m.floats("a", 3).node("Relu", "a", "y"));
    model("a picture as a shape", "computed from the input", m -> m.node("Reshape", "x x", "y"));
    model("inputs that are missing", "missing", m -> m.node("Conv", "x", "y"));
    model("no inputs at all", "missing", m -> m.node("Relu", "", "y"));
    model("text in a name", "cannot be imported", m -> m.node("Bad\u001b[2J\nnext", "x", "y"));
  }

  /** For messages: that strange text is told apart. */
  static boolean isPlain(String message) {
    return message.getBytes(StandardCharsets.UTF_8).length <= 8000
        && message.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n');
  }
}
