package dev.alexandrite.fuzz;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The readers of bytes, by the name of their corpus. */
final class Readers {
  private static final Map<String, Reader> ALL =
      new TreeMap<>(
          Map.ofEntries(
              reader("json", Readers::json),
              reader("pictures", Readers::picture),
              reader("cifar", new CifarReader()),
              reader("cache", new CacheReader()),
              reader("manifests", new ManifestReader()),
              reader("weights", new WeightsReader()),
              reader("archives", new ArchiveReader()),
              reader("safetensors", new ModelReader(bytes -> bytes)),
              reader("pickles", new ModelReader(TorchArchive::around)),
              reader("onnx", new OnnxReader()),
              reader("torch", new ModelReader(bytes -> bytes)),
              reader("prototxts", CaffeFiles::readText),
              reader("caffemodels", CaffeFiles::readMessage),
              reader("hdf5", CaffeFiles::readArrays),
              reader("solverstates", CaffeFiles::readState)));

  private Readers() {}

  private static Map.Entry<String, Reader> reader(String name, Reader reader) {
    return Map.entry(name, reader);
  }

  /** All of them, in the order of their names. */
  static Map<String, Reader> all() {
    return ALL;
  }

  /** Lets nothing pass but an answer, or a refusal on purpose that can be read. */
  static void read(Reader reader, byte[] bytes, Path scratch) throws IOException {
    try {
      reader.read(bytes, scratch);
    } catch (AlexandriteException refused) {
      Refusal.requireReadable(refused);
    }
  }

  private static void json(byte[] bytes, Path scratch) {
    try {
      JsonReader.read(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonException refused) {
      Refusal.requireShort(refused); // whoever throws it on makes it safe to log
    }
  }

  private static void picture(byte[] bytes, Path scratch) {
    Image.read(bytes, Decoding.defaults().anyFormat(true)); // TIFF, too, which is read on request
  }
}
