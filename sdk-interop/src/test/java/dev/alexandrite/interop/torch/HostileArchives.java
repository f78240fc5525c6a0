package dev.alexandrite.interop.torch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Zip archives that no PyTorch wrote, by what is wrong with them. */
final class HostileArchives {
  private static final int END = 0x06054b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final byte[] good = Zipped.torch(Pickled.good());

  private HostileArchives() {}

  static Map<String, byte[]> files() {
    HostileArchives all = new HostileArchives();
    all.directories();
    all.records();
    return all.files;
  }

  private void patch(String what, int signature, int occurrence, int offset, int value) {
    files.put(what, Zipped.patched(good, signature, occurrence, offset, value));
  }

  private void directories() {
    files.put("cut in the middle", Arrays.copyOf(good, good.length / 2));
    files.put("no end", Arrays.copyOf(good, good.length - 22));
    patch("65,535 entries", END, 0, 8, -1);
    patch("no entries", END, 0, 8, 0);
    patch("a directory of 2^31 bytes", END, 0, 12, Integer.MIN_VALUE);
    patch("a directory at 2^32 - 2", END, 0, 16, -2);
    patch("a directory at the beginning", END, 0, 16, 0);
    patch("a large directory that is not there", END, 0, 16, -1);
  }

  private void records() {
    patch("a record that begins outside", CENTRAL, 1, 42, Integer.MAX_VALUE);
    patch("a record that begins in the directory", CENTRAL, 1, 42, good.length - 60);
    patch("a record in another's place", CENTRAL, 1, 42, 0);
    patch("a record of 2^32 - 2 bytes", CENTRAL, 1, 24, -2);
    patch("a record of two sizes", CENTRAL, 1, 20, 4);
    patch("a large record that says no more", CENTRAL, 1, 20, -1);
    patch("a name of 65,535 bytes", CENTRAL, 1, 28, 0xFFFF);
    patch("a header that is none", LOCAL, 1, 0, 0);
    patch("a name that differs", LOCAL, 1, 30, 0x41414141);
    patch("a header of 65,535 more bytes", LOCAL, 1, 28, -1);
    patch("an encrypted record", CENTRAL, 0, 8, 1);
    byte[] overlapping = Zipped.patched(good, CENTRAL, 0, 20, good.length / 2);
    files.put(
        "records on each other", Zipped.patched(overlapping, CENTRAL, 0, 24, good.length / 2));
    named("a record that climbs out", "archive/data/../../../etc/passwd");
    named("a record from the root", "/etc/passwd");
    named("a record of Windows", "C:\\autoexec.bat");
    named("a second pickle", "other/data.pkl");
    Map<String, byte[]> without = Zipped.records(Pickled.good());
    without.remove("archive/data.pkl");
    files.put("no pickle", Zipped.stored(without));
    Map<String, byte[]> bomb = Zipped.records(new byte[100 << 20]);
    files.put("a pickle of 100 megabytes in few", Zipped.deflated(bomb));
    Map<String, byte[]> order = Zipped.records(Pickled.good());
    order.put("archive/byteorder", "middle".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    files.put("another order of bytes", Zipped.stored(order));
    Map<String, byte[]> script = Zipped.records(Pickled.good());
    script.put("archive/constants.pkl", Pickled.good());
    files.put("a program", Zipped.stored(script));
  }

  private void named(String what, String name) {
    Map<String, byte[]> records = Zipped.records(Pickled.good());
    records.put(name, new byte[4]);
    files.put(what, Zipped.stored(records));
  }
}
