package dev.alexandrite.interop.safetensors;

import dev.alexandrite.core.json.Brief;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonMembers;
import dev.alexandrite.core.weights.SafetensorsHeader;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.tensors.FileErrors;
import dev.alexandrite.interop.tensors.StoredTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The index of weights in several files: JSON that has for each tensor the file that it is in. */
final class ShardIndex {
  /** The member that has the files. */
  static final String MAP = "weight_map";

  private ShardIndex() {}

  /** The tensors of all files, in the order in which the index first names the files. */
  static List<StoredTensor> read(Path index) {
    try {
      return tensors(index, files(index));
    } catch (JsonException e) {
      throw FileErrors.damaged(index, e);
    } catch (IOException e) {
      throw FileErrors.unreadable(index, e);
    }
  }

  /** The names of the tensors by the file that has them. */
  private static Map<String, List<String>> files(Path index) throws IOException {
    long size = Files.size(index);
    if (size > SafetensorsHeader.MAX_BYTES) {
      throw new JsonException(
          "an index of " + size + " bytes, expected at most " + SafetensorsHeader.MAX_BYTES);
    }
    Map<String, List<String>> files = new LinkedHashMap<>();
    JsonMembers.read(
        new String(Files.readAllBytes(index), StandardCharsets.UTF_8),
        List.of(MAP),
        (tensor, file) -> {
          if (!(file instanceof Json.Str name)) {
            throw new JsonException(
                "member \"" + Brief.of(tensor) + "\" must be a string, found " + Brief.of(file));
          }
          files.computeIfAbsent(name.value(), shard -> new ArrayList<>()).add(tensor);
        });
    return files;
  }

  private static List<StoredTensor> tensors(Path index, Map<String, List<String>> files) {
    List<StoredTensor> all = new ArrayList<>();
    for (Map.Entry<String, List<String>> file : files.entrySet()) {
      Path shard = shard(index, file.getKey());
      Map<String, StoredTensor> found = new LinkedHashMap<>();
      SafetensorsFile.tensors(shard).forEach(tensor -> found.put(tensor.tensor().name(), tensor));
      for (String name : file.getValue()) {
        StoredTensor tensor = found.remove(name);
        if (tensor == null) {
          throw notTogether(shard, "tensor " + Brief.of(name) + " is not in it", index);
        }
        all.add(tensor);
      }
      if (!found.isEmpty()) {
        String surplus = Brief.of(found.keySet());
        throw notTogether(shard, "the index has nothing of its tensors " + surplus, index);
      }
    }
    return all;
  }

  /** A file beside the index, whatever the name tries. */
  private static Path shard(Path index, String name) {
    try {
      Path plain = Path.of(name);
      if (!plain.equals(plain.getFileName()) || List.of("", ".", "..").contains(name)) {
        throw new JsonException(
            "the file " + Brief.of(name) + " is not beside the index, as all of its files are");
      }
      Path shard = index.resolveSibling(plain);
      if (!Files.isRegularFile(shard)) {
        throw FileErrors.of(
            shard,
            "it does not exist, but " + index.getFileName() + " names it",
            "put all files of the model in one folder");
      }
      return shard;
    } catch (InvalidPathException e) {
      throw new JsonException("the file " + Brief.of(name) + " cannot have that name", e);
    }
  }

  private static ModelFileException notTogether(Path shard, String finding, Path index) {
    return FileErrors.of(
        shard,
        finding,
        "it and "
            + index.getFileName()
            + " do not belong together: get all files of the model from one place");
  }
}
