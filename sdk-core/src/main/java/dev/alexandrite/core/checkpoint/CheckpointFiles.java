package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** The files of one checkpoint, wherever they lie. */
sealed interface CheckpointFiles permits FolderFiles, ArchiveFiles, StreamedArchive {
  /** What to call the checkpoint in messages. */
  String name();

  /** What to call one of its files in messages. */
  String name(String file);

  /** Whether there is a file of that name. */
  boolean has(String file);

  /** The length of a file in bytes. */
  long size(String file) throws IOException;

  /** Opens a file at its beginning; the reader closes it. */
  SeekableByteChannel open(String file) throws IOException;

  /** What to do where one of the files is missing or damaged, with its punctuation. */
  String remedy();
}
