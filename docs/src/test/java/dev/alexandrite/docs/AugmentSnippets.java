package dev.alexandrite.docs;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ColorJitter;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.RandAugment;
import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.Rgb;
import dev.alexandrite.augment.TrivialAugmentWide;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.observe.look.ContactSheet;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The code of the page about augmentation and sampling, see {@link Snippets}. */
final class AugmentSnippets {
  private AugmentSnippets() {}

  static void later(Network network, Dataset photographs) throws IOException {
    // snippet: augmentPipeline
    InputPipeline pipeline =
        InputPipeline.torchvision(232, 224) // evaluation: Resize(232), CenterCrop(224)
            .training(
                List.of(
                    Augment.randomResizedCrop(224),
                    Augment.horizontalFlip(),
                    Augment.trivialAugmentWide().interpolation(Interpolation.BILINEAR),
                    Augment.randomErasing(0.1)));
    Model model = new Recipe(network, pipeline);
    Trainer trainer = Trainer.of(model).data(photographs).batchSize(32);
    ContactSheet.of(trainer.preview(0, 0)).write(Path.of("batch.jpg"));
    // end
  }

  static List<Augment> options() {
    // snippet: augmentOptions
    RandomResizedCrop crop =
        Augment.randomResizedCrop(224)
            .area(0.25, 1) // of the picture; 0.08 to 1 by default
            .aspect(3.0 / 4, 4.0 / 3) // width ÷ height
            .interpolation(Interpolation.BICUBIC);
    ColorJitter jitter = Augment.colorJitter(0.4, 0.4, 0.4, 0.1);
    RandAugment rand = Augment.randAugment(2, 9).fill(new Rgb(124, 116, 104));
    TrivialAugmentWide trivial = Augment.trivialAugmentWide();
    RandomErasing erasing = Augment.randomErasing(0.25).value(RandomErasing.Value.RANDOM);
    // end
    return List.of(crop, jitter, rand, trivial, erasing);
  }

  static void sampling(Model model, Dataset photographs, double[] weights) {
    // snippet: sampling
    Trainer balanced = Trainer.of(model).data(photographs).sampling(Sampling.balanced());
    Trainer shares = Trainer.of(model).data(photographs).sampling(Sampling.weightedClasses(3, 1));
    Trainer images = Trainer.of(model).data(photographs).sampling(Sampling.weighted(weights));
    // end
    System.out.println(List.of(balanced, shares, images));
  }
}
