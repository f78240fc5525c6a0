package dev.alexandrite.classify;

import dev.alexandrite.Engines;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Recipe;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained network with its preprocessing and class names: immutable, safe for use by any number
 * of threads at once, and to be closed.
 *
 * <p>Scratch memory is leased from a fixed number of arenas; further calls wait or are refused, see
 * {@link ClassifierOptions#maxConcurrent()}. A thread that is interrupted while it waits gets a
 * {@link ClassifierBusyException} and keeps its interrupt. The same image gives the same bits on
 * every thread. Inspections take turns, on memory of their own.
 */
public interface Classifier extends AutoCloseable, Inspector {
  /**
   * Loads a checkpoint with the default options.
   *
   * @param checkpoint the folder of one checkpoint
   * @return the classifier, closed by the caller
   * @throws dev.alexandrite.CheckpointException if it is damaged or no checkpoint
   */
  static Classifier load(Path checkpoint) {
    return load(checkpoint, ClassifierOptions.defaults());
  }

  /**
   * Loads a checkpoint.
   *
   * @param checkpoint the folder of one checkpoint
   * @param options how it computes
   * @return the classifier, closed by the caller
   * @throws dev.alexandrite.CheckpointException if it is damaged or no checkpoint
   * @throws dev.alexandrite.BackendException if the backend is unknown or unavailable, or the heap
   *     or the device too small; that is found out before anything is allocated, as far as it can
   *     be
   */
  static Classifier load(Path checkpoint, ClassifierOptions options) {
    return Engines.load(ClassifierEngine.class, options.classLoader()).load(checkpoint, options);
  }

  /**
   * Makes a classifier without a checkpoint, of weights from anywhere.
   *
   * @param model the network and its input pipeline
   * @return a builder
   */
  static ClassifierBuilder builder(Model model) {
    return new ClassifierBuilder(model);
  }

  /**
   * The classes.
   *
   * @return their names, in the order of the network's outputs
   */
  List<String> classNames();

  /**
   * The network that computes, and the pipeline that every picture goes through.
   *
   * @return both, as {@code Trainer.of} and {@link #builder} take them
   */
  Recipe recipe();

  /**
   * What the pipeline learned from the training images.
   *
   * @return the statistics; {@linkplain DataStatistics#none zeros} if the pipeline needs none
   */
  DataStatistics statistics();

  /**
   * The weights and the carried state as a source, wherever they came from: float32 by the names
   * and shapes of the network, whatever {@link ClassifierOptions#weights()} says. The backend hands
   * them over piece by piece, so that no tensor is on the heap as a whole. It can be read while the
   * classifier is open; like a classification, reading a tensor takes one of the places of {@link
   * ClassifierOptions#maxConcurrent()}.
   *
   * @return the source, which need not be closed
   */
  WeightSource weights();

  /**
   * Classifies an image file.
   *
   * @param file the file; its format is told by content
   * @return the probabilities
   * @throws dev.alexandrite.AlexandriteException here and in all of these methods, if the network's
   *     outputs for the image are not finite
   * @throws dev.alexandrite.DataException if it is no image or is damaged
   */
  Predictions classify(Path file);

  /**
   * Classifies an image file that is in memory.
   *
   * @param file the bytes of the file
   * @return the probabilities
   * @throws dev.alexandrite.DataException if it is no image or is damaged
   */
  Predictions classify(byte[] file);

  /**
   * Classifies an image file from a stream, read to its end and left open.
   *
   * @param stream the bytes of the file
   * @return the probabilities
   * @throws dev.alexandrite.DataException if it cannot be read, is no image or is damaged
   */
  Predictions classify(InputStream stream);

  /**
   * Classifies a picture that Java already holds.
   *
   * @param picture the picture
   * @return the probabilities
   */
  Predictions classify(BufferedImage picture);

  /**
   * Classifies a decoded image.
   *
   * @param image its pixels
   * @return the probabilities
   */
  Predictions classify(Image image);

  /**
   * Classifies image files, several at a time.
   *
   * @param files the files
   * @return the probabilities, in the order of the files
   * @throws dev.alexandrite.DataException if one is no image or is damaged; the message names it
   */
  List<Predictions> classifyAll(List<Path> files);

  /**
   * Classifies images, several at a time, asking for each when the ones before it are prepared: a
   * stream that decodes as it goes never has all of them in memory.
   *
   * <pre>{@code
   * classifier.classifyImages(uploads.stream().map(Image::read)::iterator);   // bytes
   * classifier.classifyImages(pictures.stream().map(Image::of)::iterator);    // BufferedImages
   * }</pre>
   *
   * @param images the images, gone through once
   * @return the probabilities, in the same order
   */
  List<Predictions> classifyImages(Iterable<Image> images);

  /**
   * The logits of an image's centre crop, which become probabilities by softmax.
   *
   * @param image its pixels
   * @return {@code float32[classes]}, a copy
   */
  float[] logits(Image image);

  /**
   * What a layer makes of an image's centre crop, such as a description of it for a search or for
   * another classifier. The network is computed up to the layer and no further.
   *
   * @param image its pixels
   * @param layer the name of the layer, whose output it is before what follows it: behind {@code
   *     fc7}, {@code relu7} has the values that are not negative
   * @return its output row-major, in the shape of {@code Network.shape(layer)}; a copy
   * @throws dev.alexandrite.InvalidModelException if the network has no such layer, or it depends
   *     on no image
   */
  float[] features(Image image, String layer);

  /**
   * What a layer makes of each image's centre crop, {@link ClassifierOptions#batchSize()} at a
   * time: the same bits as one by one.
   *
   * @param images the images
   * @param layer the name of the layer
   * @return its outputs row-major, in the order of the images; copies
   * @throws dev.alexandrite.InvalidModelException as {@link #features(Image, String)}
   */
  List<float[]> features(List<Image> images, String layer);

  /**
   * Evaluates labelled images on the centre crop, without additional measures.
   *
   * @param data labelled images with this classifier's class names
   * @return the result
   * @throws dev.alexandrite.DataException as {@link #evaluate(Dataset, Views, List)}
   */
  default EvaluationReport evaluate(Dataset data) {
    return evaluate(data, Views.CENTER, List.of());
  }

  /**
   * Evaluates labelled images; {@link dev.alexandrite.classify.Evaluator} is the shorter way.
   *
   * @param data labelled images with this classifier's class names
   * @param views how many crops of each image to look at
   * @param metrics additional measures
   * @return the result
   * @throws dev.alexandrite.DataException if the class names differ, there are no images, a label
   *     is out of range, or an image cannot be used
   */
  EvaluationReport evaluate(Dataset data, Views views, List<Metric> metrics);

  /**
   * Writes a checkpoint that {@link #load} makes the same classifier of, which gives the same bits:
   * weights as float32, whatever {@link ClassifierOptions#weights()} says, preprocessing and class
   * names. It is written beside its place and renamed at last, so that there is a whole one or
   * none. It has no optimiser state and no counters of the epoch in progress: {@code
   * Trainer.resume()} needs a checkpoint that the trainer wrote, {@code Trainer.initialWeights}
   * does not.
   *
   * <p>Like a classification, it takes one of the places of {@link
   * ClassifierOptions#maxConcurrent()}.
   *
   * @param folder the folder to write, which must not exist; folders above it are created
   * @throws dev.alexandrite.CheckpointException if there is something of that name, or it cannot be
   *     written, after which nothing of it is left
   */
  void save(Path folder);

  /**
   * Waits for calls in progress, then frees the memory. Later calls fail; closing twice is fine.
   */
  @Override
  void close();
}
