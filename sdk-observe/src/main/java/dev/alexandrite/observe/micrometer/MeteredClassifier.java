package dev.alexandrite.observe.micrometer;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.model.Recipe;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Takes the time of every call that computes. */
final class MeteredClassifier implements Classifier {
  private final Classifier inner;
  private final ClassifierMeters meters;

  MeteredClassifier(Classifier inner, ClassifierMeters meters) {
    this.inner = inner;
    this.meters = meters;
  }

  private Predictions one(Supplier<Predictions> call) {
    Predictions predictions = meters.timed("classify", call);
    meters.classified(1);
    return predictions;
  }

  private List<Predictions> several(Supplier<List<Predictions>> call) {
    List<Predictions> predictions = meters.timed("classifyAll", call);
    meters.classified(predictions.size());
    return predictions;
  }

  @Override
  public Predictions classify(Path file) {
    return one(() -> inner.classify(file));
  }

  @Override
  public Predictions classify(byte[] file) {
    return one(() -> inner.classify(file));
  }

  @Override
  public Predictions classify(InputStream stream) {
    return one(() -> inner.classify(stream));
  }

  @Override
  public Predictions classify(BufferedImage picture) {
    return one(() -> inner.classify(picture));
  }

  @Override
  public Predictions classify(Image image) {
    return one(() -> inner.classify(image));
  }

  @Override
  public List<Predictions> classifyAll(List<Path> files) {
    return several(() -> inner.classifyAll(files));
  }

  @Override
  public List<Predictions> classifyImages(Iterable<Image> images) {
    return several(() -> inner.classifyImages(images));
  }

  @Override
  public float[] logits(Image image) {
    float[] logits = meters.timed("logits", () -> inner.logits(image));
    meters.classified(1);
    return logits;
  }

  @Override
  public float[] features(Image image, String layer) {
    return meters.timed("features", () -> inner.features(image, layer));
  }

  @Override
  public List<float[]> features(List<Image> images, String layer) {
    return meters.timed("features", () -> inner.features(images, layer));
  }

  @Override
  public Inspection inspect(Image image, List<String> layers) {
    return meters.timed("inspect", () -> inner.inspect(image, layers));
  }

  @Override
  public Inspection inspect(Image image, List<String> layers, int label) {
    return meters.timed("inspect", () -> inner.inspect(image, layers, label));
  }

  @Override
  public List<Inspection> inspectInputs(
      List<float[]> inputs, List<String> layers, String target, int element) {
    return meters.timed("inspect", () -> inner.inspectInputs(inputs, layers, target, element));
  }

  @Override
  public EvaluationReport evaluate(Dataset data, Views views, List<Metric> metrics) {
    return meters.timed("evaluate", () -> inner.evaluate(data, views, metrics));
  }

  @Override
  public Task task() {
    return inner.task();
  }

  @Override
  public List<String> classNames() {
    return inner.classNames();
  }

  @Override
  public Recipe recipe() {
    return inner.recipe();
  }

  @Override
  public DataStatistics statistics() {
    return inner.statistics();
  }

  @Override
  public WeightSource weights() {
    return inner.weights();
  }

  @Override
  public void save(Path folder) {
    inner.save(folder);
  }

  @Override
  public void pack(Path archive) {
    inner.pack(archive);
  }

  @Override
  public Duration warmUp(Duration atMost) {
    return inner.warmUp(atMost);
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public String toString() {
    return inner.toString();
  }
}
