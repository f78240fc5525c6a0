package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The form before release 1.6: pickles of a magic number, a version, the system, the object and the
 * keys of its storages, then for each key a count of elements and their bytes. Those are
 * little-endian, wherever they were written.
 */
final class LegacyForm {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  private final PickleInput in;
  private final Budget budget = new Budget();
  private final PythonCalls calls = new PythonCalls(budget);

  private LegacyForm(PickleInput in) {
    this.in = in;
  }

  static TorchFile read(FileChannel channel) throws IOException {
    LegacyForm form = new LegacyForm(new PickleInput(channel, 0, channel.size()));
    form.requireMagic();
    form.pickle("the pickle of the system", LegacyForm::refuse);
    Storages storages = new Storages(form.budget);
    Object root = form.pickle("the pickle of the object", storages);
    Object keys = form.pickle("the pickle of the storages' keys", LegacyForm::refuse);
    Map<String, Long> places = form.places(keys, storages);
    return new TorchFile(root, places, ByteOrder.LITTLE_ENDIAN);
  }

  private void requireMagic() {
    Object magic = pickle("the first pickle", LegacyForm::refuse);
    if (!magic.equals(MAGIC)) {
      throw new PickleException(
          "it is a pickle, but not one of torch.save",
          "save the state dict with torch.save(model.state_dict(), ...)");
    }
    Object protocol = pickle("the pickle of the version", LegacyForm::refuse);
    if (!protocol.equals(PROTOCOL)) {
      throw new PickleException(
          "the version "
              + (protocol instanceof Long number ? number : "of another kind")
              + ", expected "
              + PROTOCOL);
    }
  }

  private Object pickle(String what, UnaryOperator<Object> persistent) {
    try {
      return PickleReader.read(in, budget, calls, persistent);
    } catch (PickleException e) {
      throw e.in(what);
    }
  }

  private static Object refuse(Object id) {
    throw new PickleException("a reference to a storage, where none can be");
  }

  private Map<String, Long> places(Object keys, Storages storages) {
    if (!(keys instanceof PyList list)) {
      throw new PickleException("the keys of the storages are no list");
    }
    Map<String, Long> places = new HashMap<>();
    for (Object key : list.items()) {
      TorchStorage storage = key instanceof String name ? storages.byKey().get(name) : null;
      if (storage == null || places.containsKey(storage.key())) {
        throw new PickleException(
            "the key "
                + (key instanceof String name ? Brief.of(name) : "of another kind")
                + ", of no storage that the object has");
      }
      long elements = in.i64();
      if (elements != storage.elements()) {
        throw new PickleException(
            "the storage "
                + Brief.of(storage.key())
                + " has "
                + elements
                + " elements, expected "
                + storage.elements());
      }
      places.put(storage.key(), in.position());
      in.skip(storage.bytes());
    }
    for (String key : storages.byKey().keySet()) {
      if (!places.containsKey(key)) {
        throw new PickleException("the storage " + Brief.of(key) + " is not in the file");
      }
    }
    return places;
  }
}
