package dev.alexandrite.core.checkpoint;

import java.util.List;

/**
 * The component of a {@link Manifest} that its files are read by.
 *
 * @param files the safetensors files
 */
public record ManifestFiles(List<FileRecord> files) {
  /** Copies the list. */
  public ManifestFiles {
    files = List.copyOf(files);
  }
}
