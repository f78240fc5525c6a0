package dev.alexandrite.interop.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import dev.alexandrite.AlexandriteException;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.proto.caffe.BlobProto;
import dev.alexandrite.interop.proto.caffe.BlobShape;
import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that somebody made to do harm: each is answered within two seconds, by a refusal that names
 * the file, and with no more memory than 64 MB above what its size justifies.
 */
class HostileCaffeTest {
  private static final long NANOS = 2_000_000_000L;
  private static final long BYTES = 64L << 20;

  /** A text is in memory as bytes, as characters, and once more without what is not known. */
  private static final int TIMES_ITS_SIZE = 8;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  /** Something that reads a file to its end. */
  private interface Reading {
    void read(Path file) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> messages() throws IOException {
    return refused(hostileMessages(), "net.caffemodel", HostileCaffeTest::weights);
  }

  @TestFactory
  Stream<DynamicTest> texts() {
    return refused(hostileTexts(), "net.prototxt", HostileCaffeTest::network);
  }

  @TestFactory
  Stream<DynamicTest> arrays() {
    return refused(hostileArrays(), "net.caffemodel.h5", HostileCaffeTest::weights);
  }

  @TestFactory
  Stream<DynamicTest> means() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("npy of a wrapping shape", npy("(3, 4294967296, 4294967296)", 12));
    files.put("npy of an endless number", npy("(3, " + "9".repeat(50) + ", 1)", 12));
    files.put("npy of text", npy("(3, a, 1)", 12));
    files.put("a header longer than the file", cut(npy("(3, 1, 1)", 12), 20));
    files.put("two channels", npy("(2, 1, 1)", 8));
    files.put("neither", "no mean at all".getBytes(StandardCharsets.UTF_8));
    return refused(files, "mean.npy", MeanFile::read);
  }

  /** Without it, readers that refuse everything would pass. */
  @Test
  void goodFilesAreRead() throws IOException {
    Path file = folder.resolve("good.caffemodel");
    Files.write(file, good().toByteArray());
    weights(file);
    Files.write(file, Hdf5Bytes.layer("ip").array());
    try (WeightSource source = Models.weights(file)) {
      assertEquals("[ip.weight 2×3 float32, ip.bias 2 float32]", source.tensors().toString());
    }
    Files.writeString(file, text("", "num_output: 2"));
    network(file);
    Files.write(file, npy("(3, 1, 1)", 12));
    assertEquals(1, MeanFile.read(file).height());
  }

