package dev.alexandrite.interop.tensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.interop.proto.caffe.BlobProto;
import dev.alexandrite.interop.proto.caffe.BlobShape;
import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.interop.proto.onnx.GraphProto;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.OperatorSetIdProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.proto.onnx.ValueInfoProto;
import dev.alexandrite.interop.torch.Pickled;
import dev.alexandrite.interop.torch.Zipped;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.NamedTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change, vanish, or are none while they are read or written. */
class FilesInUseTest {
  private static final AlexNet NET = AlexNet.tiny().classes(10).build();

  @TempDir Path folder;
  private Path safetensors;
  private Path onnx;
  private Path beside;
  private Path torch;
  private Path caffe;

  @BeforeEach
  void write() throws IOException {
    safetensors = folder.resolve("net.safetensors");
    onnx = folder.resolve("net.onnx");
    beside = folder.resolve("beside.onnx");
    Models.save(model(), safetensors);
    Models.save(model(), onnx);
    Models.save(model(), beside, SaveOptions.defaults().putWeightsBeside());
    torch = Files.write(folder.resolve("net.pth"), Zipped.torch(Pickled.good()));
    caffe = Files.write(folder.resolve("net.caffemodel"), caffemodel());
  }

  private static PretrainedModel model() {
    Recipe recipe = new Recipe(NET.network(), NET.pipeline());
    return PretrainedModel.of(recipe, RandomWeights.of(NET.network()), WeightRule.exact());
  }

  private static byte[] caffemodel() {
    BlobProto.Builder blob =
        BlobProto.newBuilder()
            .setShape(BlobShape.newBuilder().addDim(1024))
            .addData(ByteString.copyFrom(new byte[4096]));
    return NetParameter.newBuilder()
        .setName("net")
        .addLayer(LayerParameter.newBuilder().setName("ip").setType("InnerProduct").addBlobs(blob))
        .build()
        .toByteArray();
  }

  private List<Path> all() {
    return List.of(safetensors, torch, onnx, caffe);
  }

