package dev.alexandrite.interop.caffe;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.interop.tensors.WeightsAlone;
import java.nio.file.Path;
import java.util.List;

/** Caffe's weights as a message, which mostly holds the network too. */
public final class CaffemodelFormat implements ModelFormat {
  /** Made by the service loader. */
  public CaffemodelFormat() {}

  @Override
  public String name() {
    return "caffemodel";
  }

  @Override
  public List<String> suffixes() {
    return List.of("caffemodel");
  }

  @Override
  public boolean recognizes(FileHead head) {
    return NetHead.isNet(head);
  }

  @Override
  public PretrainedModel load(Path file, LoadOptions options) {
    WeightsAlone.requireNoOtherWeights(file.toString(), options);
    MappedMessage<NetParameter> net = read(file);
    WeightSource weights = CaffeWeights.of(net);
    if (options.model() != null) {
      return CaffeModels.of(options.model(), weights, options);
    }
    return CaffeModels.of(
        BlobFlow.of(net.message(), file, false),
        file,
        weights,
        options,
        List.of("the network is the one that the weights were trained in"));
  }

  @Override
  public WeightSource weights(Path file) {
    return CaffeWeights.of(read(file));
  }

  private static MappedMessage<NetParameter> read(Path file) {
    return MappedMessage.read(
        file, NetParameter.getDefaultInstance(), NetParameter.parser(), "file of Caffe's weights");
  }

  @Override
  public String toString() {
    return name();
  }
}
