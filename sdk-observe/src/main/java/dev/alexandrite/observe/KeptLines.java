package dev.alexandrite.observe;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.json.Brief;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much of a record of JSON lines stays when its run goes on.
 *
 * @param bytes what stays
 * @param cut what does not, in bytes
 * @param missingEpochs finished epochs of which there is no line
 */
record KeptLines(long bytes, long cut, List<EpochReport> missingEpochs) {
  /** How every record begins. */
  private static final String FIRST = "{\"event\":\"start\",";

  /** A file that is not there yet. */
  static KeptLines none(Resumption resumption) {
    return new KeptLines(0, 0, resumption.epochs());
  }

  /**
   * Reads a record.
   *
   * @throws TrainingException if it is of another run, or no record
   */
  static KeptLines of(Path path, Resumption resumption, RunIdentity identity) {
    long size = size(path);
    if (size > 0) {
      resumption.requireLeave(path);
    }
    BitSet epochs = new BitSet();
    try (RecordLines lines = new RecordLines(path)) {
      long kept = 0;
      for (String line = lines.next(); line != null; line = lines.next()) {
        Json.Obj event = event(path, lines.number(), line);
        if (lines.number() == 1) {
          requireOurs(path, event, identity);
        }
        if (!stays(path, lines.number(), event, resumption, epochs)) {
          break;
        }
        kept = lines.end();
      }
      if (lines.number() == 0) {
        lines.requireTorn(FIRST);
      }
      return new KeptLines(
          kept,
          size - kept,
          IntStream.range(0, resumption.epochs().size())
              .filter(epoch -> !epochs.get(epoch))
              .mapToObj(resumption.epochs()::get)
              .toList());
    }
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new TrainingException(
          path + " cannot be read: " + e + "; give the listener another file", e);
    }
  }

  private static Json.Obj event(Path path, int number, String line) {
    try {
      if (JsonReader.read(line) instanceof Json.Obj object) {
        object.string("event");
        return object;
      }
    } catch (JsonException e) {
      throw Resumption.otherOrigin(
          path, "in line " + number + " " + e.getMessage(), "an object with the member \"event\"");
    }
    throw Resumption.otherOrigin(
        path, "line " + number + " that is no object", "an object with the member \"event\"");
  }

  private static void requireOurs(Path path, Json.Obj first, RunIdentity identity) {
    if (!first.string("event").equals("start")) {
      throw Resumption.otherOrigin(
          path, "event " + Brief.of(first.get("event")) + " in its first line", "\"start\"");
    }
    Optional<String> difference = identity.difference(first);
    difference.ifPresent(
        name -> {
          Json found = first.members().getOrDefault(name, new Json.Null());
          throw Resumption.otherOrigin(
              path,
              "a run with " + name + " " + Brief.of(found),
              Brief.of(identity.members().get(name)));
        });
  }

  /** Whether the run has been where the line tells of, as far as it goes on from. */
  private static boolean stays(
      Path path, int number, Json.Obj event, Resumption resumption, BitSet epochs) {
    try {
      if (event.integer("step") > resumption.step()) {
        return false;
      }
      if (!event.string("event").equals("epoch")) {
        return true;
      }
      long epoch = event.integer("epoch");
      if (epoch > Integer.MAX_VALUE || !resumption.has((int) epoch)) {
        return false;
      }
      double loss = resumption.epochs().get((int) epoch).trainLoss();
      if (!RunEvents.number(loss).equals(event.get("trainLoss"))) {
        throw Resumption.otherOrigin(
            path,
            "training loss " + Brief.of(event.get("trainLoss")) + " of epoch " + (epoch + 1),
            loss + ", as the checkpoint has it");
      }
      epochs.set((int) epoch);
      return true;
    } catch (JsonException e) {
      throw Resumption.otherOrigin(
          path, "in line " + number + " " + e.getMessage(), "an event of a run");
    }
  }
}