  private static Map<String, byte[]> hostileMessages() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] good = good().toByteArray();
    files.put("cut off", cut(good, good.length - 9));
    files.put("a layer of 2 GB", concat(name(), tag(100), varint(Integer.MAX_VALUE)));
    files.put("a layer of a negative length", concat(name(), tag(100), varint(-5)));
    files.put("a varint without end", concat(name(), tag(100), filled(11, 0xFF)));
    files.put("a hundred thousand groups", concat(name(), repeated(100_000, 0xA3, 0x06)));
    files.put("three million layers", concat(name(), repeated(3_000_000, 0xA2, 0x06, 0)));
    files.put("two million blobs", concat(name(), layer(repeated(2_000_000, 0x3A, 0))));
    files.put("two million names", concat(name(), layer(repeated(2_000_000, 0x1A, 0))));
    files.put(
        "ten million dimensions",
        concat(name(), layer(piece(7, piece(7, piece(1, filled(10_000_000, 1)))))));
    files.put("layers within layers", concat(name(), nested(40)));
    files.put("a shape that wraps around", blob(List.of(1L << 33, 1L << 33), 4));
    files.put("a shape that wraps to one", blob(List.of(0x55555555_55555555L, 3L, -1L), 4));
    files.put("a negative size", blob(List.of(-2L, -2L), 16));
    files.put("more values than there are", blob(List.of(1000L), 16));
    files.put("half a value", blob(List.of(1L), 6));
    files.put("a size of a thousand axes", blob(java.util.Collections.nCopies(1000, 1L), 4));
    files.put(
        "two layers of a name",
        good().toBuilder().addLayer(good().getLayer(0)).build().toByteArray());
    files.put("old and new layers", concat(good, piece(2, new byte[0])));
    return files;
  }

  private static Map<String, byte[]> hostileTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("a hundred thousand braces", "layer {".repeat(100_000));
    texts.put("unknown braces", text("strange {".repeat(100_000), ""));
    texts.put("half a million layers", "layer{}".repeat(500_000));
    texts.put("five megabytes", "# nothing\n".repeat(500_000) + text("", "num_output: 2"));
    texts.put("a number of three megabytes", "input_dim: " + "9".repeat(3_000_000));
    texts.put("a name of three megabytes", "layer { " + "n".repeat(3_000_000) + ": 1 }");
    texts.put("a string of three megabytes", "name: \"" + "n".repeat(3_000_000) + "\"");
    texts.put("a string without end", "layer { name: \"conv");
    texts.put("lists in lists", "input_dim: " + "[".repeat(100_000));
    texts.put("a circle of blobs", circle());
    texts.put(
        "a layer that reads itself", text("", "num_output: 2").replace("'data' top", "'a' top"));
    texts.put("no number of outputs", text("", ""));
    texts.put("four billion outputs", text("", "num_output: 4294967295"));
    texts.put("two billion outputs", text("", "num_output: 2147483647"));
    texts.put(
        "an input of 2^93 pixels", text("", "num_output: 2").replace("dim: 8", "dim: 2147483647"));
    texts.put("no groups", convolution("num_output: 2 kernel_size: 3 group: 0"));
    texts.put("no stride", convolution("num_output: 2 kernel_size: 3 stride: 0"));
    texts.put("a padding of 2^31-1", convolution("num_output: 2 kernel_size: 3 pad: 2147483647"));
    texts.put("a kernel of 2^32-1", convolution("num_output: 2 kernel_size: 4294967295"));
    texts.put(
        "a dilation of 2^31-1", convolution("num_output: 2 kernel_size: 9 dilation: 2147483647"));
    texts.put("doubled forty times", doubled(40));
    texts.put("six thousand layers", chain(6_000));
    texts.put(
        "a crop of 2^32-1",
        "layer { type: 'Data' top: 'data' transform_param { crop_size: 4294967295 } }"
            + layerText("InnerProduct", "inner_product_param { num_output: 2 }"));
    texts.put(
        "a mean of the system",
        "layer { type: 'Data' top: 'data' transform_param { mean_file: '/etc/passwd' } }"
            + layerText("InnerProduct", "inner_product_param { num_output: 2 }"));
    texts.put(
        "reshaped to nothing",
        net(
            layerText(
                "Reshape", "reshape_param { shape { dim: 0 dim: 4611686018427387904 dim: 4 } }")));
    texts.put(
        "sliced backwards",
        net(layerText("Slice", "top: 'b' top: 'c' slice_param { slice_point: 2 slice_point: 1 }")));
    texts.put("an unknown layer", net(layerText("\\033[31mPython", "")));
    texts.put(
        "a constant that is no number", net(layerText("Power", "power_param { power: nan }")));
    Map<String, byte[]> files = new LinkedHashMap<>();
    texts.forEach((what, text) -> files.put(what, text.getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  private static Map<String, byte[]> hostileArrays() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Hdf5Bytes good = Hdf5Bytes.layer("ip");
    Hdf5Bytes.Place root = good.place("");
    Hdf5Bytes.Place data = good.place("/data");
    Hdf5Bytes.Place array = good.place("/data/ip/0");
    int space = array.header() + Hdf5Bytes.HEADER + 8;
    int layout = array.header() + Hdf5Bytes.HEADER + 8 + 24 + 8 + 24 + 8;
    files.put("a magic number alone", cut(good.array(), 8));
    files.put("cut off", cut(good.array(), good.array().length / 2));
    files.put("sizes of 2^60", good.copy().putLong(space + 8, 1L << 60).array());
    files.put(
        "sizes that wrap around",
        good.copy().putLong(space + 8, 1L << 32).putLong(space + 16, 1L << 32).array());
    files.put(
        "a negative size", good.copy().putLong(space + 8, -2).putLong(space + 16, -3).array());
    files.put("255 axes", good.copy().put(space + 1, (byte) 0xFF).array());
    files.put("values beyond the file", good.copy().putLong(layout + 2, 1L << 40).array());
    files.put("values before the file", good.copy().putLong(layout + 2, -8).array());
    files.put("chunks", good.copy().put(layout + 1, (byte) 2).array());
    files.put("a tree that is its own child", tree(good, root, root.tree(), 1));
    files.put("a tree of trees of itself", tree(good, root, root.tree(), 200));
    files.put(
        "a group that holds the root",
        good.copy().putLong(data.leaf() + 16, root.header()).array());
    files.put(
        "a group that holds itself", good.copy().putLong(data.leaf() + 16, data.header()).array());
    files.put("a header that goes on with itself", continuation(good, array));
    files.put("a header of 4 GB", good.copy().putInt(array.header() + 8, -1).array());
    files.put("a header of 2 GB", good.copy().putInt(array.header() + 8, 0x7FFFFFFF).array());
    files.put("names of 2^40 bytes", good.copy().putLong(root.heap() + 8, 1L << 40).array());
    files.put("a name outside of the names", good.copy().putLong(data.leaf() + 8, 1 << 20).array());
    files.put("65535 names in a leaf", good.copy().putShort(data.leaf() + 6, (short) -1).array());
    files.put("a root beyond the file", good.copy().putLong(64, 1L << 50).array());
    files.put("an array where a group was", good.copy().putLong(64, array.header()).array());
    files.put("a base beyond the file", good.copy().putLong(24, 1L << 50).array());
    files.put("offsets of 255 bytes", good.copy().put(13, (byte) 0xFF).array());
    files.put("a version of the future", good.copy().put(8, (byte) 9).array());
    return files;
  }

  private static byte[] tree(Hdf5Bytes file, Hdf5Bytes.Place place, int child, int level) {
    ByteBuffer bytes = file.copy().put(place.tree() + 5, (byte) level);
    bytes.putShort(place.tree() + 6, (short) 30);
    for (int i = 0; i < 30; i++) {
      bytes.putLong(place.tree() + 32 + 16 * i, child);
    }
    return bytes.array();
  }

  private static byte[] continuation(Hdf5Bytes file, Hdf5Bytes.Place array) {
    int message = array.header() + Hdf5Bytes.HEADER;
    return file.copy()
        .putShort(array.header() + 2, (short) -1)
        .putShort(message, (short) 0x10)
        .putShort(message + 2, (short) 16)
        .putLong(message + 8, message)
        .putLong(message + 16, 88)
        .array();
  }

  private Stream<DynamicTest> refused(Map<String, byte[]> files, String name, Reading reading) {
    return files.entrySet().stream()
        .map(file -> dynamicTest(file.getKey(), () -> refuse(file.getValue(), name, reading)));
  }

  private void refuse(byte[] bytes, String name, Reading reading) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime(); // other tests may run beside this one
    try {
      reading.read(file);
      fail("it was read");
    } catch (AlexandriteException e) {
      long nanos = THREADS.getCurrentThreadCpuTime() - start;
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(e.getMessage().contains(name), e.getMessage());
      assertTrue(e.getMessage().length() < 2000, e.getMessage());
      assertTrue(e.getMessage().chars().noneMatch(c -> c == 27), e.getMessage());
      assertTrue(nanos < NANOS, nanos + " ns");
      long most = BYTES + (long) TIMES_ITS_SIZE * bytes.length;
      assertTrue(allocated < most, allocated + " bytes for a file of " + bytes.length);
    }
  }

  private static void weights(Path file) throws IOException {
    try (WeightSource source = Models.weights(file)) {
      for (NamedTensor tensor : source.tensors()) {
        source.read(tensor, piece -> {});
      }
    }
  }

  /** The network alone; its weights are whatever there is. */
  private static void network(Path file) {
    NetParameter.Builder net = NetParameter.newBuilder();
    PrototxtFormat.read(file, net);
    InMemoryWeights none = InMemoryWeights.of("none").add("a", Shape.of(1), new float[] {1});
    CaffeModels.of(
            BlobFlow.of(net.build(), file, true), file, none, LoadOptions.defaults(), List.of())
        .close();
  }

  private static NetParameter good() {
    BlobProto blob =
        BlobProto.newBuilder()
            .setShape(BlobShape.newBuilder().addDim(2).addDim(2))
            .addData(ByteString.copyFrom(new byte[16]))
            .build();
    return NetParameter.newBuilder()
        .setName("net")
        .addLayer(LayerParameter.newBuilder().setName("ip").setType("InnerProduct").addBlobs(blob))
        .build();
  }

  private static byte[] blob(List<Long> sizes, int bytes) {
    NetParameter.Builder net = good().toBuilder();
    net.getLayerBuilder(0)
        .getBlobsBuilder(0)
        .setShape(BlobShape.newBuilder().addAllDim(sizes))
        .setData(0, ByteString.copyFrom(new byte[bytes]));
    return net.build().toByteArray();
  }

  private static byte[] nested(int depth) {
    byte[] bytes = new byte[0];
    for (int i = 0; i < depth; i++) {
      bytes = piece(100, bytes);
    }
    return concat(bytes, tag(100), varint(-1));
  }

  private static byte[] layer(byte[] content) {
    return piece(100, concat(new byte[] {0x0A, 1, 'a'}, content));
  }

  private static byte[] piece(int field, byte[] content) {
    return concat(tag(field), varint(content.length), content);
  }

  private static byte[] name() {
    return new byte[] {0x0A, 3, 'n', 'e', 't'};
  }

  private static byte[] tag(int field) {
    return varint(field << 3 | 2);
  }

  private static byte[] varint(int value) {
    byte[] bytes = new byte[CodedOutputStream.computeInt32SizeNoTag(value)];
    try {
      CodedOutputStream.newInstance(bytes).writeInt32NoTag(value);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes;
  }

  private static byte[] filled(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] repeated(int count, int... values) {
    byte[] bytes = new byte[count * values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i % values.length];
    }
    return bytes;
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] npy(String shape, int bytes) {
    byte[] header =
        ("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    return concat(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0},
        header,
        new byte[bytes]);
  }

  private static String text(String before, String product) {
    return before + net(layerText("InnerProduct", "inner_product_param { " + product + " }"));
  }

  private static String net(String layers) {
    return "input: 'data' input_shape { dim: 1 dim: 3 dim: 8 dim: 8 } " + layers;
  }

  private static String layerText(String type, String rest) {
    return "layer { name: 'a' type: '" + type + "' bottom: 'data' top: 'a' " + rest + " }\n";
  }

  private static String convolution(String parameters) {
    return net(layerText("Convolution", "convolution_param { " + parameters + " }"));
  }

  private static String circle() {
    return net(
        "layer { name: 'a' type: 'ReLU' bottom: 'b' top: 'a' }"
            + "layer { name: 'b' type: 'ReLU' bottom: 'a' top: 'b' }");
  }

  private static String doubled(int times) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < times; i++) {
      text.append("layer { name: 'c").append(i);
      text.append("' type: 'Concat' bottom: 'data' bottom: 'data' top: 'data' }\n");
    }
    return net(text.toString());
  }

  private static String chain(int layers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < layers; i++) {
      text.append("layer { name: 'r")
          .append(i)
          .append("' type: 'ReLU' bottom: 'data' top: 'data' }");
    }
    return net(text.toString());
  }
}
