package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.train.EpochReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads checkpoints, comparing every byte with its checksum. */
public final class CheckpointReader {
  private static final List<String> CLASSIFIER_FILES = List.of(CheckpointWriter.WEIGHTS);
  private static final List<String> RUN_FILES =
      List.of(CheckpointWriter.WEIGHTS, CheckpointWriter.OPTIMIZER);

  private final CheckpointFiles places;
  private final ManifestFile.Content content;
  private final List<FileRecord> files;

  /**
   * Reads the manifest's bytes.
   *
   * @param checkpoint the folder of one checkpoint, or its archive
   * @throws CheckpointException if it is damaged, of an unknown version or no checkpoint
   */
  public CheckpointReader(Path checkpoint) {
    this(places(checkpoint));
  }

  CheckpointReader(CheckpointFiles places) {
    this.places = places;
    this.content = ManifestFile.read(places);
    this.files = ManifestFile.decodePart(places, content, ManifestFiles.class).files();
    List<String> names = files.stream().map(FileRecord::name).toList();
    if (names.equals(RUN_FILES) && !(places instanceof FolderFiles)) {
      throw new CheckpointException(
          places.name()
              + " has the manifest of a training run, whose optimiser's state an archive has no"
              + " place for; load the run's folder by Classifier.load and write the archive by"
              + " pack(...)");
    }
    if (!names.equals(RUN_FILES) && !names.equals(CLASSIFIER_FILES)) {
      throw Damage.of(
          places,
          ManifestFile.NAME,
          "the files " + names,
          RUN_FILES + " of a run, or " + CLASSIFIER_FILES + " of a classifier");
    }
  }

  /**
   * Reads the manifest of an archive that comes as a stream. Its weights can be read once, in
   * order.
   *
   * @param name what to call it in messages
   * @param stream the archive from its beginning; left open
   * @return the reader
   * @throws CheckpointException if it is damaged, of an unknown version or no checkpoint
   */
  public static CheckpointReader of(String name, InputStream stream) {
    return new CheckpointReader(StreamedArchive.open(name, stream));
  }

  /**
   * The manifest of a run.
   *
   * @return everything but the tensors' values
   * @throws CheckpointException if a classifier was saved here, or this release does not know what
   *     it says
   */
  public Manifest manifest() {
    optimizerFile();
    return ManifestFile.decode(places, content);
  }

  /**
   * The finished epochs.
   *
   * @return from the first; none if a classifier was saved here
   * @throws CheckpointException if this release does not know what the manifest says
   */
  public List<EpochReport> history() {
    return files.size() < RUN_FILES.size()
        ? List.of()
        : manifest().state().history().stream().map(EpochSummary::toReport).toList();
  }

  /**
   * What a classifier needs of the manifest. The rest of it, how the run was trained, is not looked
   * at, which makes a start shorter.
   *
   * @return the network and the way of pictures into it
   * @throws CheckpointException if this release does not know what it says
   */
  public ServedManifest served() {
    return ManifestFile.decodePart(places, content, ServedManifest.class);
  }

  /**
   * The network, after pipeline, classes and tensors were compared with it and with each other, and
   * the lengths of the files with the tensors.
   *
   * @param served what the manifest says
   * @return the network
   * @throws CheckpointException if they do not belong together
   */
  public Network network(ServedManifest served) {
    return ManifestCheck.network(places, served, files);
  }

  /**
   * The network and its pipeline, checked as {@link #network} does.
   *
   * @return both
   * @throws CheckpointException if they do not belong together
   */
  public Recipe recipe() {
    ServedManifest served = served();
    return new Recipe(network(served), served.pipeline());
  }

  /**
   * Reads what the pipeline learned, and none of the weights.
   *
   * @return the statistics
   * @throws CheckpointException if the file is missing or damaged
   */
  public DataStatistics statistics() {
    network(served()); // no tensor is larger than network and pipeline make it
    StatisticsTensors statistics = new StatisticsTensors();
    SafetensorsReader.places(places, weightsFile())
        .forEach(
            (tensor, begin) -> {
              if (StatisticsTensors.owns(tensor.name())) {
                TensorValues values =
                    SafetensorsReader.values(places, weightsFile(), tensor, begin);
                statistics.accept(tensor.name(), tensor.shape(), values);
              }
            });
    return statistics.build();
  }

