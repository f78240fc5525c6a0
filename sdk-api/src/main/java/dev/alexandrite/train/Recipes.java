package dev.alexandrite.train;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.EfficientNet;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.MobileNet;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.model.Vgg;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The published runs of the SDK's networks, every constant from its source: {@code Paper} marks
 * those of papers, the others are torchvision's {@code references/classification} and the code
 * released with EfficientNet.
 *
 * <pre>{@code
 * Trainer trainer = Recipes.resnet50().withClasses(10).trainer().data(images);
 * }</pre>
 *
 * <p>Batch sizes are those of all devices together. The sources normalise batches device by device:
 * torchvision 32 images each, where {@link Trainer} takes the whole batch.
 *
 * <p>What cannot be expressed has no recipe: torchvision's second weights (trained on crops of 176
 * and evaluated on 224, with every image four times an epoch), the ImageNet networks of the
 * residual networks' paper (pictures of random scale), their 110 layers for CIFAR-10 (a warm-up
 * that ends by the training error), and MobileNetV2's paper (workers that do not wait for one
 * another).
 */
public final class Recipes {
  private static final int PIXELS = 224;

  private Recipes() {}

  /**
   * Every recipe.
   *
   * @return by the name of its method, {@link #cifarResnetPaper} as {@code cifarResnet20Paper} and
   *     so on; each gives a new one; unmodifiable
   */
  public static Map<String, Supplier<TrainingRecipe>> byName() {
    Map<String, Supplier<TrainingRecipe>> recipes = new LinkedHashMap<>();
    recipes.put("alexnetPaper", Recipes::alexnetPaper);
    recipes.put("vgg16Paper", Recipes::vgg16Paper);
    for (int depth : new int[] {20, 32, 44, 56}) {
      recipes.put("cifarResnet" + depth + "Paper", () -> cifarResnetPaper(depth));
    }
    recipes.put("alexnet", Recipes::alexnet);
    recipes.put("vgg11", Recipes::vgg11);
    recipes.put("vgg16", Recipes::vgg16);
    recipes.put("vgg19", Recipes::vgg19);
    recipes.put("vgg16Bn", Recipes::vgg16Bn);
    recipes.put("resnet18", Recipes::resnet18);
    recipes.put("resnet34", Recipes::resnet34);
    recipes.put("resnet50", Recipes::resnet50);
    recipes.put("resnet101", Recipes::resnet101);
    recipes.put("resnet152", Recipes::resnet152);
    recipes.put("resnext50", Recipes::resnext50);
    recipes.put("resnext101", Recipes::resnext101);
    recipes.put("mobilenetV2", Recipes::mobilenetV2);
    recipes.put("efficientnetB0", Recipes::efficientnetB0);
    return Collections.unmodifiableMap(recipes);
  }

