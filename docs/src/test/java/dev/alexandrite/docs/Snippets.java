package dev.alexandrite.docs;

import dev.alexandrite.ComputePool;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.classify.Prediction;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import dev.alexandrite.train.TrainingRun;
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

  static TrainingResult train(Path photos, Path checkpoints) {
    // snippet: train
    AlexNet net =
        AlexNet.torchvision()
            .classes(10)
            .augment(Augment.randomCrop(224), Augment.horizontalFlip())
            .build();
    TrainingResult run =
        Trainer.of(net)
            .data(ImageFolder.of(photos.resolve("train")))
            .validation(ImageFolder.of(photos.resolve("val")))
            .epochs(40)
            .batchSize(64)
            .optimizer(Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4))
            .schedule(Schedules.dividePlateauBy(10))
            .checkpoints(checkpoints)
            .seed(1)
            .fit();
    // end
    return run;
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

  static void classify(Path checkpoints, Path photo) {
    // snippet: classify
    Path latest = Checkpoint.latest(checkpoints).orElseThrow().path();
    try (Classifier classifier = Classifier.load(latest)) {
      for (Prediction prediction : classifier.classify(photo).top(5)) {
        System.out.println(prediction.probability() + " " + prediction.label());
      }
    }
    // end
  }

  static void evaluate(Classifier classifier, Dataset held) {
    // snippet: evaluate
    EvaluationReport center = Evaluator.of(classifier).evaluate(held, Views.CENTER);
    EvaluationReport ten = Evaluator.of(classifier).evaluate(held, Views.TEN);
    System.out.println(center); // 1000 images, centre crop: top-1 71.30 %, ...
    System.out.println(ten);
    center.confusion().ifPresent(matrix -> System.out.println(matrix.table()));
    // end
  }

  static TrainingResult resume(Trainer trainer, Path checkpoints) {
    // snippet: resume
    TrainingRun run = trainer.checkpoints(checkpoints).resume().stopOnInterrupt().fitAsync();
    run.cancel(); // after the step in progress, with a checkpoint
    TrainingResult result = run.join();
    // end
    return result;
  }

  static TrainingResult watch(Trainer trainer) {
    // snippet: watch
    TrainingListener patience =
        new TrainingListener() {
          private RunControl run;

          @Override
          public void onStart(RunControl control, MemoryReport memory) {
            run = control;
          }

          @Override
          public void onStep(StepReport step) {
            if (step.loss() < 0.01) {
              run.stop(); // with a checkpoint, from which resume() goes on exactly
            }
          }

          @Override
          public void onEnd(EndReport end) {
            System.out.println(end.reason() + " after " + end.step() + " steps");
          }
        };
    TrainingResult result =
        trainer
            .listener(patience)
            .earlyStop(EarlyStop.of(5).monitor(Monitor.validationLoss()))
            .fit();
    // end
    return result;
  }

  static void inspect(Classifier classifier, Image photo, int label) {
    // snippet: inspect
    Inspection seen = classifier.inspect(photo, List.of("conv5"), label);
    LayerValues conv5 = seen.layer("conv5"); // as the network has it, before its ReLU
    System.out.println(conv5.shape() + " " + conv5.activation().length);
    System.out.println(conv5.gradient()[0]); // of the class's score, as Grad-CAM weighs channels by
    // end
  }

  static void pool(Path cats, Path dogs, Path photo) {
    // snippet: pool
    try (ComputePool pool = ComputePool.of(4)) { // or ComputePool.over(executor, 4)
      ClassifierOptions options = ClassifierOptions.defaults().computePool(pool);
      try (Classifier first = Classifier.load(cats, options);
          Classifier second = Classifier.load(dogs, options)) {
        System.out.println(first.classify(photo).top(1) + " " + second.classify(photo).top(1));
      }
    }
    // end
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

  static Network network() {
    // snippet: network
    Network network =
        Network.builder("residual", Shape.image(3, 32, 32))
            .conv2d("stem", Conv2d.of(32, 3).pad(1))
            .composite(
                "block",
                (scope, inputs) -> {
                  scope.conv2d("conv1", Conv2d.of(32, 3).pad(1)).relu("relu1");
                  scope.conv2d("conv2", Conv2d.of(32, 3).pad(1));
                  scope.add("sum", "conv2", inputs.getFirst());
                  return "sum";
                })
            .flatten("flatten")
            .linear("scores", Linear.of(10))
            .build();
    // end
    return network;
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

  static void save(TrainingResult run, Path folder) {
    // snippet: save
    run.classifier().save(folder); // a run without checkpoints(...) is not lost
    // end
  }
}
