package dev.alexandrite.benchmarks;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code fit} of one batch that is in ND4J's memory already. */
final class Deeplearning4jTrainStep implements Workload {
  private final int batch;
  private final INDArray pixels;
  private final INDArray labels;
  private final MultiLayerNetwork model;

  Deeplearning4jTrainStep(Net net, int batch, SharedFiles files) {
    this.batch = batch;
    var image = net.network().input();
    this.pixels =
        Nd4j.create(net.pixels(batch), batch, image.channels(), image.height(), image.width());
    int classes = net.network().classes();
    this.labels = Nd4j.zeros(batch, classes);
    float[] numbers = ExampleBatch.labels(batch, classes);
    for (int row = 0; row < batch; row++) {
      labels.putScalar(row, (int) numbers[row], 1);
    }
    this.model = Deeplearning4jNet.create(net, files);
  }

  @Override
  public void run() {
    model.fit(pixels, labels);
  }

  /** Of the batch, without dropout: what enters the loss layer. */
  float[] logits() {
    int last = model.getnLayers() - 2;
    return model.feedForwardToLayer(last, pixels).get(last + 1).dup('c').data().asFloat();
  }

  @Override
  public double size() {
    return batch;
  }

  @Override
  public double check() {
    return model.score();
  }

  @Override
  public void close() {
    model.close();
  }
}