  /**
   * Krizhevsky et al. 2012, section 5: batches of 128, momentum 0.9, decay 0.0005, a rate of 0.01
   * divided by 10 three times, about 90 epochs. The rate was divided by hand, when the validation
   * error stopped improving; here that is after 3 epochs without improvement.
   *
   * @return {@link AlexNet#paper()} and how it was trained
   */
  public static TrainingRecipe alexnetPaper() {
    return new TrainingRecipe(
        "Krizhevsky et al. 2012",
        AlexNet.paper().build(),
        Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4),
        Schedules.dividePlateauBy(10),
        128,
        90);
  }

  /**
   * Simonyan and Zisserman, arXiv 1409.1556, section 3.1, of configuration D on pictures of 256
   * pixels: batches of 256, momentum 0.9, decay 0.0005, a rate of 0.01 divided by 10 three times,
   * 74 epochs, crops, flips and AlexNet's colour noise, less the mean colour. They began with
   * layers of a smaller network, and found afterwards that Glorot's initialisation serves as well;
   * this begins with that. When the validation accuracy counts as no longer improving is not
   * published; here it is after 3 epochs.
   *
   * @return {@link Vgg#vgg16()} and how it was trained
   */
  public static TrainingRecipe vgg16Paper() {
    Model net =
        Vgg.vgg16()
            .initializer(new Initializer.XavierUniform())
            .input(InputPipeline.paper(256, PIXELS).normalization(new Normalization.MeanColor()))
            .build();
    return new TrainingRecipe(
        "Simonyan and Zisserman 2014",
        net,
        Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4),
        Schedules.dividePlateauBy(10),
        256,
        74);
  }

  /**
   * He et al. 2015, section 4.2, on CIFAR-10: batches of 128, momentum 0.9, decay 0.0001, a rate of
   * 0.1 divided by 10 after 32,000 and 48,000 steps. 164 epochs of 50,000 images are 64,124 steps,
   * 124 more than the paper's. The paper does not say which form of momentum it means; this is
   * PyTorch's.
   *
   * @param depth layers with weights: 20, 32, 44 or 56
   * @return such as {@link ResNet#cifarResnet20()} and how it was trained
   * @throws dev.alexandrite.TrainingException if the depth is another one
   */
  public static TrainingRecipe cifarResnetPaper(int depth) {
    Model net =
        switch (depth) {
          case 20 -> ResNet.cifarResnet20().build();
          case 32 -> ResNet.cifarResnet32().build();
          case 44 -> ResNet.cifarResnet44().build();
          case 56 -> ResNet.cifarResnet56().build();
          default ->
              throw Checks.wrong(
                  "cifarResnetPaper: depth must be 20, 32, 44 or 56, found " + depth);
        };
    return new TrainingRecipe(
        "He et al. 2015",
        net,
        Sgd.pytorch(0.1).momentum(0.9).weightDecay(1e-4),
        Schedules.milestonesInSteps(0.1, 32_000, 48_000),
        128,
        164);
  }

  /**
   * torchvision's run of {@code alexnet}: as {@link #resnet50()}, at a rate of 0.01.
   *
   * @return {@link AlexNet#torchvision()} and how it was trained
   */
  public static TrainingRecipe alexnet() {
    return Torchvision.recipe("alexnet", AlexNet.torchvision(), 0.01);
  }

  /**
   * torchvision's run of {@code vgg11}: as {@link #resnet50()}, at a rate of 0.01.
   *
   * @return {@link Vgg#vgg11()} and how it was trained
   */
  public static TrainingRecipe vgg11() {
    return Torchvision.recipe("vgg11", Vgg.vgg11(), 0.01);
  }

  /**
   * torchvision's run of {@code vgg16}: as {@link #resnet50()}, at a rate of 0.01.
   *
   * @return {@link Vgg#vgg16()} and how it was trained
   */
  public static TrainingRecipe vgg16() {
    return Torchvision.recipe("vgg16", Vgg.vgg16(), 0.01);
  }

  /**
   * torchvision's run of {@code vgg19}: as {@link #resnet50()}, at a rate of 0.01.
   *
   * @return {@link Vgg#vgg19()} and how it was trained
   */
  public static TrainingRecipe vgg19() {
    return Torchvision.recipe("vgg19", Vgg.vgg19(), 0.01);
  }

  /**
   * torchvision's run of {@code vgg16_bn}: as {@link #resnet50()}.
   *
   * @return {@link Vgg#vgg16Bn()} and how it was trained
   */
  public static TrainingRecipe vgg16Bn() {
    return Torchvision.recipe("vgg16_bn", Vgg.vgg16Bn(), 0.1);
  }

  /**
   * torchvision's run of {@code resnet18}: as {@link #resnet50()}.
   *
   * @return {@link ResNet#resnet18()} and how it was trained
   */
  public static TrainingRecipe resnet18() {
    return Torchvision.recipe("resnet18", ResNet.resnet18(), 0.1);
  }

  /**
   * torchvision's run of {@code resnet34}: as {@link #resnet50()}.
   *
   * @return {@link ResNet#resnet34()} and how it was trained
   */
  public static TrainingRecipe resnet34() {
    return Torchvision.recipe("resnet34", ResNet.resnet34(), 0.1);
  }

  /**
   * torchvision's run of {@code resnet50}, its first weights: 8 GPUs of 32 images, momentum 0.9,
   * decay 0.0001, a rate of 0.1 that falls to a tenth every 30 of 90 epochs, {@code
   * RandomResizedCrop(224)} and flips.
   *
   * @return {@link ResNet#resnet50()} and how it was trained
   */
  public static TrainingRecipe resnet50() {
    return Torchvision.recipe("resnet50", ResNet.resnet50(), 0.1);
  }

  /**
   * torchvision's run of {@code resnet101}: as {@link #resnet50()}.
   *
   * @return {@link ResNet#resnet101()} and how it was trained
   */
  public static TrainingRecipe resnet101() {
    return Torchvision.recipe("resnet101", ResNet.resnet101(), 0.1);
  }

  /**
   * torchvision's run of {@code resnet152}: as {@link #resnet50()}.
   *
   * @return {@link ResNet#resnet152()} and how it was trained
   */
  public static TrainingRecipe resnet152() {
    return Torchvision.recipe("resnet152", ResNet.resnet152(), 0.1);
  }

  /**
   * torchvision's run of {@code resnext50_32x4d}: as {@link #resnet50()}, for 100 epochs.
   *
   * @return {@link ResNet#resnext50()} and how it was trained
   */
  public static TrainingRecipe resnext50() {
    return Torchvision.recipe(
        "resnext50_32x4d", ResNet.resnext50(), 0.1, 1e-4, Schedules.step(30, 0.1), 256, 100);
  }

  /**
   * torchvision's run of {@code resnext101_32x8d}: as {@link #resnext50()}, on 64 GPUs of 16 images
   * at a rate of 0.4.
   *
   * @return {@link ResNet#resnext101()} and how it was trained
   */
  public static TrainingRecipe resnext101() {
    return Torchvision.recipe(
        "resnext101_32x8d", ResNet.resnext101(), 0.4, 1e-4, Schedules.step(30, 0.1), 1024, 100);
  }

  /**
   * torchvision's run of {@code mobilenet_v2}: as {@link #resnet50()}, a rate of 0.045 times 0.98
   * every epoch, decay 0.00004, 300 epochs.
   *
   * @return {@link MobileNet#mobilenetV2()} and how it was trained
   */
  public static TrainingRecipe mobilenetV2() {
    return Torchvision.recipe(
        "mobilenet_v2", MobileNet.mobilenetV2(), 0.045, 4e-5, Schedules.step(1, 0.98), 256, 300);
  }

  /**
   * The default run of the code released with EfficientNet ({@code tensorflow/tpu}, {@code
   * models/official/efficientnet/main.py}), without AutoAugment, as its first checkpoints: RMSprop
   * in TensorFlow's form, a rate of 0.128 that rises for 5 epochs and then falls to 97 % every 2.4,
   * batches of 2,048, 350 epochs, label smoothing 0.1, the average of all weights; norms do not
   * decay. Different are the bicubic resizing, which is Pillow's, the first step's rate, which is
   * not yet 0 there, and the running statistics of norms, which are not averaged a second time.
   *
   * @return {@link EfficientNet#efficientnetB0()} with TensorFlow's norms and how it was trained
   */
  public static TrainingRecipe efficientnetB0() {
    Model net =
        EfficientNet.efficientnetB0()
            .tensorflowNorms()
            .augment(
                Augment.randomResizedCrop(PIXELS).interpolation(Interpolation.BICUBIC),
                Augment.horizontalFlip())
            .build();
    return new TrainingRecipe(
        "tensorflow/tpu, efficientnet-b0",
        net,
        RmsProp.tensorflow(0.128).momentum(0.9).epsilon(1e-3).weightDecay(1e-5),
        Schedules.warmUpEpochs(5, Schedules.exponential(2.4, 0.97)),
        2048,
        350,
        0.1,
        null,
        0.9999);
  }
}
