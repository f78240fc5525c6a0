package dev.alexandrite.benchmarks;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Node;
import dev.alexandrite.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** torchvision's net in Deeplearning4j's layers, each with the ReLU behind it. */
final class Deeplearning4jNet {
  private Deeplearning4jNet() {}

  /** Its only momentum is Nesterov's, at the same cost. */
  static MultiLayerNetwork create(Net net, SharedFiles files) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(ExampleBatch.SEED)
            .updater(new Nesterovs(net.rate(), ExampleBatch.MOMENTUM))
            .weightDecay(ExampleBatch.WEIGHT_DECAY)
            .convolutionMode(ConvolutionMode.Truncate)
            .list();
    Map<String, Integer> places = new HashMap<>();
    List<Node> nodes = net.network().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      Layer layer = nodes.get(i).layer();
      if (!(layer instanceof ActivationLayer || layer instanceof Flatten)) {
        boolean relu = i + 1 < nodes.size() && nodes.get(i + 1).layer() instanceof ActivationLayer;
        places.put(nodes.get(i).name(), places.size());
        layers.layer(translated(layer, relu ? Activation.RELU : Activation.IDENTITY));
      }
    }
    layers.layer(new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
    Shape image = net.network().input();
    layers.setInputType(InputType.convolutional(image.height(), image.width(), image.channels()));
    MultiLayerNetwork model = new MultiLayerNetwork(layers.build());
    model.init();
    files.weights(
        net,
        (name, shape, values) ->
            load(model, places, name, shape, values.toArray(shape.elements())));
    return model;
  }

  private static org.deeplearning4j.nn.conf.layers.Layer translated(
      Layer layer, Activation activation) {
    return switch (layer) {
      case Conv2d conv ->
          new ConvolutionLayer.Builder(conv.vertical().kernel(), conv.horizontal().kernel())
              .stride(conv.vertical().stride(), conv.horizontal().stride())
              .padding(conv.vertical().padBefore(), conv.horizontal().padBefore())
              .nOut(conv.filters())
              .activation(activation)
              .build();
      case MaxPool pool ->
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(pool.vertical().kernel(), pool.horizontal().kernel())
              .stride(pool.vertical().stride(), pool.horizontal().stride())
              .build();
      case Dropout dropout -> new DropoutLayer.Builder(dropout.keep()).build();
      case Linear linear ->
          new DenseLayer.Builder().nOut(linear.outputs()).activation(activation).build();
      default -> throw new IllegalArgumentException("no Deeplearning4j layer for " + layer.kind());
    };
  }

  /** Weights of convolutions are ours, those of dense layers are transposed. */
  private static void load(
      MultiLayerNetwork model,
      Map<String, Integer> places,
      String name,
      Shape shape,
      float[] values) {
    int dot = name.lastIndexOf('.');
    int place = Objects.requireNonNull(places.get(name.substring(0, dot)));
    boolean weight = name.endsWith(".weight");
    INDArray target = model.getParam(place + (weight ? "_W" : "_b"));
    INDArray source =
        Nd4j.create(values, shape.dimensions().stream().mapToLong(Integer::longValue).toArray());
    if (!weight) {
      target.assign(source.reshape(target.shape()));
    } else {
      target.assign(shape.rank() == 2 ? source.transpose() : source);
    }
  }
}
