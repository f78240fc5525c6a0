package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.train.TrainingResult;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint in one file is the same one, from a path, a stream or the class path. */
class ArchiveTest {
  private static final ClassifierOptions SCALAR =
      ClassifierOptions.defaults().backend("scalar").threads(1);

  @TempDir static Path shared;

  @TempDir Path temp;

  private static Path run;
  private static Path folder;
  private static Path archive;
  private static List<Predictions> expected;

  @BeforeAll
  static void train() {
    folder = shared.resolve("folder");
    archive = shared.resolve("deep/er/model.zip");
    try (TrainingResult result =
            SmallRun.trainer()
                .epochs(2)
                .averageWeights(0.8)
                .checkpoints(shared.resolve("run"))
                .fit();
        Classifier classifier = result.classifier()) {
      run = result.checkpoint().orElseThrow();
      classifier.save(folder);
      classifier.pack(archive);
      expected = answers(classifier);
    }
  }

  private static List<Predictions> answers(Classifier classifier) {
    try (classifier) {
      return Stream.of(0, 1, 2).map(i -> classifier.classify(SmallRun.image(i + 40, i))).toList();
    }
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  @Test
  void fromAPathAStreamAndTheClassPathItAnswersWithTheSameBits() throws Exception {
    assertEquals(expected, answers(Classifier.load(archive, SCALAR)));
    assertEquals(expected, answers(Classifier.load(stream(Files.readAllBytes(archive)), SCALAR)));
    Class<?> application = application();
    assertEquals(expected, answers(Classifier.load(application, "/model.zip", SCALAR)));
    String message =
        assertThrows(
                CheckpointException.class,
                () -> Classifier.load(application, "/modell.zip", SCALAR))
            .getMessage();
    assertTrue(message.startsWith("resource /modell.zip of "), message);
    assertTrue(message.contains("there is none"), message);
    message =
        assertThrows(
                NullPointerException.class,
                () -> Classifier.load(application.getResourceAsStream("/modell.zip"), SCALAR))
            .getMessage();
    assertTrue(message.contains("getResourceAsStream gives null"), message);
  }

  /** A class whose loader has the archive beside it. */
  private static Class<?> application() throws Exception {
    String name = ArchiveTest.class.getName();
    URL root = archive.getParent().toUri().toURL();
    ClassLoader loader =
        new URLClassLoader(new URL[] {root}, ArchiveTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String wanted, boolean resolve)
              throws ClassNotFoundException {
            return wanted.equals(name) ? own(wanted) : super.loadClass(wanted, resolve);
          }

          private Class<?> own(String wanted) throws ClassNotFoundException {
            String file = "/" + wanted.replace('.', '/') + ".class";
            try (InputStream in = ArchiveTest.class.getResourceAsStream(file)) {
              byte[] bytes = Objects.requireNonNull(in).readAllBytes();
              return defineClass(wanted, bytes, 0, bytes.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(wanted, e);
            }
          }
        };
    return loader.loadClass(name);
  }

  /** It arrives in pieces, as from a network or a compressed jar, and stays open. */
  @Test
  void aStreamIsReadUpToTheEndOfTheWeightsAndLeftOpen() throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    boolean[] closed = {false};
    InputStream dripping =
        new FilterInputStream(stream(bytes)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 7));
          }

          @Override
          public int available() {
            return 0;
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertEquals(expected, answers(Classifier.load(dripping, SCALAR)));
    assertFalse(closed[0]);
    byte[] rest = dripping.readAllBytes();
    assertEquals("PK\1\2", new String(rest, 0, 4, StandardCharsets.US_ASCII));
  }

  @Test
  void otherToolsFindTheFilesOfTheFolderInIt() throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      assertEquals(ArchiveEntry.FILES, entries.stream().map(ZipEntry::getName).toList());
      for (ZipEntry entry : entries) {
        assertEquals(ZipEntry.STORED, entry.getMethod());
        assertArrayEquals(
            Files.readAllBytes(folder.resolve(entry.getName())),
            zip.getInputStream(entry).readAllBytes());
      }
    }
  }

  @Test
  void whatWasLoadedIsPackedWithTheSameBytesAgain() throws IOException {
    Path again = temp.resolve("again.zip");
    Path unpacked = temp.resolve("unpacked");
    try (Classifier classifier = Classifier.load(archive, SCALAR)) {
      classifier.pack(again);
      classifier.save(unpacked);
    }
    assertArrayEquals(Files.readAllBytes(archive), Files.readAllBytes(again));
    for (String file : ArchiveEntry.FILES) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(file)), Files.readAllBytes(unpacked.resolve(file)));
    }
    try (InputStream in = Files.newInputStream(archive);
        Classifier classifier = Classifier.load(in, SCALAR)) {
      classifier.save(temp.resolve("streamed"));
    }
    assertEquals(expected, answers(Classifier.load(temp.resolve("streamed"), SCALAR)));
  }

  @Test
  void itIsACheckpointWhereverOneIsTaken() {
    Checkpoint packed = Checkpoint.open(archive);
    Checkpoint saved = Checkpoint.open(folder);
    assertEquals(archive, packed.path());
    assertEquals(saved.tensors(), packed.tensors());
    assertEquals(saved.provenance(), packed.provenance());
    assertEquals(saved.recipe().toString(), packed.recipe().toString());
    assertEquals(saved.statistics(), packed.statistics());
    assertEquals(saved.weights().tensors(), packed.weights().tensors());
    try (Classifier built =
        Classifier.builder(packed.recipe())
            .weights(packed.weights())
            .classNames(packed.classNames())
            .statistics(packed.statistics())
            .options(SCALAR)
            .build()) {
      assertEquals(expected, answers(built));
    }
    try (TrainingResult result = SmallRun.trainer().epochs(1).initialWeights(archive).fit()) {
      assertEquals(8, result.initialWeights().orElseThrow().taken().size());
    }
    String message =
        assertThrows(CheckpointException.class, () -> packed.momentum().tensors()).getMessage();
    assertTrue(message.contains("was written by Classifier.save"), message);
  }

  @Test
  void nothingIsOverwrittenAndNothingIsLeft() throws IOException {
    Path taken = Files.writeString(temp.resolve("taken.zip"), "kept");
    try (Classifier classifier = Classifier.load(folder, SCALAR)) {
      String message =
          assertThrows(CheckpointException.class, () -> classifier.pack(taken)).getMessage();
      assertTrue(message.contains("something of that name"), message);
      Path below = taken.resolve("below/model.zip");
      message = assertThrows(CheckpointException.class, () -> classifier.pack(below)).getMessage();
      assertTrue(message.contains("could not be saved to " + below), message);
    }
    assertEquals("kept", Files.readString(taken));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void whatWasCutOffIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(archive);
    int end = endOfWeights(whole);
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      int length = i < 60 ? i : random.nextInt(end);
      byte[] cut = Arrays.copyOf(whole, length);
      assertRefused(cut, "cut after " + length);
    }
    assertEquals(expected, answers(Classifier.load(stream(Arrays.copyOf(whole, end)), SCALAR)));
  }

  private static int endOfWeights(byte[] whole) {
    for (int i = whole.length - 4; i > 0; i--) {
      if (whole[i] == 'P' && whole[i + 1] == 'K' && whole[i + 2] == 1 && whole[i + 3] == 2) {
        if (new String(whole, i + 46, 13, StandardCharsets.US_ASCII).equals(ManifestFile.NAME)) {
          return i;
        }
      }
    }
    throw new AssertionError("no directory");
  }

  /** A byte that matters is noticed; of dates, checksums of ZIP and the like nothing depends. */
  @Test
  void aByteThatChangedIsNoticedOrMeansNothing() throws IOException {
    byte[] whole = Files.readAllBytes(archive);
    Random random = new Random(4);
    int noticed = 0;
    for (int i = 0; i < 300; i++) {
      byte[] changed = whole.clone();
      int place = i < 60 ? i : random.nextInt(whole.length);
      changed[place] ^= (byte) (1 << random.nextInt(8));
      try {
        assertEquals(expected, answers(Classifier.load(stream(changed), SCALAR)), "byte " + place);
      } catch (CheckpointException e) {
        noticed++;
      }
    }
    assertTrue(noticed > 200, noticed + " noticed");
  }

  private void assertRefused(byte[] archive, String what) throws IOException {
    assertThrows(CheckpointException.class, () -> Classifier.load(stream(archive), SCALAR), what);
    Path file = Files.write(temp.resolve("refused.zip"), archive);
    String message =
        assertThrows(CheckpointException.class, () -> Classifier.load(file, SCALAR), what)
            .getMessage();
    assertTrue(message.contains(file.toString()), message);
  }

  @Test
  void whatWasZippedByHandIsReadOrNamed() throws IOException {
    byte[] saved = zipped(folder);
    assertEquals(expected, answers(Classifier.load(stream(saved), SCALAR)));
    byte[] ofRun = zipped(run);
    String message =
        assertThrows(CheckpointException.class, () -> Classifier.load(stream(ofRun), SCALAR))
            .getMessage();
    assertTrue(message.contains("manifest of a training run"), message);
    assertTrue(message.contains("pack(...)"), message);
  }

  private static byte[] zipped(Path from) throws IOException {
    ArchiveBytes bytes = new ArchiveBytes();
    for (String file : ArchiveEntry.FILES) {
      bytes.add(file, Files.readAllBytes(from.resolve(file)));
    }
    return bytes.toBytes();
  }
}
