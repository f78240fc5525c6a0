package dev.alexandrite.benchmarks;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** Forward, softmax and cross-entropy, backward and momentum SGD, as DJL's users write it. */
final class DjlTrainStep implements Workload {
  /** PyTorch's own start, uniform within ±1/√fanIn; DJL's default makes the loss overflow. */
  private static final Initializer PYTORCH_INITIALIZER =
      new XavierInitializer(RandomType.UNIFORM, FactorType.IN, 1f);

  private final int batch;
  private final Shape images;
  private final float[] pixels;
  private final float[] labels;
  private final Model model;
  private final Trainer trainer;
  private double loss;

  DjlTrainStep(int batch) {
    this.batch = batch;
    this.images = new Shape(batch, 3, 224, 224);
    this.pixels = ExampleBatch.pixels(batch, ExampleBatch.PIXELS);
    this.labels = ExampleBatch.labels(batch, ExampleBatch.CLASSES);
    Engine.getEngine("PyTorch").setRandomSeed(ExampleBatch.SEED);
    this.model = Model.newInstance("alexnet", Device.cpu(), "PyTorch");
    Block block = DjlAlexNet.create();
    block.setInitializer(PYTORCH_INITIALIZER, Parameter.Type.WEIGHT);
    model.setBlock(block);
    Optimizer momentum =
        Optimizer.sgd()
            .setLearningRateTracker(Tracker.fixed((float) ExampleBatch.RATE))
            .optMomentum((float) ExampleBatch.MOMENTUM)
            .optWeightDecays((float) ExampleBatch.WEIGHT_DECAY)
            .build();
    this.trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(momentum));
    trainer.initialize(images);
    DjlAlexNet.requireExact(block);
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
    model.close();
  }
}