  private static byte[] read(WeightSource source) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (NamedTensor tensor : source.tensors()) {
      source.read(
          tensor,
          piece -> {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            all.writeBytes(bytes);
          });
    }
    return all.toByteArray();
  }

  private static String refusal(WeightSource source) {
    return assertThrows(ModelFileException.class, () -> read(source)).getMessage();
  }

  /** Zeros over what is there, as long as it is. */
  private static void overwrite(Path file) throws IOException {
    Files.write(file, new byte[(int) Files.size(file)], StandardOpenOption.WRITE);
    FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 5_000);
    Files.setLastModifiedTime(file, later); // some clocks of file systems are slow
  }

  @Test
  void aFileThatIsWrittenToIsRefused() throws IOException {
    for (Path file : all()) {
      try (WeightSource source = Models.weights(file)) {
        overwrite(file);
        String message = refusal(source);
        assertTrue(message.contains(file + ": it was written to since it was opened"), message);
      }
    }
    try (WeightSource source = Models.weights(beside)) {
      overwrite(folder.resolve("beside.onnx.data"));
      String message = refusal(source);
      assertTrue(message.contains("beside.onnx.data: it was written to"), message);
    }
  }

  @Test
  void aFileThatIsCutIsRefused() throws IOException {
    for (Path file : all()) {
      try (WeightSource source = Models.weights(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(10);
        }
        String message = refusal(source);
        assertTrue(message.contains(file + ": it has 10 bytes, but had "), message);
      }
    }
  }

  @Test
  void aFileThatIsReplacedIsRefusedOrReadAsItWas() throws IOException {
    for (Path file : all()) {
      try (WeightSource source = Models.weights(file)) {
        byte[] before = read(source);
        Path other = Files.write(folder.resolve("other"), new byte[(int) Files.size(file)]);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        if (file.equals(safetensors) || file.equals(torch)) {
          String message = refusal(source);
          assertTrue(message.contains(file + ": it was replaced by another file"), message);
        } else {
          assertArrayEquals(before, read(source), file.toString());
        }
      }
    }
  }

  @Test
  void aFileThatIsGoneIsRefusedByName() throws IOException {
    for (Path file : List.of(safetensors, torch)) {
      try (WeightSource source = Models.weights(file)) {
        Files.delete(file);
        String message = refusal(source);
        assertTrue(message.contains(file + ": it is not there any more"), message);
      }
    }
  }

  @Test
  void anInterruptedThreadIsNoDamagedFile() {
    for (Path file : all()) {
      Thread.currentThread().interrupt();
      ModelFileException e = assertThrows(ModelFileException.class, () -> Models.weights(file));
      assertTrue(Thread.interrupted());
      assertTrue(e.getMessage().contains("the thread was interrupted"), e.getMessage());
    }
    for (Path file : List.of(safetensors, onnx)) {
      Thread.currentThread().interrupt();
      ModelFileException e =
          assertThrows(ModelFileException.class, () -> Models.save(model(), file));
      assertTrue(Thread.interrupted());
      assertTrue(e.getMessage().contains("the thread was interrupted"), e.getMessage());
    }
  }

  @Test
  void whatIsNoFileIsNotReadToItsEnd() throws IOException {
    Path prototxt =
        Files.writeString(
            folder.resolve("net.prototxt"),
            "name: 'net' input: 'data' input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8\n"
                + "layer { name: 'ip' type: 'InnerProduct' bottom: 'data' top: 'ip'\n"
                + "  inner_product_param { num_output: 10 } }\n");
    for (Path none : List.of(folder, Path.of("/dev/zero"))) {
      assumeTrue(Files.exists(none), none + " is not on this system");
      for (var reading :
          List.<Runnable>of(
              () -> Models.trainingSettings(none),
              () -> Models.optimizerState(none, prototxt, NET),
              () -> Models.optimizerState(prototxt, none, NET))) {
        ModelFileException e = assertThrows(ModelFileException.class, reading::run);
        assertTrue(e.getMessage().contains(none + ": it is no regular file"), e.getMessage());
      }
    }
  }

  @Test
  void everyFormatIsSavedInTheSameWay() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    for (String suffix : List.of(".onnx", ".safetensors")) {
      Path file = folder.resolve("new/folder/net" + suffix);
      Models.save(model(), file);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        assertEquals(
            Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(file), suffix);
      }
      Path taken = Files.createDirectory(folder.resolve("taken" + suffix));
      ModelFileException e =
          assertThrows(ModelFileException.class, () -> Models.save(model(), taken));
      assertTrue(e.getMessage().contains(taken + " is a folder"), e.getMessage());
      Path under = plain.resolve("net" + suffix);
      ModelFileException no =
          assertThrows(ModelFileException.class, () -> Models.save(model(), under));
      assertTrue(no.getMessage().contains("something else has that name"), no.getMessage());
    }
  }

  @Test
  void aTensorOfOnnxWithoutANameIsRefused() throws IOException {
    TensorProto tensor =
        TensorProto.newBuilder().setDataType(1).addDims(1).addFloatData(2).setName(" ").build();
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(
                GraphProto.newBuilder()
                    .addInitializer(tensor)
                    .addInput(ValueInfoProto.newBuilder().setName("x"))
                    .addNode(NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("y"))
                    .addOutput(ValueInfoProto.newBuilder().setName("y")))
            .build();
    Path file = Files.write(folder.resolve("nameless.onnx"), model.toByteArray());
    ModelFileException e = assertThrows(ModelFileException.class, () -> Models.weights(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("it has no name"), e.getMessage());
  }

  @Test
  void aRateThatNoOptimizerHasIsRefusedByFile() throws IOException {
    for (String rate : List.of("0", "-1", "nan")) {
      Path file = folder.resolve("solver.prototxt");
      Files.writeString(file, "net: 'n'\nbase_lr: " + rate + "\nlr_policy: 'fixed'\nmax_iter: 9\n");
      String message =
          assertThrows(ModelFileException.class, () -> Models.trainingSettings(file)).getMessage();
      assertTrue(message.contains(file.toString()), message);
      assertFalse(message.toLowerCase(Locale.ROOT).contains("exception"), message);
    }
  }

  @Test
  void whatAFileHasItselfIsNotIgnoredWhereItIsGivenAgain() throws IOException {
    Path prototxt =
        Files.writeString(
            folder.resolve("net.prototxt"),
            "name: 'net' input: 'data' input_dim: 1 input_dim: 3 input_dim: 32 input_dim: 32");
    LoadOptions weights = LoadOptions.defaults().weights(safetensors);
    for (LoadOptions twice : List.of(weights, weights.model(NET))) {
      for (Path file : List.of(caffe, safetensors, torch, onnx)) {
        ModelFileException e =
            assertThrows(ModelFileException.class, () -> Models.load(file, twice));
        String message = e.getMessage();
        boolean lacksNetwork = twice.model() == null && !file.equals(caffe) && !file.equals(onnx);
        assertTrue(
            message.contains(lacksNetwork ? "holds weights alone" : "has the weights itself"),
            message);
      }
    }
    ModelFileException e =
        assertThrows(ModelFileException.class, () -> Models.load(prototxt, weights.model(NET)));
    assertTrue(e.getMessage().contains("has the network itself"), e.getMessage());
  }

  @Test
  void asManyNamesAsOutputsAreNeededBeforeAnythingIsWritten() {
    List<String> few = List.of("a", "b");
    InvalidModelException e =
        assertThrows(InvalidModelException.class, () -> model().classNames(few));
    assertTrue(e.getMessage().contains("10 outputs, but 2 class names"), e.getMessage());
    LoadOptions options = LoadOptions.defaults().model(NET).classNames(few);
    assertThrows(InvalidModelException.class, () -> Models.load(safetensors, options));
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path place = Files.createDirectory(folder.resolve("place"));
    Path link = Files.createSymbolicLink(folder.resolve("link.onnx"), Path.of("place", "a.onnx"));
    for (int i = 0; i < 2; i++) { // to nothing at first, then to a file
      Models.save(model(), link);
      assertTrue(Files.isSymbolicLink(link));
      Models.load(place.resolve("a.onnx")).close();
    }
    Path self = folder.resolve("self.onnx");
    Files.createSymbolicLink(self, self.getFileName());
    assertThrows(ModelFileException.class, () -> Models.save(model(), self));
  }

  @Test
  void aMeanFileAndANormalizationWithoutOneExcludeEachOther() {
    LoadOptions mean = LoadOptions.defaults().mean(Path.of("mean.binaryproto"));
    assertThrows(ModelFileException.class, () -> mean.normalization(new Normalization.None()));
    var e =
        assertThrows(
            ModelFileException.class,
            () ->
                LoadOptions.defaults()
                    .normalization(Normalization.fixed(new float[3], new float[] {1, 1, 1}))
                    .mean(Path.of("mean.binaryproto")));
    assertTrue(e.getMessage().contains("exclude each other"), e.getMessage());
    assertEquals(
        new Normalization.MeanColor(),
        mean.normalization(new Normalization.MeanColor()).normalization());
  }

  /** Of zeros that no disk holds, which a copy on the heap would. */
  @Test
  void valuesOfAMessageStayInItsFile() throws IOException {
    int count = 100_000_000;
    byte[] shape = BlobShape.newBuilder().addDim(count).build().toByteArray();
    int values = count * Float.BYTES;
    int blob = 2 + shape.length + 1 + CodedOutputStream.computeUInt32SizeNoTag(values) + values;
    int layer = 3 + 1 + CodedOutputStream.computeUInt32SizeNoTag(blob) + blob;
    try (FileChannel channel = FileChannel.open(caffe, StandardOpenOption.WRITE)) {
      ByteBuffer head = ByteBuffer.allocate(100);
      CodedOutputStream out = CodedOutputStream.newInstance(head);
      out.writeTag(NetParameter.LAYER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(layer);
      out.writeString(LayerParameter.NAME_FIELD_NUMBER, "f");
      out.writeTag(LayerParameter.BLOBS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(blob);
      out.writeByteArray(BlobProto.SHAPE_FIELD_NUMBER, shape);
      out.writeTag(BlobProto.DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(values);
      out.flush();
      int begin = head.position();
      channel.truncate(0).write(head.flip());
      channel.write(ByteBuffer.allocate(1), begin + values - 1L);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long read = 0;
    try (WeightSource weights = Models.weights(caffe)) {
      long[] bytes = {0};
      weights.read(weights.tensors().getFirst(), piece -> bytes[0] += piece.remaining());
      read = bytes[0];
    }
    assertEquals(values, read);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 16 << 20, allocated + " bytes allocated");
  }
}
