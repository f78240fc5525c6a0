package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.interop.proto.caffe.ParamSpec;
import dev.alexandrite.interop.proto.caffe.TransformationParameter;
import dev.alexandrite.interop.proto.caffe.V1LayerParameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings the layers of before 2015 to the form of today. */
final class LegacyLayers {
  private static final int MOST_LAYERS = 5_000;

  private LegacyLayers() {}

  /**
   * The layers of a net, in today's form.
   *
   * @throws ModelFileException if there are both forms, or the one of 2013
   */
  static List<LayerParameter> of(NetParameter net, Path file) {
    int count = net.getLayerCount() + net.getLayersCount();
    if (count > MOST_LAYERS) {
      throw new ModelFileException(
          file + ": " + count + " layers, at most " + MOST_LAYERS + " are read");
    }
    if (net.getLayersCount() == 0) {
      return net.getLayerList().stream().map(LegacyLayers::upgraded).toList();
    }
    if (net.getLayerCount() > 0) {
      throw new ModelFileException(
          file
              + " has layers of the old form ('layers') and of the new ('layer'); write all in the"
              + " new form");
    }
    List<LayerParameter> layers = new ArrayList<>();
    for (V1LayerParameter old : net.getLayersList()) {
      if (old.hasLayer()) {
        throw new ModelFileException(
            file
                + ": layer '"
                + SafeText.of(old.getLayer().getName())
                + "' has the form of 2013; convert the file by Caffe's upgrade_net_proto_text or"
                + " upgrade_net_proto_binary");
      }
      layers.add(upgraded(upgraded(old)));
    }
    return List.copyOf(layers);
  }

  /** The preprocessing that stood with the data once. */
  private static LayerParameter upgraded(LayerParameter layer) {
    if (layer.hasTransformParam() || !(layer.hasDataParam() || layer.hasImageDataParam())) {
      return layer;
    }
    TransformationParameter.Builder transform = TransformationParameter.newBuilder();
    if (layer.hasDataParam()) {
      var data = layer.getDataParam();
      transform.setScale(data.getScale()).setCropSize(data.getCropSize());
      transform.setMirror(data.getMirror());
      if (data.hasMeanFile()) {
        transform.setMeanFile(data.getMeanFile());
      }
    } else {
      var data = layer.getImageDataParam();
      transform.setScale(data.getScale()).setCropSize(data.getCropSize());
      transform.setMirror(data.getMirror());
      if (data.hasMeanFile()) {
        transform.setMeanFile(data.getMeanFile());
      }
    }
    return layer.toBuilder().setTransformParam(transform).build();
  }

  private static LayerParameter upgraded(V1LayerParameter old) {
    LayerParameter.Builder layer =
        LayerParameter.newBuilder()
            .setName(old.getName())
            .setType(kind(old.getType()))
            .addAllBottom(old.getBottomList())
            .addAllTop(old.getTopList())
            .addAllBlobs(old.getBlobsList())
            .addAllInclude(old.getIncludeList())
            .addAllExclude(old.getExcludeList())
            .addAllLossWeight(old.getLossWeightList())
            .addAllParam(multipliers(old));
    if (old.hasTransformParam()) {
      layer.setTransformParam(old.getTransformParam());
    }
    if (old.hasConcatParam()) {
      layer.setConcatParam(old.getConcatParam());
    }
    if (old.hasConvolutionParam()) {
      layer.setConvolutionParam(old.getConvolutionParam());
    }
    if (old.hasDataParam()) {
      layer.setDataParam(old.getDataParam());
    }
    if (old.hasImageDataParam()) {
      layer.setImageDataParam(old.getImageDataParam());
    }
    if (old.hasMemoryDataParam()) {
      layer.setMemoryDataParam(old.getMemoryDataParam());
    }
    if (old.hasDropoutParam()) {
      layer.setDropoutParam(old.getDropoutParam());
    }
    if (old.hasEltwiseParam()) {
      layer.setEltwiseParam(old.getEltwiseParam());
    }
    if (old.hasExpParam()) {
      layer.setExpParam(old.getExpParam());
    }
    if (old.hasInnerProductParam()) {
      layer.setInnerProductParam(old.getInnerProductParam());
    }
    if (old.hasLrnParam()) {
      layer.setLrnParam(old.getLrnParam());
    }
    if (old.hasPoolingParam()) {
      layer.setPoolingParam(old.getPoolingParam());
    }
    if (old.hasPowerParam()) {
      layer.setPowerParam(old.getPowerParam());
    }
    if (old.hasReluParam()) {
      layer.setReluParam(old.getReluParam());
    }
    if (old.hasSoftmaxParam()) {
      layer.setSoftmaxParam(old.getSoftmaxParam());
    }
    if (old.hasSliceParam()) {
      layer.setSliceParam(old.getSliceParam());
    }
    return layer.build();
  }

  private static List<ParamSpec> multipliers(V1LayerParameter old) {
    int count =
        Math.max(old.getParamCount(), Math.max(old.getBlobsLrCount(), old.getWeightDecayCount()));
    List<ParamSpec> specs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ParamSpec.Builder spec = ParamSpec.newBuilder();
      if (i < old.getParamCount()) {
        spec.setName(old.getParam(i));
      }
      if (i < old.getBlobsLrCount()) {
        spec.setLrMult(old.getBlobsLr(i));
      }
      if (i < old.getWeightDecayCount()) {
        spec.setDecayMult(old.getWeightDecay(i));
      }
      specs.add(spec.build());
    }
    return specs;
  }

  private static String kind(V1LayerParameter.LayerType type) {
    return switch (type) {
      case NONE -> "";
      case ACCURACY -> "Accuracy";
      case BNLL -> "BNLL";
      case CONCAT -> "Concat";
      case CONVOLUTION -> "Convolution";
      case DATA -> "Data";
      case DROPOUT -> "Dropout";
      case EUCLIDEAN_LOSS -> "EuclideanLoss";
      case FLATTEN -> "Flatten";
      case HDF5_DATA -> "HDF5Data";
      case HDF5_OUTPUT -> "HDF5Output";
      case IM2COL -> "Im2col";
      case IMAGE_DATA -> "ImageData";
      case INFOGAIN_LOSS -> "InfogainLoss";
      case INNER_PRODUCT -> "InnerProduct";
      case LRN -> "LRN";
      case MULTINOMIAL_LOGISTIC_LOSS -> "MultinomialLogisticLoss";
      case POOLING -> "Pooling";
      case RELU -> "ReLU";
      case SIGMOID -> "Sigmoid";
      case SOFTMAX -> "Softmax";
      case SOFTMAX_LOSS -> "SoftmaxWithLoss";
      case SPLIT -> "Split";
      case TANH -> "TanH";
      case WINDOW_DATA -> "WindowData";
      case ELTWISE -> "Eltwise";
      case POWER -> "Power";
      case SIGMOID_CROSS_ENTROPY_LOSS -> "SigmoidCrossEntropyLoss";
      case HINGE_LOSS -> "HingeLoss";
      case MEMORY_DATA -> "MemoryData";
      case ARGMAX -> "ArgMax";
      case THRESHOLD -> "Threshold";
      case DUMMY_DATA -> "DummyData";
      case SLICE -> "Slice";
      case MVN -> "MVN";
      case ABSVAL -> "AbsVal";
      case SILENCE -> "Silence";
      case CONTRASTIVE_LOSS -> "ContrastiveLoss";
      case EXP -> "Exp";
      case DECONVOLUTION -> "Deconvolution";
    };
  }
}
