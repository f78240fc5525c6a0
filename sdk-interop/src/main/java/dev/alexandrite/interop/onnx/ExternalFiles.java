package dev.alexandrite.interop.onnx;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.proto.onnx.StringStringEntryProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.interop.tensors.TensorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Mapped values of tensors: in the model's file, or in files of its folder that tensors name. */
final class ExternalFiles {
  private final Path folder;
  private final ByteBuffer mapped;
  private final Set<TensorFile> files;

  /**
   * The data of a model.
   *
   * @param model its file
   * @param mapped its bytes, in which large tensors lie
   * @param files takes the files that are mapped
   */
  ExternalFiles(Path model, ByteBuffer mapped, Set<TensorFile> files) {
    this.folder = Objects.requireNonNull(model.toAbsolutePath().normalize().getParent());
    this.mapped = mapped;
    this.files = files;
  }

  /** The bytes of a tensor that were left in the model's own file. */
  ByteBuffer own(TensorProto tensor) {
    return mapped.slice(
        Math.toIntExact(tensor.getMappedBegin()), Math.toIntExact(tensor.getMappedBytes()));
  }

  /** The bytes of a tensor, of which it needs a number. */
  ByteBuffer bytes(TensorProto tensor, long needed) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    String location = entries.getOrDefault("location", "");
    Path file = file(location);
    long offset = number(entries, "offset", 0);
    long length = number(entries, "length", needed);
    String place = "external file '" + SafeText.of(location) + "'";
    Refusal.unless(
        length == needed,
        place + ": its length is given as " + length + ", but the tensor has " + needed + " bytes");
    Refusal.unless(
        needed <= Integer.MAX_VALUE,
        place + ": a tensor of " + needed + " bytes, more than 2^31-1; divide it");
    try (FileChannel channel = FileChannel.open(file)) {
      files.add(TensorFile.of(file));
      long size = channel.size();
      Refusal.unless(
          offset <= size - needed,
          place
              + " has "
              + size
              + " bytes, but the tensor lies at "
              + offset
              + " and has "
              + needed
              + "; the file is cut off or another one");
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, needed);
    } catch (IOException e) {
      throw new Refusal(place + " cannot be read: " + SafeText.of(e));
    }
  }

  private static long number(Map<String, String> entries, String key, long fallback) {
    String text = entries.get(key);
    if (text == null) {
      return fallback;
    }
    try {
      long number = Long.parseLong(text);
      Refusal.unless(number >= 0, "external data with the " + key + " " + number);
      return number;
    } catch (NumberFormatException e) {
      throw new Refusal("external data with the " + key + " '" + SafeText.of(text) + "'");
    }
  }

  /** A regular file below the model's folder, reached without links. */
  private Path file(String location) {
    String place = "external file '" + SafeText.of(location) + "'";
    Path relative;
    try {
      relative = Path.of(location);
    } catch (InvalidPathException e) {
      throw new Refusal(place + " is no path");
    }
    Refusal.unless(
        !location.isBlank()
            && !relative.isAbsolute()
            && location.indexOf('\\') < 0
            && !relative.normalize().startsWith("..")
            && relative.equals(relative.normalize()),
        place + " lies outside the model's folder; only files in it, or below it, are read");
    Path file = folder;
    for (Path part : relative) {
      file = file.resolve(part);
      Refusal.unless(
          !Files.isSymbolicLink(file),
          place + " is reached by a link, which may lead anywhere; put the file itself there");
    }
    Refusal.unless(
        Files.isRegularFile(file),
        place + (Files.exists(file) ? " is no regular file" : " does not exist in " + folder));
    return file;
  }
}
