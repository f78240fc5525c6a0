package dev.alexandrite.observe.page;

import dev.alexandrite.observe.runs.RunCurves;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.TrainingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The runs on the page: those of this process, and earlier ones read from files. */
final class Board {
  /** More lines than that nobody tells apart. */
  static final int MOST_RUNS = 12;

  private final Versions versions = new Versions();
  private final Map<String, RunCurves> earlier = new LinkedHashMap<>();
  private final List<LiveRun> live = new ArrayList<>();
  private final Runnable whenAllOver;
  private int samples = 6;
  private int begun;

  Board(Runnable whenAllOver) {
    this.whenAllOver = whenAllOver;
  }

  Versions versions() {
    return versions;
  }

  synchronized void samples(int count) {
    samples = count;
  }

  synchronized void addEarlier(String name, RunCurves run) {
    earlier.put(free(name), run);
    if (earlier.size() >= MOST_RUNS) { // one place is the next run's
      earlier.remove(earlier.keySet().iterator().next());
    }
    versions.changed(Part.CURVES, Part.RUNS);
  }

  synchronized LiveRun begin(@Nullable String name, TrainingConfig config) {
    begun++;
    String known = name == null ? folder(config).orElse("run " + begun) : name;
    LiveRun run = new LiveRun(free(known), samples, versions);
    live.add(run);
    while (live.size() > 1 && live.size() + earlier.size() > MOST_RUNS && dropOldest()) {
      versions.changed(Part.CURVES, Part.RUNS);
    }
    return run;
  }

  /** Such as 003 of runs/TrainAlexNet/003, as earlier runs beside it are called. */
  private static Optional<String> folder(TrainingConfig config) {
    CheckpointPolicy checkpoints = config.checkpoints();
    return Optional.ofNullable(checkpoints)
        .map(policy -> policy.directory().toAbsolutePath().normalize().getFileName())
        .map(Path::toString);
  }

  private boolean dropOldest() {
    if (!earlier.isEmpty()) {
      earlier.remove(earlier.keySet().iterator().next());
      return true;
    }
    for (LiveRun run : live) {
      if (run.isOver()) {
        live.remove(run);
        return true;
      }
    }
    return false;
  }

  private String free(String name) {
    Set<String> taken = new HashSet<>(earlier.keySet());
    live.forEach(run -> taken.add(run.name()));
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + " (" + i + ")";
    }
    return free;
  }

  void runOver() {
    if (liveRuns().stream().allMatch(LiveRun::isOver)) {
      whenAllOver.run();
    }
  }

  synchronized List<LiveRun> liveRuns() {
    return List.copyOf(live);
  }

  synchronized Map<String, RunCurves> earlierRuns() {
    return new LinkedHashMap<>(earlier);
  }

  /** The run that started last. */
  synchronized Optional<LiveRun> latest() {
    return live.isEmpty() ? Optional.empty() : Optional.of(live.getLast());
  }

  /** A run by its name. */
  synchronized Optional<LiveRun> named(String name) {
    return live.stream().filter(run -> run.name().equals(name)).findFirst();
  }
}
