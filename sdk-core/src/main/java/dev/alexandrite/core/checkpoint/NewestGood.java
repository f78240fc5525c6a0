package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The newest checkpoint of a folder that is whole. One that is damaged, empty or no folder is
 * passed over, which is said; one that is whole and refused for another reason ends the search, and
 * so does a folder in which none is whole.
 */
final class NewestGood {
  /** How often a folder is listed anew, in which a run may just have deleted what was listed. */
  private static final int LISTINGS = 5;

  private final CheckpointFolder folder;
  private final BiConsumer<Path, String> passedOver;

  /** Calls back with each path that is passed over for an older one, and a message. */
  NewestGood(CheckpointFolder folder, BiConsumer<Path, String> passedOver) {
    this.folder = folder;
    this.passedOver = passedOver;
  }

  /** What the reader makes of the checkpoint; empty if there is nothing under such a name. */
  <T> Optional<T> read(Function<Path, T> reader) {
    List<Path> listed = folder.list();
    for (int i = 1; ; i++) {
      Map<Path, DamagedException> damaged = new LinkedHashMap<>();
      for (Path checkpoint : listed.reversed()) {
        try {
          T made = reader.apply(checkpoint);
          damaged.forEach((path, why) -> passedOver.accept(path, message(path, why, checkpoint)));
          return Optional.of(made);
        } catch (DamagedException e) {
          damaged.put(checkpoint, e);
        }
      }
      List<Path> before = listed;
      listed = folder.list();
      if (i == LISTINGS || listed.equals(before)) {
        if (damaged.isEmpty()) {
          return Optional.empty();
        }
        throw none(damaged);
      }
    }
  }

  private static String message(Path path, DamagedException why, Path used) {
    long again = CheckpointFolder.step(path) - CheckpointFolder.step(used);
    return path
        + " is passed over, since it is damaged ("
        + why.finding()
        + "); the newest good checkpoint is "
        + used.getFileName()
        + ", "
        + again
        + (again == 1 ? " step" : " steps")
        + " before it";
  }

  private CheckpointException none(Map<Path, DamagedException> damaged) {
    StringBuilder reasons = new StringBuilder();
    damaged.values().stream()
        .limit(3)
        .forEach(why -> reasons.append(reasons.isEmpty() ? "" : "; ").append(why.finding()));
    if (damaged.size() > 3) {
      reasons.append("; and so on");
    }
    CheckpointException none =
        new CheckpointException(
            "folder "
                + folder.path()
                + " holds "
                + damaged.size()
                + (damaged.size() == 1 ? " checkpoint" : " checkpoints")
                + ", of which none is whole: "
                + reasons
                + "; copy one of them again, or give another folder to start afresh");
    damaged.values().forEach(none::addSuppressed);
    return none;
  }
}
