package dev.alexandrite.docs;

// snippet: tutorialImports
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Prediction;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.Split;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.nio.file.Path;

// end

/** The code of the tutorial, see {@link Snippets}. */
final class TutorialSnippets {
  private TutorialSnippets() {}

  static void fineTune() {
    // snippet: tutorialFineTune
    LoadOptions torchvision = LoadOptions.defaults().model(AlexNet.torchvision().build());
    try (PretrainedModel model = Models.load(Path.of("alexnet-owt-7be5be79.pth"), torchvision)) {
      Split photographs = ImageFolder.of(Path.of("photographs/train")).split(0.2, 1);
      Recipe recipe = model.recipe().withClasses(photographs.train().classNames().size());
      Trainer.of(recipe)
          .data(photographs)
          .initialWeights(model.weights(), model.rule().exceptHead(recipe.network()))
          .freezeUpTo("conv5")
          .optimizer(Sgd.paper(0.001).momentum(0.9).weightDecay(5e-4))
          .epochs(5)
          .checkpoints(Path.of("runs/fine-tuned"))
          .fit()
          .close();
    }
    // end
  }

  static void pack() {
    // snippet: tutorialPack
    Path best = Checkpoint.best(Path.of("runs/train/001")).orElseThrow().path();
    try (Classifier classifier = Classifier.load(best)) {
      classifier.pack(Path.of("src/main/resources/model.zip"));
    }
    // end
  }

  static void use(Path photo) {
    // snippet: tutorialUse
    try (Classifier classifier = Classifier.load(TutorialSnippets.class, "/model.zip")) {
      Prediction best = classifier.classify(photo).top(1).getFirst();
      System.out.println(best.label() + " " + Math.round(100 * best.probability()) + " %");
    }
    // end
  }
}
