package dev.alexandrite.core.classify;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.augment.View;
import dev.alexandrite.core.data.ClassDifference;
import dev.alexandrite.core.data.CoreDataEngine;
import dev.alexandrite.core.data.Labels;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.evaluate.Evaluation;
import dev.alexandrite.core.evaluate.EvaluationPass;
import dev.alexandrite.core.evaluate.ViewMean;
import dev.alexandrite.data.DataEngine;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.TensorStore;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classifier of this engine: decode, prepare, run on a leased arena, average the views. */
final class CoreClassifier implements Classifier {
  private final DataEngine decoder = new CoreDataEngine();
  private final ServedModel model;
  private final List<String> classNames;
  private final ImagePreparer preparer;
  private final ClassifierSaver saver;
  private final Backend backend;
  private final TensorStore weights;
  private final ArenaPool arenas;
  private final @Nullable BatchQueue batches;
  private final NetworkInspector inspector;
  private final FeatureExtractor extractor;
  private final Views views;
  private final Decoding decoding;
  private final int threads;
  private final double[] thresholds;

  CoreClassifier(
      ServedModel model,
      ClassifierSaver saver,
      Backend backend,
      TensorStore weights,
      ArenaPool arenas,
      ClassifierOptions options) {
    this.model = model;
    this.classNames = model.classNames();
    this.preparer = new ImagePreparer(model.pipeline(), model.statistics());
    this.saver = saver;
    this.backend = backend;
    this.weights = weights;
    this.arenas = arenas;
    this.batches =
        options.microBatch() == null
            ? null
            : new BatchQueue(arenas, options.microBatch(), options, classNames.size());
    this.inspector =
        new NetworkInspector(model.network(), preparer, backend, () -> weights, options.weights());
    this.extractor = new FeatureExtractor(model.network(), preparer, backend, weights, options);
    this.views = options.views();
    this.decoding = options.decoding();
    this.threads = options.computingThreads();
    this.thresholds = options.thresholdsOf(classNames.size());
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public Task task() {
    return model.task();
  }

  @Override
  public Recipe recipe() {
    return new Recipe(model.network(), model.pipeline());
  }

  @Override
  public DataStatistics statistics() {
    return model.statistics();
  }

  @Override
  public WeightSource weights() {
    return new ServedWeights(model, weights, arenas);
  }

  @Override
  public Predictions classify(Path file) {
    return classify(decoder.decode(file, decoding));
  }

  @Override
  public Predictions classify(byte[] file) {
    return classify(decoder.decode(file, "of " + file.length + " bytes", decoding));
  }

  @Override
  public Predictions classify(InputStream stream) {
    return classify(decoder.decode(stream, "from a stream", decoding));
  }

  @Override
  public Predictions classify(BufferedImage picture) {
    return classify(decoder.convert(picture));
  }

  @Override
  public Predictions classify(Image image) {
    return batches == null || arenas.isHeld() // a call within a call waits for no others
        ? classifyImages(List.of(image)).getFirst()
        : gathered(image, batches);
  }

  private Predictions gathered(Image image, BatchQueue queue) {
    List<View> crops = ViewMean.crops(views);
    float[] rows = new float[crops.size() * preparer.length()];
    for (int i = 0; i < crops.size(); i++) {
      preparer.view(image, crops.get(i), rows, i * preparer.length());
    }
    List<Predictions> predictions = new ArrayList<>();
    new ViewMean(
            model.task(),
            views,
            classNames.size(),
            (row, probabilities) -> predictions.add(answer(0, probabilities)))
        .add(queue.compute(rows, crops.size()), crops.size());
    return predictions.getFirst();
  }

  @Override
  public List<Predictions> classifyAll(List<Path> files) {
    return classifyImages(
        () -> files.stream().map(file -> decoder.decode(file, decoding)).iterator());
  }

  @Override
  public List<Predictions> classifyImages(Iterable<Image> images) {
    List<Predictions> predictions = new ArrayList<>();
    ViewMean mean =
        new ViewMean(
            model.task(),
            views,
            classNames.size(),
            (image, probabilities) -> predictions.add(answer(image, probabilities)));
    Arena arena = arenas.lease();
    try {
      int rows = 0;
      for (Image image : images) {
        for (View crop : ViewMean.crops(views)) {
          preparer.view(image, crop, arena.images(), rows * arena.imageElements());
          rows++;
          if (rows == arena.capacity()) {
            mean.add(arena.run(rows), rows);
            rows = 0;
          }
        }
      }
      if (rows > 0) {
        mean.add(arena.run(rows), rows);
      }
    } finally {
      arenas.giveBack(arena);
    }
    return List.copyOf(predictions);
  }

  /** Where one output is not finite, no probability is a number, and the first class were best. */
  private Predictions answer(int image, float[] outputs) {
    for (float output : outputs) {
      requireFinite(image, output);
    }
    return new Predictions(model.task(), classNames, outputs, thresholds);
  }

  private static void requireFinite(int image, float output) {
    if (!Float.isFinite(output)) {
      throw new AlexandriteException(
          "the network's outputs for image "
              + image
              + " of the call are not finite, so that no class is the best: its weights are too"
              + " large for its input, or a running variance of batch norm is negative; look at"
              + " them by inspect(...), and load weights of before they became so");
    }
  }

  @Override
  public float[] features(Image image, String layer) {
    return features(List.of(image), layer).getFirst();
  }

  @Override
  public List<float[]> features(List<Image> images, String layer) {
    Arena arena = arenas.lease(); // as many calls at a time as there may be, and none when closed
    try {
      return extractor.features(images, layer);
    } finally {
      arenas.giveBack(arena);
    }
  }

  @Override
  public Inspection inspect(Image image, List<String> layers) {
    return inspector.inspect(image, layers);
  }

  @Override
  public Inspection inspect(Image image, List<String> layers, int label) {
    return inspector.inspect(image, layers, label);
  }

  @Override
  public List<Inspection> inspectInputs(
      List<float[]> inputs, List<String> layers, String target, int element) {
    return inspector.inspectInputs(inputs, layers, target, element);
  }

  @Override
  public EvaluationReport evaluate(Dataset data, Views crops, List<Metric> metrics) {
    Labels.requireTask("the data", data.task(), "the classifier", model.task());
    if (model.task() != Task.CLASSIFICATION && !metrics.isEmpty()) {
      throw new IllegalArgumentException(
          "metric "
              + metrics.getFirst().name()
              + " is told one label an image, but the classifier answers "
              + model.task().text()
              + "; evaluate without additional metrics, the report has those of the task");
    }
    ClassDifference.requireNone("the data", data.classNames(), "the classifier", classNames);
    Labels.require(data, "evaluation");
    Evaluation measures = Evaluation.of(data, metrics, thresholds);
    Arena arena = arenas.lease();
    try {
      EvaluationPass.run(arena, preparer, calledFrom(data), crops, threads, measures);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AlexandriteException("the evaluation was interrupted; run it again", e);
    } finally {
      arenas.giveBack(arena);
    }
    return measures.report(crops);
  }

  /**
   * A data set that calls this classifier, on the loader's threads, waits for its own evaluation.
   */
  private Dataset calledFrom(Dataset data) {
    return new ForwardingDataset(data) {
      @Override
      public Image image(int index) {
        return arenas.onBehalf(() -> super.image(index));
      }

      @Override
      public int label(int index) {
        return arenas.onBehalf(() -> super.label(index));
      }

      @Override
      public float target(int index, int output) {
        return arenas.onBehalf(() -> super.target(index, output));
      }

      @Override
      public String name(int index) {
        return arenas.onBehalf(() -> super.name(index));
      }
    };
  }

  @Override
  public float[] logits(Image image) {
    Arena arena = arenas.lease();
    try {
      preparer.view(image, View.CENTRE, arena.images(), 0);
      return Arrays.copyOf(arena.run(1), classNames.size());
    } finally {
      arenas.giveBack(arena);
    }
  }

  @Override
  public void save(Path folder) {
    Arena arena = arenas.lease(); // so that closing waits for it
    try {
      saver.save(folder);
    } finally {
      arenas.giveBack(arena);
    }
  }

  @Override
  public void pack(Path archive) {
    Arena arena = arenas.lease(); // so that closing waits for it
    try {
      saver.pack(archive);
    } finally {
      arenas.giveBack(arena);
    }
  }

  @Override
  public Duration warmUp(Duration atMost) {
    return new WarmUp(arenas, decoder, preparer, views, model.pipeline().resize()).run(atMost);
  }

  @Override
  public void close() {
    if (batches != null && !arenas.isHeld()) {
      batches.close();
    }
    if (arenas.close()) {
      inspector.close();
      backend.close();
    }
  }
}
