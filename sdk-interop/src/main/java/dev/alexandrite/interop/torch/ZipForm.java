package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form since release 1.6: a zip archive whose records are in one folder, the pickle {@code
 * data.pkl} and each storage as {@code data/KEY}.
 */
final class ZipForm {
  private static final String PICKLE = "data.pkl";

  private ZipForm() {}

  static TorchFile read(FileChannel channel) throws IOException {
    Map<String, ZipRecords.Place> records = ZipRecords.read(channel);
    String folder = folder(records);
    if (records.containsKey(folder + "constants.pkl")) {
      throw new PickleException(
          "it is a TorchScript archive, a program and not weights alone",
          "load it in Python and save its weights: torch.save(torch.jit.load(...).state_dict(),"
              + " ...)");
    }
    Budget budget = new Budget();
    Storages storages = new Storages(budget);
    ZipRecords.Place pickle = Objects.requireNonNull(records.get(folder + PICKLE)).requirePlain();
    Object root = root(channel, pickle, budget, storages);
    Map<String, Long> places = new HashMap<>();
    for (TorchStorage storage : storages.byKey().values()) {
      ZipRecords.Place record = records.get(folder + "data/" + storage.key());
      if (record == null) {
        throw new PickleException(
            "the archive has no record for the storage " + Brief.of(storage.key()));
      }
      TorchFile.requireSize(storage, record.requirePlain().size());
      places.put(storage.key(), record.begin());
    }
    ByteOrder order = order(channel, records.get(folder + "byteorder"));
    return new TorchFile(root, places, order);
  }

  private static Object root(
      FileChannel channel, ZipRecords.Place pickle, Budget budget, Storages storages) {
    PickleInput in = new PickleInput(channel, pickle.begin(), pickle.begin() + pickle.size());
    try {
      return PickleReader.read(in, budget, new PythonCalls(budget), storages);
    } catch (PickleException e) {
      throw e.in(pickle.name());
    }
  }

  /** The name of the archive's folder with its slash. */
  private static String folder(Map<String, ZipRecords.Place> records) {
    List<String> pickles =
        records.keySet().stream()
            .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
            .toList();
    if (pickles.size() != 1) {
      throw new PickleException(
          "a zip archive with "
              + (pickles.isEmpty() ? "no record " + PICKLE : Brief.of(pickles))
              + ", expected one as torch.save writes it; the records are "
              + Brief.of(records.keySet()));
    }
    String pickle = pickles.getFirst();
    return pickle.substring(0, pickle.length() - PICKLE.length());
  }

  /** Written since release 2.1; without it the machine was little-endian. */
  private static ByteOrder order(FileChannel channel, ZipRecords.@Nullable Place record)
      throws IOException {
    if (record == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    int bytes = (int) Math.min(record.requirePlain().size(), 16);
    String name =
        StandardCharsets.US_ASCII
            .decode(ZipRecords.bytes(channel, record.begin(), bytes))
            .toString();
    return switch (name) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw new PickleException("the byte order \"" + Brief.of(name) + "\"");
    };
  }
}
