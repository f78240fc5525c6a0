package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.TensorInfo;
import java.util.List;

/**
 * What the manifest knows of one safetensors file.
 *
 * @param name the file's name
 * @param bytes its length
 * @param headerSha256 the checksum of everything before the first tensor
 * @param tensors its tensors with their checksums, in order
 */
public record FileRecord(String name, long bytes, String headerSha256, List<TensorInfo> tensors) {
  /** Copies the list. */
  public FileRecord {
    tensors = List.copyOf(tensors);
  }
}
