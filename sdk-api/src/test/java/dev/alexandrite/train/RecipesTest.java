package dev.alexandrite.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.ResNet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The recipes beside what their sources print: torchvision's references/classification/README.md
 * and the defaults of its train.py and presets.py, tensorflow/tpu's efficientnet/main.py and
 * utils.py, and the papers.
 */
class RecipesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alexnet       | 0.01  | 1e-4 | step(30, 0.1) | 256  | 90
          vgg11         | 0.01  | 1e-4 | step(30, 0.1) | 256  | 90
          vgg16         | 0.01  | 1e-4 | step(30, 0.1) | 256  | 90
          vgg19         | 0.01  | 1e-4 | step(30, 0.1) | 256  | 90
          vgg16Bn       | 0.1   | 1e-4 | step(30, 0.1) | 256  | 90
          resnet18      | 0.1   | 1e-4 | step(30, 0.1) | 256  | 90
          resnet34      | 0.1   | 1e-4 | step(30, 0.1) | 256  | 90
          resnet50      | 0.1   | 1e-4 | step(30, 0.1) | 256  | 90
          resnet101     | 0.1   | 1e-4 | step(30, 0.1) | 256  | 90
          resnet152     | 0.1   | 1e-4 | step(30, 0.1) | 256  | 90
          resnext50     | 0.1   | 1e-4 | step(30, 0.1) | 256  | 100
          resnext101    | 0.4   | 1e-4 | step(30, 0.1) | 1024 | 100
          mobilenetV2   | 0.045 | 4e-5 | step(1, 0.98) | 256  | 300
          """)
  void torchvision(
      String name, double rate, double decay, String schedule, int batchSize, int epochs) {
    TrainingRecipe recipe = Objects.requireNonNull(Recipes.byName().get(name), name).get();
    assertSettings(
        recipe, new Sgd(Sgd.Form.PYTORCH, rate, 0.9, false, decay), schedule, batchSize, epochs);
    InputPipeline pipeline = recipe.model().pipeline();
    assertEquals(
        List.of(new RandomResizedCrop(224, 224), Augment.horizontalFlip()), pipeline.training());
    assertEquals(new Resize.ShorterSide(256), pipeline.resize());
    assertEquals(Normalization.imageNet(), pipeline.normalization());
    assertPlainLoss(recipe);
  }

  @Test
  void alexnetPaper() {
    TrainingRecipe recipe = Recipes.alexnetPaper();
    Sgd rule = new Sgd(Sgd.Form.PAPER, 0.01, 0.9, false, 5e-4);
    assertSettings(recipe, rule, Schedules.dividePlateauBy(10), 128, 90);
    assertEquals(InputPipeline.paper(), recipe.model().pipeline());
    assertPlainLoss(recipe);
  }

  @Test
  void vggPaper() {
    TrainingRecipe recipe = Recipes.vgg16Paper();
    Sgd rule = new Sgd(Sgd.Form.PAPER, 0.01, 0.9, false, 5e-4);
    assertSettings(recipe, rule, Schedules.dividePlateauBy(10), 256, 74);
    InputPipeline pipeline = recipe.model().pipeline();
    assertEquals(new Normalization.MeanColor(), pipeline.normalization());
    assertEquals(new Resize.ShorterSide(256), pipeline.resize());
    assertEquals(
        List.of(Augment.randomCrop(224), Augment.horizontalFlip(), Augment.pcaColor(0.1)),
        pipeline.training());
    assertPlainLoss(recipe);
  }

  @ParameterizedTest
  @CsvSource({"20", "32", "44", "56"})
  void cifarResnetPaper(int depth) {
    TrainingRecipe recipe = Recipes.cifarResnetPaper(depth);
    assertEquals("cifar-resnet" + depth, recipe.model().network().name());
    assertSettings(
        recipe,
        new Sgd(Sgd.Form.PYTORCH, 0.1, 0.9, false, 1e-4),
        "milestonesInSteps(0.1, [32000, 48000])",
        128,
        164);
    assertEquals(
        List.of(Augment.randomCrop(32).padding(4), Augment.horizontalFlip()),
        recipe.model().pipeline().training());
    assertPlainLoss(recipe);
    assertThrows(TrainingException.class, () -> Recipes.cifarResnetPaper(110));
  }

  @Test
  void efficientnet() {
    TrainingRecipe recipe = Recipes.efficientnetB0();
    double rate = 0.016 * 2048 / 256;
    assertSettings(
        recipe,
        new RmsProp(rate, 0.9, 0.9, 1e-3, 1e-5),
        "warmUpEpochs(5, exponential(2.4, 0.97))",
        2048,
        350);
    assertEquals(0.1, recipe.labelSmoothing());
    assertEquals(0.9999, recipe.averageDecay());
    assertEquals(
        List.of(
            new RandomResizedCrop(224, 224, 0.08, 1, 3.0 / 4, 4.0 / 3, Interpolation.BICUBIC),
            Augment.horizontalFlip()),
        recipe.model().pipeline().training());
    for (ParameterSpec parameter : recipe.model().network().parameters()) {
      boolean norm =
          parameter.kind() == ParameterSpec.Kind.SCALE
              || parameter.kind() == ParameterSpec.Kind.SHIFT;
      assertEquals(norm ? 0 : 1, parameter.decayScale(), parameter.name());
    }
  }

  @Test
  void everySettingCanStillBeSet() {
    Trainer trainer =
        Recipes.resnet18()
            .model(ResNet.resnet18().classes(10).inputSize(64).build())
            .trainer()
            .data(onePicture())
            .epochs(1)
            .batchSize(4)
            .optimizer(Lamb.of(0.01))
            .schedule(Schedules.cosine())
            .labelSmoothing(0.1)
            .averageWeights(0.9)
            .decayWeightsOnly();
    TrainingException twice = assertThrows(TrainingException.class, () -> trainer.epochs(2));
    assertTrue(twice.getMessage().contains("set twice"), twice.getMessage());
  }

  @Test
  void aTrainerBeginsWithAllOfIt() {
    TrainingRecipe recipe = Recipes.efficientnetB0().withClasses(2);
    TrainerOptions options = new TrainerOptions(recipe.model());
    options.begin(recipe);
    options.data = onePicture();
    TrainingConfig config = options.config();
    assertEquals(recipe.model(), config.model());
    assertEquals(recipe.optimizer(), config.optimizer());
    assertEquals(recipe.schedule(), config.schedule());
    assertEquals(2048, config.batchSize());
    assertEquals(350, config.epochs());
    assertEquals(new Objective(null, 0.1, List.of(), null), config.objective());
    assertEquals(new UpdateOptions(1, 0, 0, 0.9999), config.updates());
  }

  private static Dataset onePicture() {
    return InMemoryDataset.of(
        List.of(new Image(1, 1, new byte[3])), new int[] {0}, List.of("a", "b"));
  }

  @Test
  void classesChangeTheHeadAlone() {
    TrainingRecipe recipe = Recipes.resnet18().withClasses(10);
    Network network = recipe.model().network();
    assertEquals(10, network.shape(network.output()).elements());
    assertEquals(Recipes.resnet18().model().pipeline(), recipe.model().pipeline());
    assertEquals(0, Recipes.efficientnetB0().averageDecay(0).averageDecay());
  }

  private static void assertSettings(
      TrainingRecipe recipe, Optimizer rule, String schedule, int batchSize, int epochs) {
    assertEquals(schedule, recipe.schedule().description().orElseThrow());
    assertSettings(recipe, rule, recipe.schedule(), batchSize, epochs);
  }

  private static void assertSettings(
      TrainingRecipe recipe, Optimizer rule, Schedule schedule, int batchSize, int epochs) {
    assertEquals(rule, recipe.optimizer());
    assertEquals(schedule, recipe.schedule());
    assertEquals(batchSize, recipe.batchSize());
    assertEquals(epochs, recipe.epochs());
  }

  private static void assertPlainLoss(TrainingRecipe recipe) {
    assertEquals(0, recipe.labelSmoothing());
    assertNull(recipe.mixing());
    assertEquals(0, recipe.averageDecay());
  }
}
