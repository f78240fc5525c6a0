package dev.alexandrite.core.classify;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierConfig;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.checkpoint.CurrentProvenance;
import dev.alexandrite.core.checkpoint.ModelOrigin;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.SavedManifest;
import dev.alexandrite.core.checkpoint.ServedManifest;
import dev.alexandrite.core.checkpoint.WeightLoader;
import dev.alexandrite.core.checkpoint.WeightTransfer;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.core.select.BackendSelector;
import dev.alexandrite.data.Task;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.TensorStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes classifiers of checkpoints and of runs that have just ended. */
public final class ClassifierFactory {
  private ClassifierFactory() {}

  /**
   * Loads a checkpoint.
   *
   * @param checkpoint the folder of one checkpoint, or its archive
   * @param options how it computes
   * @return the classifier
   */
  public static Classifier load(Path checkpoint, ClassifierOptions options) {
    return load(checkpoint.toString(), () -> new CheckpointReader(checkpoint), options);
  }

  /**
   * Loads the archive of a checkpoint.
   *
   * @param name what to call it in messages
   * @param archive the archive from its beginning; left open
   * @param options how it computes
   * @return the classifier
   */
  public static Classifier load(String name, InputStream archive, ClassifierOptions options) {
    return load(name, () -> CheckpointReader.of(name, archive), options);
  }

  private static Classifier load(
      String name, Supplier<CheckpointReader> opening, ClassifierOptions options) {
    Backend backend = backend(options);
    return closingOnFailure(
        backend,
        () -> {
          CheckpointReader reader = opening.get();
          ServedManifest manifest = reader.served();
          Network network = reader.network(manifest);
          Task task = manifest.task().orElse(Task.CLASSIFICATION);
          TaskThresholds.require(options, task, network.classes());
          InferencePlan plan = Planner.inference(network, options.batchSize(), options.weights());
          ServingMemory memory = new ServingMemory(name, backend, plan, options);
          return memory.within(
              () -> {
                TensorStore store = new TensorStore(backend, plan.persistent());
                WeightLoader loader =
                    new WeightLoader(name, NamedTensors.of(store), plan.persistent())
                        .withoutAuxiliaryHeads(network);
                reader.weights(loader);
                loader.finish();
                ServedModel model =
                    new ServedModel(
                        network,
                        manifest.pipeline(),
                        loader.statistics(),
                        manifest.classNames(),
                        task);
                return create(model, reader::origin, backend, plan, store, options);
              });
        });
  }

  /**
   * Makes a classifier of weights from elsewhere.
   *
   * @param config everything it is made of
   * @return the classifier
   */
  public static Classifier create(ClassifierConfig config) {
    ClassifierOptions options = config.options();
    Network network = config.model().network();
    WeightReport report = WeightReport.forInference(network, config.weights(), config.rule());
    report.requireFit();
    requireAll(report);
    TaskThresholds.require(options, config.task(), network.classes());
    Backend backend = backend(options);
    return closingOnFailure(
        backend,
        () -> {
          InferencePlan plan = Planner.inference(network, options.batchSize(), options.weights());
          String owner = "network '" + network.name() + "'";
          return new ServingMemory(owner, backend, plan, options)
              .within(
                  () -> {
                    TensorStore store = new TensorStore(backend, plan.persistent());
                    WeightTransfer.run(report, config.weights(), NamedTensors.of(store));
                    ServedModel model =
                        new ServedModel(
                            network,
                            config.model().pipeline(),
                            config.statistics(),
                            config.classNames(),
                            config.task());
                    ModelOrigin origin = elsewhere(config.weights().origin(), backend);
                    return create(model, () -> origin, backend, plan, store, options);
                  });
        });
  }

  private static void requireAll(WeightReport report) {
    if (!report.kept().isEmpty()) {
      throw new CheckpointException(
          "the rule leaves out "
              + report.kept()
              + " of network '"
              + report.network()
              + "', but a classifier has no initial values for them; take them from "
              + report.origin()
              + " as well, or train them first: Trainer.initialWeights(source, rule)");
    }
  }

  private static ModelOrigin elsewhere(String origin, Backend backend) {
    return new ModelOrigin(
        new SavedManifest.Counters(0, 0),
        CurrentProvenance.of(backend, backend.planVersion(), "unknown: weights of " + origin, 0));
  }

  /** Made first, since one may get ready on a thread of its own while the weights are read. */
  private static Backend backend(ClassifierOptions options) {
    return new BackendSelector(options.classLoader())
        .create(
            options.backend(),
            BackendOptions.of(options.computingThreads(), options.computePool()));
  }

  /**
   * Makes a classifier over weights that are at hand, of which it holds no copy.
   *
   * @param model the rest of it
   * @param origin where the weights come from
   * @param backend where it computes; closed by the classifier, or by the caller if this fails
   * @param weights the parameters and carried state of the network, which nobody changes any more
   * @param options how it computes; the backend in them is ignored
   * @return the classifier
   */
  public static Classifier create(
      ServedModel model,
      ModelOrigin origin,
      Backend backend,
      TensorStore weights,
      ClassifierOptions options) {
    InferencePlan plan = Planner.inference(model.network(), options.batchSize(), options.weights());
    return create(model, () -> origin, backend, plan, weights, options);
  }

  private static Classifier create(
      ServedModel model,
      Supplier<ModelOrigin> origin,
      Backend backend,
      InferencePlan plan,
      TensorStore store,
      ClassifierOptions options) {
    List<Arena> arenas = new ArrayList<>();
    for (int i = 0; i < options.maxConcurrent(); i++) {
      arenas.add(new Arena(plan, Programs.compile(backend, plan.graph(), store)));
    }
    ArenaPool pool = new ArenaPool(arenas, options);
    ClassifierSaver saver = new ClassifierSaver(model, origin, store);
    return new CoreClassifier(model, saver, backend, store, pool, options);
  }

  private static Classifier closingOnFailure(Backend backend, Supplier<Classifier> action) {
    boolean made = false;
    try {
      Classifier classifier = action.get();
      made = true;
      return classifier;
    } finally {
      if (!made) {
        backend.close();
      }
    }
  }
}
