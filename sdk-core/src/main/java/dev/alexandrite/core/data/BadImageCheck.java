package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.core.data.FolderScan.ImageFile;
import dev.alexandrite.data.DataReport.Cause;
import dev.alexandrite.data.DataReport.Skipped;
import dev.alexandrite.data.Decoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The pass that decodes every file of a folder once and leaves the bad ones out. */
final class BadImageCheck {
  private final Decoding decoding;
  private final List<ImageFile> good = new ArrayList<>();
  private final List<Skipped> bad = new ArrayList<>();

  private BadImageCheck(Decoding decoding) {
    this.decoding = decoding;
  }

  /** The same listing without bad images. */
  static FolderScan skipBad(FolderScan scan, Decoding decoding) {
    BadImageCheck check = new BadImageCheck(decoding);
    List<Result> results = scan.files().parallelStream().map(check::decode).toList();
    for (Result result : results) {
      // Several large pictures at a time may be too many for a heap that has room for each.
      check.sort(result.tooLarge ? check.decodeAlone(result.file) : result);
    }
    List<Skipped> skipped = new ArrayList<>(check.bad);
    skipped.addAll(scan.skipped());
    return new FolderScan(scan.classNames(), check.good, skipped);
  }

  /** Refuses a class of which nothing is left. */
  static void requireEveryClass(String root, FolderScan scan) {
    boolean[] present = new boolean[scan.classNames().size()];
    scan.files().forEach(file -> present[file.label()] = true);
    for (int label = 0; label < present.length; label++) {
      if (!present[label]) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "folder %s: the class \"%s\" has no usable image after bad ones were skipped; add "
                    + "images or remove the class",
                root,
                scan.classNames().get(label)));
      }
    }
  }

  private void sort(Result result) {
    if (result.problem == null) {
      good.add(result.file);
    } else {
      Cause cause = result.file.bytes() == 0 ? Cause.EMPTY : Cause.BAD_IMAGE;
      bad.add(new Skipped(result.file.name(), cause, result.problem));
    }
  }

  private Result decode(ImageFile file) {
    try {
      return decodeAlone(file);
    } catch (ImageMemoryException e) {
      return new Result(file, null, true);
    }
  }

  private Result decodeAlone(ImageFile file) {
    try {
      FolderDataset.read(file, decoding);
      return new Result(file, null, false);
    } catch (BadImageException e) {
      return new Result(file, String.valueOf(e.getMessage()), false);
    }
  }

  /** What came of one file. */
  private record Result(ImageFile file, @Nullable String problem, boolean tooLarge) {}
}
