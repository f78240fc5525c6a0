package dev.alexandrite.docs;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The code of the pages, between lines {@code // snippet: NAME} and {@code // end}: it compiles
 * here, and {@link SnippetsTest} compares it with the pages.
 */
final class Snippets {
  private Snippets() {}

  static void readme() {
    // snippet: readme
    AlexNet net = AlexNet.torchvision().classes(10).build(); // or paper(), caffe(), tiny(), ...
    TrainingResult run =
        Trainer.of(net)
            .data(ImageFolder.of(Path.of("photos/train")))
            .validation(ImageFolder.of(Path.of("photos/val")))
            .epochs(40)
            .batchSize(64)
            .optimizer(Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4))
            .schedule(Schedules.dividePlateauBy(10))
            .checkpoints(Path.of("runs"))
            .seed(1)
            .fit();
    try (Classifier classifier = run.classifier()) { // immutable, thread-safe
      System.out.println(classifier.classify(Path.of("photo.jpg")).top(5));
    }
    // end
  }

  static TrainingResult devices(AlexNet net, Dataset images) {
    // snippet: devices
    TrainingResult run =
        Trainer.of(net)
            .data(images)
            .backend("cuda")
            .devices(2) // each has a part of every batch,
            .parallelism(Parallelism.towers()) // or, with this line, a part of every layer
            .fit();
    // end
    return run;
  }

  static void startup(Path checkpoint, Path photo) {
    // snippet: startup
    Instant begun = ProcessHandle.current().info().startInstant().orElseThrow();
    try (Classifier classifier = Classifier.load(checkpoint)) {
      classifier.classify(photo);
      System.out.println(Duration.between(begun, Instant.now()).toMillis() + " ms");
    }
    // end
  }

  static void fineTune(Path teacher, Dataset images, Path saved) {
    // snippet: fineTune
    Recipe net = Checkpoint.open(teacher).recipe().withClasses(7);
    WeightRule rule = WeightRule.exact().exceptHead(net.network()); // fc8 starts afresh
    try (TrainingResult run =
        Trainer.of(net)
            .data(images)
            .initialWeights(teacher, rule) // a checkpoint's folder, or any WeightSource
            .freezeUpTo("pool5") // the convolutions stay as they are
            .layerLearningRate("fc8", 0, 10)
            .fit()) {
      System.out.println(run.initialWeights().orElseThrow());
      run.classifier().save(saved);
    }
    // end
  }

  static void freeze(Trainer trainer) {
    // snippet: freeze
    trainer.freeze("conv1", "block2"); // layers, and composites with all that is in them
    trainer.freeze(layer -> layer.startsWith("conv"));
    trainer.freezeUpTo("fc7"); // it and all that it is computed from: fc8 learns
    // end
  }

  static void features(Classifier classifier, Image image, List<Image> images) {
    // snippet: features
    float[] description = classifier.features(image, "relu7"); // float32[4096] of an AlexNet
    List<float[]> descriptions = classifier.features(images, "relu7"); // batchSize at a time
    // end
    System.out.println(description.length + " " + descriptions.size());
  }

  static void goOn(Path checkpoint, Dataset images) {
    // snippet: initialMomentum
    Checkpoint half = Checkpoint.open(checkpoint);
    Trainer.of(half.recipe())
        .data(images)
        .optimizer(Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4))
        .initialWeights(half.weights())
        .initialMomentum(half.momentum()) // or any WeightSource by the parameters' names
        .fit();
    // end
  }

  static void weightReport(Network network, WeightSource source) {
    // snippet: weightReport
    WeightRule rule =
        WeightRule.exact()
            .renamed("features.0", "conv1") // a layer, with its weight and bias
            .renamed(name -> name.replace("gamma", "weight").replace("beta", "bias"))
            .except(name -> name.endsWith(".num_batches_tracked"));
    WeightReport report = WeightReport.of(network, source, rule);
    if (!report.fits()) {
      System.out.println(report.missing() + " " + report.leftOver() + " " + report.misfits());
    }
    // end
  }

  static void classifierOfWeights(Path checkpoint, List<String> names, Path saved) {
    // snippet: classifierOfWeights
    try (WeightSource source = Checkpoint.open(checkpoint).weights(); // or any other
        Classifier classifier =
            Classifier.builder(AlexNet.torchvision().build())
                .weights(source)
                .classNames(names)
                .build()) {
      classifier.save(saved); // from now on: Classifier.load(saved)
    }
    // end
  }
}
