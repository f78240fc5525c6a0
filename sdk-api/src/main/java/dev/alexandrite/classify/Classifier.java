package dev.alexandrite.classify;

import dev.alexandrite.Engines;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Recipe;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A trained network with its preprocessing and class names: immutable, safe for use by any number
 * of threads at once, and to be closed.
 *
 * <p>Scratch memory is leased from a fixed number of arenas, the places; further calls wait or are
 * refused, see {@link ClassifierOptions#maxConcurrent()}, {@link ClassifierOptions#maxWaiting()}
 * and {@link ClassifierOptions#timeout()}. A thread that is interrupted while it waits gets a
 * {@link ClassifierBusyException} and keeps its interrupt. The same image gives the same bits on
 * every thread. Inspections take turns, on memory of their own.
 */
public interface Classifier extends AutoCloseable, Inspector {
  /**
   * Loads a checkpoint with the default options.
   *
   * @param checkpoint the folder of one checkpoint, or the archive that {@link #pack} wrote
   * @return the classifier, closed by the caller
   * @throws dev.alexandrite.CheckpointException if it is damaged or no checkpoint
   */
  static Classifier load(Path checkpoint) {
    return load(checkpoint, ClassifierOptions.defaults());
  }

  /**
   * Loads a checkpoint.
   *
   * @param checkpoint the folder of one checkpoint, or the archive that {@link #pack} wrote
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
   * Loads an archive from a stream with the default options.
   *
   * @param archive what {@link #pack} wrote, from its beginning; read up to the end of its weights
   *     and left open
   * @return the classifier, closed by the caller
   * @throws dev.alexandrite.CheckpointException if it is damaged or no archive of a checkpoint
   */
  static Classifier load(InputStream archive) {
    return load(archive, ClassifierOptions.defaults());
  }

  /**
   * Loads an archive from a stream, in pieces: nothing of it is held beside the weights themselves,
   * and no file is written. Whether the stream is as long as it says shows when it has been read,
   * where {@link #load(Path)} knows before memory is taken.
   *
   * @param archive what {@link #pack} wrote, from its beginning; read up to the end of its weights
   *     and left open
   * @param options how it computes
   * @return the classifier, closed by the caller
   * @throws dev.alexandrite.CheckpointException if it is damaged or no archive of a checkpoint
   * @throws dev.alexandrite.BackendException as {@link #load(Path, ClassifierOptions)}
   */
  static Classifier load(InputStream archive, ClassifierOptions options) {
    Objects.requireNonNull(
        archive, "archive: there is no stream; getResourceAsStream gives null where there is none");
    return Engines.load(ClassifierEngine.class, options.classLoader())
        .load("the archive from a stream", archive, options);
  }

  /**
   * Loads an archive that lies on the class path, beside the application's classes, with the
   * default options.
   *
   * @param owner a class of the application
   * @param resource the archive that {@link #pack} wrote: {@code /model.zip} from the root, {@code
   *     model.zip} beside the class
   * @return the classifier, closed by the caller
   * @throws dev.alexandrite.CheckpointException if there is no such resource, or it is damaged or
   *     no archive of a checkpoint
   */
  static Classifier load(Class<?> owner, String resource) {
    return load(owner, resource, ClassifierOptions.defaults());
  }

  /**
   * Loads an archive that lies on the class path, beside the application's classes. On the module
   * path it lies at the root, or in a package that is {@code opened}.
   *
   * @param owner a class of the application, by whose class loader it is looked for
   * @param resource the archive that {@link #pack} wrote: {@code /model.zip} from the root, {@code
   *     model.zip} beside the class
   * @param options how it computes
   * @return the classifier, closed by the caller
   * @throws dev.alexandrite.CheckpointException if there is no such resource, or it is damaged or
   *     no archive of a checkpoint
   * @throws dev.alexandrite.BackendException as {@link #load(Path, ClassifierOptions)}
   */
  static Classifier load(Class<?> owner, String resource, ClassifierOptions options) {
    return ClassPathArchive.load(owner, resource, options);
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
   * The classes, labels or values.
   *
   * @return their names, in the order of the network's outputs
   */
  List<String> classNames();

  /**
   * What the network learned of an image, and so what it answers: one class, several labels or
   * values. It is kept in checkpoints; those of before there was a choice are of classes.
   *
   * @return the task
   */
  Task task();

  /**
   * The class that somebody has typed.
   *
   * @param nameOrNumber the name of a class, or its place among the network's outputs, from 0; a
   *     class that is called by a number is found by its name
   * @return its place among the network's outputs
   * @throws IllegalArgumentException if there is no such class; the message says which may be meant
   */
  default int classIndex(String nameOrNumber) {
    return ClassIndex.of(nameOrNumber, classNames());
  }

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
   * The outputs of an image's centre crop: logits, which become probabilities by softmax, or by the
   * sigmoid where an image may have several labels; or values.
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
   * Writes what {@link #save} does as one file, which {@link #load(Path)}, {@link
   * #load(InputStream)} and {@link #load(Class, String)} read: a ZIP archive of the two files, not
   * compressed, since trained weights hardly become smaller. It is written beside its place and
   * renamed at last.
   *
   * <p>Like a classification, it takes one of the places of {@link
   * ClassifierOptions#maxConcurrent()}.
   *
   * @param archive the file to write, which must not exist; folders above it are created
   * @throws dev.alexandrite.CheckpointException if there is something of that name, it cannot be
   *     written, after which nothing of it is left, or the weights have more than 4 GiB
   */
  void pack(Path archive);

  /**
   * Warms up with at most ten seconds, as {@link #warmUp(Duration)} does.
   *
   * @return how long the last picture took
   */
  default Duration warmUp() {
    return warmUp(Duration.ofSeconds(10));
  }

  /**
   * Does what the first requests would otherwise wait for: until the JIT compiler has compiled the
   * kernels in the forms that this network takes, a picture takes many times as long. A picture
   * that is drawn here is encoded, decoded, prepared and computed, alone and as a full batch, by
   * every place of {@link ClassifierOptions#maxConcurrent()} that is free, until five rounds have
   * brought nothing or the time is over. It changes no result. Call it before the first request is
   * let in.
   *
   * @param atMost when no further round begins, more than 0; a round that has begun ends
   * @return how long a picture alone took in the last round, from its bytes to its probabilities
   */
  Duration warmUp(Duration atMost);

  /**
   * Waits for calls in progress, then frees the memory. Later calls fail; closing twice is fine.
   */
  @Override
  void close();
}
