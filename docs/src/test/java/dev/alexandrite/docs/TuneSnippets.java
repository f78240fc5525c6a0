package dev.alexandrite.docs;

import dev.alexandrite.data.Split;
import dev.alexandrite.model.Model;
import dev.alexandrite.observe.tune.BatchFinder;
import dev.alexandrite.observe.tune.LargestBatch;
import dev.alexandrite.observe.tune.LayerProfile;
import dev.alexandrite.observe.tune.LayerProfiler;
import dev.alexandrite.observe.tune.LearningRateCurve;
import dev.alexandrite.observe.tune.LearningRateFinder;
import dev.alexandrite.observe.tune.Search;
import dev.alexandrite.observe.tune.SearchResult;
import dev.alexandrite.observe.tune.Setting;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;

/** The code of the page about finding settings, see {@link Snippets}. */
final class TuneSnippets {
  private TuneSnippets() {}

  static void rate(Model net, Split images) throws IOException {
    // snippet: findLearningRate
    Trainer trainer =
        Trainer.of(net).data(images).batchSize(64).optimizer(Sgd.paper(0.01).momentum(0.9));
    LearningRateCurve curve = LearningRateFinder.of(trainer).range(1e-5, 3).steps(300).find();
    System.out.println(curve);
    curve.writeChart(Path.of("rates.svg"));
    double rate = curve.minimumTenth().orElseThrow();
    // end
    System.out.println(rate);
  }

  static void batch(Trainer trainer) {
    // snippet: findBatchSize
    LargestBatch largest = BatchFinder.of(trainer).find();
    System.out.println(largest);
    LargestBatch elsewhere = BatchFinder.of(trainer).heap(8L << 30).find(); // for -Xmx8g
    // end
    System.out.println(elsewhere);
  }

  static void memory(Trainer trainer) {
    // snippet: memoryBefore
    MemoryReport memory = trainer.memory();
    System.out.println(memory.recommendedHeap() + " bytes of heap");
    // end
  }

  static void profile(Model net) throws IOException {
    // snippet: profileLayers
    LayerProfile profile = LayerProfiler.of(net).batch(32).run();
    System.out.print(profile.table());
    profile.writePicture(Path.of("layers.svg"));
    LayerProfiler.of(net).training(false).batch(1).threads(1).run();
    // end
  }

  static void search(Model net, Split images) throws IOException {
    // snippet: searchSettings
    Setting<Double> rate = Setting.logUniform("rate", 1e-4, 1e-1);
    Setting<Integer> batch = Setting.choice("batch", 16, 32, 64, 128);
    SearchResult found =
        Search.over(
                trial ->
                    Trainer.of(net)
                        .data(images)
                        .epochs(3)
                        .batchSize(trial.get(batch))
                        .optimizer(Sgd.paper(trial.get(rate)).momentum(0.9)),
                rate,
                batch)
            .folder(Path.of("search"))
            .goal(Monitor.validationLoss())
            .random(20);
    System.out.print(found.table());
    found.writePicture(Path.of("search", "trials.svg"));
    double best = found.best().orElseThrow().trial().get(rate);
    // end
    System.out.println(best);
  }

  static void more(Search search, Setting<Double> rate) {
    // snippet: searchMore
    search.random(40); // twenty more: those of before are in the folder
    search.medianRule(5, 1).folder(Path.of("stopping")).random(40); // ends the hopeless ones
    // end
    System.out.println(rate);
  }

  static void grid(Model net, Split images) {
    // snippet: searchGrid
    Setting<Double> rate = Setting.logUniform("rate", 1e-3, 1e-1).points(3); // 0.001, 0.01, 0.1
    Setting<Boolean> nesterov = Setting.choice("nesterov", true, false);
    SearchResult found =
        Search.over(
                trial ->
                    Trainer.of(net)
                        .data(images)
                        .optimizer(
                            Sgd.paper(trial.get(rate)).momentum(0.9).nesterov(trial.get(nesterov)))
                        .checkpoints(trial.folder().resolve("checkpoints"))
                        .resume(),
                rate,
                nesterov)
            .grid();
    // end
    System.out.println(found);
  }
}