  /**
   * Where the weights come from.
   *
   * @return what a classifier of them says of itself when it is saved
   * @throws CheckpointException if this release does not know what the manifest says
   */
  public ModelOrigin origin() {
    SavedManifest saved = saved();
    return new ModelOrigin(saved.state(), saved.provenance());
  }

  CheckpointFiles places() {
    return places;
  }

  private SavedManifest saved() {
    return ManifestFile.decodePart(places, content, SavedManifest.class);
  }

  /** What the manifest says of the file of the weights. */
  FileRecord weightsFile() {
    return files.getFirst();
  }

  /**
   * What the manifest says of the file of the optimiser's state, which a saved classifier lacks.
   */
  FileRecord optimizerFile() {
    if (files.size() < RUN_FILES.size()) {
      throw new CheckpointException(
          places.name()
              + " was written by Classifier.save, which keeps no state of a run, so that none can"
              + " go on from it; give it to initialWeights(...), and other checkpoints to"
              + " resume()");
    }
    return files.get(1);
  }

  /**
   * Reads the tensors that a classifier needs.
   *
   * @param sink receives them
   * @throws CheckpointException if the file is missing or damaged
   */
  public void weights(TensorSink sink) {
    SafetensorsReader.read(places, weightsFile(), sink);
  }

  /**
   * Reads the tensors that only a resumed run needs.
   *
   * @param sink receives them
   * @throws CheckpointException if the file is missing or damaged
   */
  public void optimizer(TensorSink sink) {
    SafetensorsReader.read(places, optimizerFile(), sink);
  }

  /**
   * Checks every byte of the checkpoint.
   *
   * @param path where it lies
   * @return its description
   */
  public Checkpoint verify(Path path) {
    SavedManifest saved = saved();
    network(new ServedManifest(saved.network(), saved.pipeline(), saved.classNames()));
    TensorSink nowhere = (name, shape, values) -> {};
    for (FileRecord file : files) {
      SafetensorsReader.read(places, file, nowhere);
    }
    List<TensorInfo> tensors = files.stream().flatMap(file -> file.tensors().stream()).toList();
    return new Checkpoint(
        path,
        content.version(),
        saved.state().epoch(),
        saved.state().updates(),
        saved.classNames(),
        tensors,
        saved.provenance());
  }

  private static CheckpointFiles places(Path checkpoint) {
    if (ArchiveFiles.isArchive(checkpoint)) {
      return ArchiveFiles.open(checkpoint);
    }
    requireCheckpoint(checkpoint);
    return new FolderFiles(checkpoint);
  }

  private static void requireCheckpoint(Path folder) {
    if (Files.isRegularFile(folder.resolve(ManifestFile.NAME))) {
      return;
    }
    if (Files.isRegularFile(folder)) {
      throw new DamagedException(
          folder + " is a file, expected the folder of a checkpoint",
          "; give the folder step-…, or an archive that Classifier.pack wrote; files of other tools"
              + " are read by Models.load(...) and Models.weights(...) of alexandrite-interop",
          null);
    }
    if (!Files.isDirectory(folder)) {
      throw new DamagedException(
          folder + ": there is no such folder",
          "; give the folder of one checkpoint, step-…",
          null);
    }
    new CheckpointFolder(folder)
        .latest()
        .ifPresent(
            latest -> {
              throw new DamagedException(
                  folder + " holds several checkpoints",
                  "; give one of them, such as " + latest,
                  null);
            });
    throw new DamagedException(
        folder
            + " is no checkpoint of Alexandrite: expected "
            + ManifestFile.NAME
            + ", found "
            + content(folder),
        "; give a folder that Trainer.checkpoints wrote, step-…, or Classifier.save",
        null);
  }

  private static List<String> content(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().limit(10).toList();
    } catch (IOException e) {
      throw new CheckpointException("folder " + folder + " cannot be listed: " + e, e);
    }
  }
}
