package dev.alexandrite.observe.tensorboard;

import dev.alexandrite.TrainingException;
import dev.alexandrite.observe.file.AppendFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A file of events (tensorflow/core/util/event.proto) in the framing of TFRecord: the length of an
 * event as 64 bits, its checksum, the event, its checksum; all little-endian.
 *
 * <p>TensorBoard takes files whose names hold {@code tfevents}, in the order of their names.
 */
final class EventFile implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\..*");
  private static final int MASK = 0xa282ead8;

  // The fields of Event.
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int GRAPH_DEF = 4;
  static final int SUMMARY = 5;
  static final int SESSION_LOG = 7;
  private static final int SOURCE_METADATA = 10;

  private final AppendFile file;

  private EventFile(AppendFile file) {
    this.file = file;
    Message version =
        event(0)
            .text(FILE_VERSION, "brain.Event:2")
            .message(SOURCE_METADATA, new Message().text(1, "dev.alexandrite.observe"));
    append(version);
  }

  /**
   * Begins a file after all that are there.
   *
   * @param folder where; it is made
   * @return the file, to be closed
   */
  static EventFile begin(Path folder) {
    long second =
        existing(folder).stream()
            .mapToLong(EventFile::second)
            .map(last -> last + 1)
            .reduce(System.currentTimeMillis() / 1000, Math::max);
    String name = String.format(Locale.ROOT, "events.out.tfevents.%010d.alexandrite", second);
    return new EventFile(AppendFile.open(folder.resolve(name), 0));
  }

  /** The event files of a folder, whoever wrote them. */
  static List<Path> existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().contains("tfevents")).toList();
    } catch (IOException e) {
      throw new TrainingException(
          folder + " cannot be listed: " + e + "; name another folder for TensorBoard", e);
    }
  }

  /** The time in a file's name. */
  private static long second(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  void write(long step, int field, Message value) {
    append(event(step).message(field, value));
  }

  void writeGraph(long step, byte[] graph) {
    append(event(step).bytes(GRAPH_DEF, graph));
  }

  private static Message event(long step) {
    return new Message().real(WALL_TIME, System.currentTimeMillis() / 1000.0).integer(STEP, step);
  }

  private void append(Message event) {
    file.append(record(event.toBytes()));
  }

  /** A TFRecord. */
  static byte[] record(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(masked(record.array(), 0, Long.BYTES));
    record.put(data);
    record.putInt(masked(data, 0, data.length));
    return record.array();
  }

  /** A checksum turned by 15 bits, since it may be part of what is summed up once more. */
  private static int masked(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }

  void sync() {
    file.sync();
  }

  @Override
  public void close() {
    file.close();
  }
}
