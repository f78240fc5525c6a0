package dev.alexandrite.docs;

import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;

/** The code of the pages about other tools, see {@link Snippets}. */
final class InteropSnippets {
  private InteropSnippets() {}

  static void load(Path photo, List<String> names) {
    // snippet: loadModel
    try (PretrainedModel model = Models.load(Path.of("squeezenet.onnx"));
        Classifier classifier = model.classNames(names).classifier()) {
      System.out.println(classifier.classify(photo).top(5));
    }
    // end
  }

  static void loadWeights(Path photo) {
    // snippet: loadWeights
    LoadOptions torchvision = LoadOptions.defaults().model(AlexNet.torchvision().build());
    try (PretrainedModel model = Models.load(Path.of("alexnet-owt.pth"), torchvision);
        Classifier classifier = model.classifier()) {
      System.out.println(model.report()); // what became of every tensor
      System.out.println(classifier.classify(photo).best());
    }
    // end
  }

  static void loadCaffe() {
    // snippet: loadCaffe
    LoadOptions parts =
        LoadOptions.defaults()
            .weights(Path.of("bvlc_alexnet.caffemodel"))
            .mean(Path.of("imagenet_mean.binaryproto"));
    try (PretrainedModel model = Models.load(Path.of("train_val.prototxt"), parts)) {
      Models.save(model, Path.of("bvlc_alexnet.onnx"));
    }
    // end
  }

  static void fineTune(Dataset flowers) {
    // snippet: fineTuneForeign
    try (PretrainedModel model = Models.load(Path.of("squeezenet.onnx"))) {
      Recipe recipe = model.recipe().withClasses(flowers.classNames().size());
      try (TrainingResult run =
          Trainer.of(recipe)
              .data(flowers.split(0.2, 1))
              .initialWeights(model.weights(), model.rule().exceptHead(recipe.network()))
              .freeze(layer -> !layer.equals(recipe.network().head()))
              .fit()) {
        run.classifier().save(Path.of("flowers"));
      }
    }
    // end
  }

  static void export(Classifier classifier) {
    // snippet: exportModel
    Models.save(PretrainedModel.of(classifier), Path.of("flowers.onnx"));
    Models.save(PretrainedModel.of(classifier), Path.of("flowers.safetensors"));
    // end
  }

  static Network migrated() {
    // snippet: migratedNet
    Network net =
        Network.builder("small", Shape.image(3, 32, 32))
            .conv2d("conv1", Conv2d.of(32, 5).pad(2))
            .relu("relu1")
            .maxPool("pool1", MaxPool.of(3, 2))
            .conv2d("conv2", Conv2d.of(64, 5).pad(2))
            .batchNorm("norm2", BatchNorm.of())
            .relu("relu2")
            .maxPool("pool2", MaxPool.of(3, 2))
            .flatten("flatten")
            .dropout("drop", Dropout.of(0.5))
            .linear("fc", Linear.of(10))
            .build();
    // end
    return net;
  }

  static TrainingResult migratedTraining(Network net, Dataset images) {
    // snippet: migratedTraining
    TrainingResult run =
        Trainer.of(net)
            .data(images.split(0.2, 1))
            .optimizer(Sgd.pytorch(0.01).momentum(0.9).weightDecay(5e-4))
            .batchSize(128)
            .epochs(10)
            .fit();
    // end
    return run;
  }

  static Classifier migratedWeights(Network net) {
    // snippet: migratedWeights
    WeightRule rule =
        WeightRule.exact()
            .renamed("0", "conv1")
            .renamed("3", "conv2")
            .renamed("4", "norm2")
            .renamed("9", "fc")
            .except(name -> name.endsWith(".num_batches_tracked"));
    LoadOptions options = LoadOptions.defaults().model(net).rule(rule);
    try (PretrainedModel model = Models.load(Path.of("net.pth"), options)) {
      return model.classifier();
    }
    // end
  }

  static void weightsAlone(Trainer trainer) {
    // snippet: weightsAlone
    try (WeightSource source = Models.weights(Path.of("model-00001-of-00002.safetensors"))) {
      source.tensors().forEach(System.out::println);
      trainer.initialWeights(source, WeightRule.exact().renamed("backbone", "features"));
    }
    // end
  }
}
