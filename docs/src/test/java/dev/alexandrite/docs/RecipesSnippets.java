package dev.alexandrite.docs;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.model.AuxiliaryHead;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.Mixing;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Recipes;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingRecipe;

/** The code of the page about recipes, see {@link Snippets}. */
final class RecipesSnippets {
  private RecipesSnippets() {}

  static Trainer mixing(Model net, Dataset images) {
    // snippet: mixing
    Trainer trainer =
        Trainer.of(net)
            .data(images)
            .mixing(Mixing.mixup(0.2).orCutMix(1)) // either, at random, batch by batch
            .labelSmoothing(0.1);
    // end
    return trainer;
  }

  static Trainer recipe(Model net, Dataset images) {
    // snippet: recipe
    Trainer trainer =
        Trainer.of(net)
            .data(images)
            .optimizer(Sgd.pytorch(0.5).momentum(0.9).weightDecay(2e-5))
            .decayWeightsOnly()
            .schedule(Schedules.warmUp(1000, Schedules.cosine())) // steps
            .averageWeights(0.9999);
    // end
    return trainer;
  }

  static Trainer published(Dataset images) {
    // snippet: published
    TrainingRecipe recipe = Recipes.resnet50().withClasses(10);
    Trainer trainer = recipe.trainer().data(images).epochs(30).schedule(Schedules.step(10, 0.1));
    // end
    return trainer;
  }

  static Optimizer lamb() {
    // snippet: lamb
    Optimizer rule = Lamb.of(0.002).weightDecay(0.02);
    // end
    return rule;
  }

  static Optimizer rmsprop() {
    // snippet: rmsprop
    Optimizer rule =
        RmsProp.tensorflow(0.128).momentum(0.9).epsilon(1e-3).weightDecay(1e-5); // EfficientNet
    // end
    return rule;
  }

  static NetworkBuilder branch(NetworkBuilder net) {
    // snippet: stochasticDepth
    net.conv2d("block/conv", Conv2d.of(64, 3).pad(1).noBias(), "x")
        .batchNorm("block/norm", BatchNorm.of())
        .stochasticDepth("block/depth", StochasticDepth.of(0.2))
        .add("block/sum", "block/depth", "x");
    // end
    return net;
  }

  static Trainer lessMemory(Model net, Dataset images) {
    // snippet: recompute
    Trainer trainer = Trainer.of(net).data(images).batchSize(32).recompute();
    System.out.println(trainer.memory()); // what it comes to; nothing is allocated for it
    // end
    return trainer;
  }

  static Network heads() {
    // snippet: auxiliaryHead
    Network net =
        Network.builder("two heads", Shape.image(3, 32, 32))
            .conv2d("conv1", Conv2d.of(32, 3).stride(2))
            .relu("relu1")
            .flatten("aux/flat")
            .linear("aux/fc", Linear.of(10))
            .conv2d("conv2", Conv2d.of(64, 3).stride(2), "relu1")
            .relu("relu2")
            .flatten("flat")
            .linear("fc", Linear.of(10))
            .auxiliary("aux/fc", 0.3) // loss = loss of fc + 0.3 · loss of aux/fc
            .build();
    for (AuxiliaryHead head : net.auxiliaryHeads()) {
      System.out.println(head.node() + " weighs " + head.weight());
    }
    // end
    return net;
  }
}
