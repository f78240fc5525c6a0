package dev.alexandrite.docs;

// snippet: quickStartImports
import dev.alexandrite.ComputePool;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.checkpoint.Checkpoint;
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
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import dev.alexandrite.train.TrainingRun;
import java.nio.file.Path;
import java.util.List;

// end

/** The code of the quick start, see {@link Snippets}. */
final class QuickStartSnippets {
  private QuickStartSnippets() {}

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

  static void classify(Path checkpoints, Path photo) {
    // snippet: classify
    Path best = Checkpoint.best(checkpoints).orElseThrow().path();
    try (Classifier classifier = Classifier.load(best)) {
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

  static void save(TrainingResult run, Path folder) {
    // snippet: save
    run.classifier().save(folder); // a run without checkpoints(...) is not lost
    // end
  }
}
