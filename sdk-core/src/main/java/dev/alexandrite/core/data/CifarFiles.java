package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** CIFAR-10's binary files, mapped into memory outside the heap. */
final class CifarFiles implements Dataset {
  private static final List<String> TRAIN =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");
  private static final List<String> TEST = List.of("test_batch.bin");
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int RECORD = 1 + 3 * PLANE;
  private static final int RECORDS_PER_FILE = 10_000;

  private final Path folder;
  private final List<String> names;
  private final List<MemorySegment> files;

  private CifarFiles(Path folder, List<String> names, List<MemorySegment> files) {
    this.folder = folder;
    this.names = names;
    this.files = files;
  }

  static CifarFiles open(Path folder, boolean train) {
    List<String> names = train ? TRAIN : TEST;
    return new CifarFiles(
        folder, names, names.stream().map(folder::resolve).map(CifarFiles::map).toList());
  }

  private static MemorySegment map(Path file) {
    MappedFile.requireFile("CIFAR-10 file", file);
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() != (long) RECORDS_PER_FILE * RECORD) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "CIFAR-10 file %s: found %d bytes, expected %d; download it again "
                    + "(cifar-10-binary.tar.gz)",
                file,
                channel.size(),
                (long) RECORDS_PER_FILE * RECORD));
      }
      MemorySegment mapped =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return MappedFile.reading(file, () -> labelled(file, mapped));
    } catch (IOException e) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "CIFAR-10 file %s: it cannot be read (%s); give the folder cifar-10-batches-bin with "
                  + "its six .bin files",
              file,
              e),
          e);
    }
  }

  private static MemorySegment labelled(Path file, MemorySegment mapped) {
    for (int i = 0; i < RECORDS_PER_FILE; i++) {
      int label = mapped.get(ValueLayout.JAVA_BYTE, (long) i * RECORD) & 0xFF;
      if (label >= CLASSES.size()) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "CIFAR-10 file %s: record %d has label %d, expected 0 to 9; download it again "
                    + "(cifar-10-binary.tar.gz)",
                file,
                i,
                label));
      }
    }
    return mapped;
  }

  @Override
  public int size() {
    return RECORDS_PER_FILE * files.size();
  }

  @Override
  public List<String> classNames() {
    return CLASSES;
  }

  @Override
  public int label(int index) {
    return MappedFile.reading(
        path(index), () -> (int) file(index).get(ValueLayout.JAVA_BYTE, offset(index)));
  }

  @Override
  public Image image(int index) {
    byte[] planes = new byte[3 * PLANE];
    MappedFile.reading(
        path(index),
        () -> {
          MemorySegment.copy(
              file(index), ValueLayout.JAVA_BYTE, offset(index) + 1, planes, 0, planes.length);
          return planes;
        });
    byte[] rgb = new byte[3 * PLANE];
    for (int i = 0; i < PLANE; i++) {
      rgb[3 * i] = planes[i];
      rgb[3 * i + 1] = planes[PLANE + i];
      rgb[3 * i + 2] = planes[2 * PLANE + i];
    }
    return new Image(SIDE, SIDE, rgb);
  }

  @Override
  public String name(int index) {
    return names.get(index / RECORDS_PER_FILE) + " record " + index % RECORDS_PER_FILE;
  }

  private Path path(int index) {
    return folder.resolve(names.get(index / RECORDS_PER_FILE));
  }

  private MemorySegment file(int index) {
    return files.get(index / RECORDS_PER_FILE);
  }

  private static long offset(int index) {
    return (long) (index % RECORDS_PER_FILE) * RECORD;
  }
}
