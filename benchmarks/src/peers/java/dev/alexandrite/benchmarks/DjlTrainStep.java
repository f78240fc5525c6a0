package dev.alexandrite.benchmarks;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** Forward, softmax and cross-entropy, backward and momentum SGD, as DJL's users write it. */
final class DjlTrainStep implements Workload {
  private final int batch;
  private final Shape images;
  private final float[] pixels;
  private final float[] labels;
  private final DjlNet block;
  private final Trainer trainer;
  private double loss;

  DjlTrainStep(Net net, int batch, SharedFiles files) {
    this.batch = batch;
    this.pixels = net.pixels(batch);
    this.labels = ExampleBatch.labels(batch, net.network().classes());
    Engine.getEngine("PyTorch").setRandomSeed(ExampleBatch.SEED);
    this.block = new DjlNet(net.network());
    this.images = block.input(batch);
    Optimizer momentum =
        Optimizer.sgd()
            .setLearningRateTracker(Tracker.fixed((float) net.rate()))
            .optMomentum((float) ExampleBatch.MOMENTUM)
            .optWeightDecays((float) ExampleBatch.WEIGHT_DECAY)
            .build();
    this.trainer =
        block
            .model()
            .newTrainer(
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optDevices(new Device[] {Device.cpu()})
                    .optOptimizer(momentum));
    trainer.initialize(images);
    block.load(net, files);
  }

  @Override
  public void run() {
    // Everything made in the step hangs on this manager and is freed with it.
    try (NDManager step = trainer.getManager().newSubManager();
        GradientCollector gradients = trainer.newGradientCollector()) {
      NDArray x = step.create(pixels, images);
      NDArray y = step.create(labels, new Shape(batch, 1));
      NDList logits = trainer.forward(new NDList(x));
      logits.attach(step);
      NDArray mean = trainer.getLoss().evaluate(new NDList(y), logits);
      gradients.backward(mean);
      loss = mean.getFloat();
    }
    trainer.step();
  }

  /** Of the batch, without dropout. */
  float[] logits() {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDList logits = trainer.evaluate(new NDList(manager.create(pixels, images)));
      logits.attach(manager);
      return logits.singletonOrThrow().toFloatArray();
    }
  }

  @Override
  public double size() {
    return batch;
  }

  @Override
  public double check() {
    return loss;
  }

  @Override
  public void close() {
    trainer.close();
    block.close();
  }
}
