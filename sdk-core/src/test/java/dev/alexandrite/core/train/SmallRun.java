package dev.alexandrite.core.train;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/** A network and data so small that the scalar backend trains an epoch in milliseconds. */
public final class SmallRun {
  public static final List<String> CLASSES = List.of("red", "green", "blue");

  private SmallRun() {}

  /** Dropout, batch normalisation and every kind of augmentation, so that all state matters. */
  public static Network network() {
    return Network.builder("small", Shape.image(3, 6, 6))
        .conv2d("conv1", Conv2d.of(4, 3))
        .batchNorm("norm1", BatchNorm.of())
        .relu("relu1")
        .maxPool("pool1", MaxPool.of(2, 2))
        .flatten("flat")
        .dropout("drop", Dropout.of(0.5))
        .linear("fc", Linear.of(CLASSES.size()))
        .build();
  }

  public static Model model() {
    return new Recipe(network(), pipeline());
  }

  /** Branches that are left out for some examples, and a head whose loss is added. */
  static Model residualWithTwoHeads() {
    Network network =
        Network.builder("residual", Shape.image(3, 6, 6))
            .conv2d("conv1", Conv2d.of(4, 3).pad(1))
            .batchNorm("norm1", BatchNorm.of())
            .relu("relu1")
            .conv2d("block1/conv", Conv2d.of(4, 3).pad(1))
            .batchNorm("block1/norm", BatchNorm.of())
            .stochasticDepth("block1/depth", StochasticDepth.of(0.5))
            .add("block1/sum", "block1/depth", "relu1")
            .relu("block1/relu")
            .flatten("aux/flat")
            .dropout("aux/drop", Dropout.of(0.5))
            .linear("aux/fc", Linear.of(CLASSES.size()))
            .conv2d("block2/conv", Conv2d.of(4, 3).pad(1), "block1/relu")
            .batchNorm("block2/norm", BatchNorm.of())
            .stochasticDepth("block2/depth", StochasticDepth.of(0.3))
            .add("block2/sum", "block2/depth", "block1/relu")
            .relu("block2/relu")
            .conv2d("conv2", Conv2d.of(5, 3).stride(2))
            .flatten("flat")
            .linear("fc", Linear.of(CLASSES.size()))
            .auxiliary("aux/fc", 0.3)
            .build();
    return new Recipe(network, pipeline());
  }

  static InputPipeline pipeline() {
    return InputPipeline.plain(network().input())
        .resize(new Resize.None(8, 8))
        .normalization(new Normalization.MeanImage(true))
        .training(List.of(Augment.randomCrop(6), Augment.horizontalFlip(), Augment.pcaColor(0.1)));
  }

  /** The augmentations of the modern recipes. */
  static Model modern(Augment... before) {
    List<Augment> training = new ArrayList<>(List.of(before));
    training.addAll(
        List.of(
            Augment.randomResizedCrop(6),
            Augment.horizontalFlip(),
            Augment.colorJitter(0.4, 0.4, 0.4, 0.1),
            Augment.randAugment(2, 9),
            Augment.trivialAugmentWide(),
            Augment.randomErasing(0.5).value(RandomErasing.Value.RANDOM)));
    return new Recipe(
        network(),
        pipeline()
            .resize(new Resize.ShorterSide(7))
            .normalization(Normalization.imageNet())
            .range(PixelRange.UNIT)
            .training(training));
  }

  /** Images in which the label's channel is the brightest. */
  public static Dataset data(int size) {
    List<Image> images = new ArrayList<>();
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % CLASSES.size();
      images.add(image(i, labels[i]));
    }
    return InMemoryDataset.of(images, labels, CLASSES);
  }

  public static Image image(int number, int label) {
    byte[] pixels = new byte[8 * 8 * 3];
    for (int i = 0; i < pixels.length; i++) {
      int texture = (i * 31 + number * 17) % 97;
      pixels[i] = (byte) (texture + (i % 3 == label ? 70 : 0));
    }
    return new Image(8, 8, pixels);
  }

  /** 22 images in batches of 4: six steps an epoch, the last of two images. */
  public static Trainer trainer() {
    return trainer(data(22));
  }

  /** The same with other images. */
  static Trainer trainer(Dataset images) {
    return trainer(model(), images);
  }

  static Trainer trainer(Model model, Dataset images) {
    return Trainer.of(model)
        .data(images)
        .batchSize(4)
        .optimizer(Sgd.paper(0.02).momentum(0.9).weightDecay(5e-4))
        .backend("scalar")
        .loaderThreads(1);
  }
}
