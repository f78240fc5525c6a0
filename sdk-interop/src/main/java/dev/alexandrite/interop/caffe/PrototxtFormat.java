package dev.alexandrite.interop.caffe;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Caffe's networks as text. Weights come from another file. */
public final class PrototxtFormat implements ModelFormat {
  /** The fields of a net and of a solver. */
  private static final Pattern FIRST_FIELD =
      Pattern.compile(
          "\\A(?:\\s++|#[^\\n"
              + "]*+(?:\\n"
              + "|\\z))*+"
              + "(?:name|layers?|input|input_dim|input_shape|state|force_backward|debug_info"
              + "|(net|train_net|test_net|net_param|base_lr|test_iter|test_interval|lr_policy|display"
              + "|max_iter|momentum|weight_decay|solver_mode|snapshot|snapshot_prefix|type))"
              + "\\s*+[:{<]");

  /** Made by the service loader. */
  public PrototxtFormat() {}

  @Override
  public String name() {
    return "prototxt";
  }

  @Override
  public List<String> suffixes() {
    return List.of("prototxt");
  }

  @Override
  public boolean recognizes(FileHead head) {
    String text = head.text();
    Matcher first = FIRST_FIELD.matcher(text);
    return text.indexOf('\0') < 0 && first.find();
  }

  @Override
  public PretrainedModel load(Path file, LoadOptions options) {
    if (options.model() != null) {
      throw new ModelFileException(
          file
              + " has the network itself; leave out options.model(...), or load the file of the"
              + " weights with it");
    }
    NetParameter.Builder net = NetParameter.newBuilder();
    List<String> notes = new ArrayList<>(read(file, net));
    BlobFlow flow = BlobFlow.of(net.build(), file, true);
    Path weights = options.weights();
    if (weights == null) {
      throw new ModelFileException(
          file
              + " is the network alone; name the file of its weights (.caffemodel, .caffemodel.h5,"
              + " .safetensors) by LoadOptions.weights(path)");
    }
    return CaffeModels.of(flow, file, Models.weights(weights), options, notes);
  }

  /** Reads a net, and says what it is if it is a solver. */
  static List<String> read(Path file, NetParameter.Builder net) {
    try {
      return Prototxt.read(file, net);
    } catch (ModelFileException e) {
      if (CaffeSolver.isSolver(file)) {
        throw new ModelFileException(
            file + " is a solver's prototxt; load the one of the network, which it names as 'net'",
            e);
      }
      throw e;
    }
  }

  @Override
  public WeightSource weights(Path file) {
    throw new ModelFileException(
        file + " is a network as text and holds no weights; take its .caffemodel");
  }

  @Override
  public String toString() {
    return name();
  }
}
