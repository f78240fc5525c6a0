package dev.alexandrite.interop.torch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Files that no PyTorch wrote, by what is wrong with them. */
final class HostilePickles {
  private static final int MILLION = 1 << 20;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostilePickles() {}

  static Map<String, byte[]> files() {
    HostilePickles all = new HostilePickles();
    all.calls();
    all.machine();
    all.sizes();
    all.tensors();
    all.names();
    all.legacy();
    return all.files;
  }

  /** A pickle in an archive. */
  private void add(String what, UnaryOperator<Pickled> operations) {
    files.put(what, Zipped.torch(operations.apply(new Pickled()).stop()));
  }

  private void call(String module, String name) {
    add("a call of " + name, p -> p.global(module, name).text("(").string("id").text("tR"));
  }

  private void calls() {
    call("os", "system");
    call("posix", "system");
    call("builtins", "eval");
    call("__builtin__", "exec");
    call("builtins", "getattr");
    call("subprocess", "Popen");
    call("pickle", "loads");
    call("importlib", "import_module");
    call("torch.hub", "load");
    call("numpy", "load");
    call("torch.storage", "_load_from_bytes");
    call("__main__", "Evil");
    add("os.system named alone", p -> p.global("os", "system"));
    add(
        "os.system by the stack",
        p ->
            p.raw(0x80, 4)
                .string("os")
                .string("system")
                .raw(0x93)
                .text("(")
                .string("id")
                .text("tR"));
    add("an instance of os.system", p -> p.text("(").string("id").text("ios\nsystem\n"));
    add("an object of eval", p -> p.text("(").global("builtins", "eval").string("1").text("o"));
    add(
        "a new subprocess.Popen",
        p -> p.global("subprocess", "Popen").text("(").string("id").text("t").raw(0x81));
    add("a call of a number", p -> p.text("K").raw(1).text(")R"));
    add("a call with a dict", p -> p.global("torch", "Size").text("}R"));
    add("attributes of a class", p -> p.global("torch.nn", "Module").text("}b"));
    add("attributes of a list", p -> p.text("]}b"));
    add("members of a number", p -> p.text("K").raw(1).string("a").string("b").text("s"));
    add("items of a text", p -> p.string("a").string("b").text("a"));
  }

  private void machine() {
    add("an empty pickle", p -> p);
    add("a call of nothing", p -> p.text("R"));
    add("a mark alone", p -> p.text("("));
    add("a tuple without a mark", p -> p.text("N").text("t"));
    add("a dict of three", p -> p.text("(NNNd"));
    add("a memo that is empty", p -> p.text("h").raw(7));
    add("an operation that is none", p -> p.raw(0xff));
    add("an extension", p -> p.raw(0x82, 1));
    add("a buffer outside", p -> p.raw(0x97));
    add("the protocol 200", p -> p.raw(0x80, 200));
    add("a reference by text", p -> p.text("Pfile\n"));
    add("a reference to a number", p -> p.text("K").raw(1).text("Q"));
    add("a number of letters", p -> p.text("Iabc\n"));
    add("a line without an end", p -> p.repeat("I1", MILLION));
    add("a list that holds itself", p -> p.text("]q").raw(0).text("h").raw(0).text("a"));
    add(
        "a dict that holds itself",
        p ->
            p.text("}q")
                .raw(0)
                .string("w")
                .tensor()
                .text("s")
                .string("again")
                .text("h")
                .raw(0)
                .text("s"));
    byte[] cut = Pickled.good();
    files.put("no last operation", Zipped.torch(Arrays.copyOf(cut, cut.length - 1)));
  }

  private void sizes() {
    add("a number of 2^31 - 1 bytes", p -> p.raw(0x8b).int32(Integer.MAX_VALUE));
    add("a number of -1 bytes", p -> p.raw(0x8b).int32(-1));
    add("a number of a megabyte", p -> p.raw(0x8b).int32(MILLION).repeat("1", MILLION));
    add("a text of 2^32 - 1 bytes", p -> p.text("X").int32(-1));
    add("a text of 2^62 bytes", p -> p.raw(0x8d).int64(1L << 62));
    add("a text of 2^63 bytes", p -> p.raw(0x8d).int64(Long.MIN_VALUE));
    add("a text of ten megabytes", p -> p.string("a".repeat(10 * MILLION)));
    add("bytes of 2^63 - 1", p -> p.raw(0x8e).int64(Long.MAX_VALUE));
    add("ten million dicts", p -> p.repeat("}", 10 * MILLION));
    add("ten million lists", p -> p.repeat("]", 10 * MILLION));
    add("ten million marks", p -> p.repeat("(", 10 * MILLION));
    add("ten million tuples in each other", p -> p.text(")").repeat("\u0085", 10 * MILLION));
    add("three million memories", p -> p.text("N").repeat("\u0094", 3 * MILLION));
    add("three million copies", p -> p.text("]").repeat("2", 3 * MILLION));
    add("a million dicts in each other", p -> deep(p, MILLION / 8));
    add("a hundred dicts in each other", p -> deep(p, 100));
    add("two to the twenty names", p -> doubled(p, 20));
    add("two to the sixty names", p -> doubled(p, 60));
    add("a million names of classes", p -> p.repeat("ca\nB\n0", MILLION / 2));
  }

  private static Pickled deep(Pickled p, int depth) {
    for (int i = 0; i < depth; i++) {
      p.text("}U\u0001a");
    }
    p.text("}").string("w").tensor().text("s");
    return p.repeat("s", depth);
  }

  private static Pickled doubled(Pickled p, int times) {
    p.text("}").string("w").tensor().text("sq").raw(0);
    for (int i = 0; i < times; i++) {
      p.text("0}(").string("a").text("h").raw(i).string("b").text("h").raw(i).text("uq").raw(i + 1);
    }
    return p;
  }

  private void tensor(String what, Consumer<Pickled> tensor) {
    add(
        what,
        p -> {
          p.text("}").string("w");
          tensor.accept(p);
          return p.text("s");
        });
  }

  private void tensor(String what, long elements, long offset, long[] sizes, long[] strides) {
    tensor(what, p -> p.tensor("Float", "0", elements, offset, sizes, strides));
  }

  private void tensors() {
    tensor("a storage of 2^60", 1L << 60, 0, new long[] {1L << 60}, new long[] {1});
    tensor("a storage of -1", -1, 0, new long[] {2}, new long[] {1});
    tensor("a storage of more than its bytes", 4, 0, new long[] {4}, new long[] {1});
    tensor("a storage of fewer than its bytes", 1, 0, new long[] {1}, new long[] {1});
    tensor("an offset beyond", 2, 1, new long[] {2}, new long[] {1});
    tensor("an offset of -1", 2, -1, new long[] {1}, new long[] {1});
    tensor("a stride beyond", 2, 0, new long[] {2}, new long[] {2});
    tensor("a stride of -1", 2, 1, new long[] {2}, new long[] {-1});
    tensor("sizes whose product wraps", 2, 0, new long[] {1L << 32, 1L << 32}, new long[] {1, 1});
    tensor("strides that wrap", 2, 0, new long[] {3, 3}, new long[] {1L << 62, 1L << 62});
    tensor("a size of -1", 2, 0, new long[] {-1}, new long[] {1});
    tensor("2^40 repetitions", 2, 0, new long[] {1L << 40}, new long[] {0});
    tensor("2^31 - 1 repetitions", 2, 0, new long[] {Integer.MAX_VALUE}, new long[] {0});
    tensor("a stride too few", 2, 0, new long[] {1, 2}, new long[] {1});
    tensor("a hundred axes", 2, 0, new long[100], new long[100]);
    tensor("a storage that is not there", p -> p.tensor("Float", "7", 2, 0, one(), one()));
    tensor("a storage outside", p -> p.tensor("Float", "../version", 2, 0, one(), one()));
    tensor("a storage of an unknown type", p -> p.tensor("Evil", "0", 2, 0, one(), one()));
    tensor("complex numbers", p -> p.tensor("ComplexFloat", "0", 1, 0, one(), one()));
    tensor(
        "a storage of two types",
        p ->
            p.tensor("Float", "0", 2, 0, one(), one())
                .string("v")
                .tensor("Int", "0", 2, 0, one(), one())
                .text("s"));
    tensor(
        "a sparse tensor",
        p -> p.global("torch._utils", "_rebuild_sparse_tensor").text("(").text("N").text("tR"));
    tensor("no arguments", p -> p.global("torch._utils", "_rebuild_tensor_v2").text(")R"));
    tensor("no storage", p -> p.global("torch._utils", "_rebuild_tensor_v2").text("(NNNNNNtR"));
  }

  private static long[] one() {
    return new long[] {1};
  }

  private void names() {
    add("nothing", p -> p.text("}"));
    add("no object", p -> p.text("N"));
    add("a tensor without a name", p -> p.text("}").string("").tensor().text("s"));
    add("a tensor named None", p -> p.text("}N").tensor().text("s"));
    add(
        "two tensors of a name",
        p ->
            p.text("}")
                .string("a.b")
                .tensor()
                .text("s")
                .string("a")
                .text("}")
                .string("b")
                .tensor()
                .text("ss"));
    add(
        "a name that writes lines",
        p ->
            p.text("}")
                .string("w\n2026 ERROR root: \u001b[2J".repeat(10_000))
                .tensor("ComplexFloat", "0", 1, 0, one(), one())
                .text("s"));
  }

  private void legacy() {
    byte[] good = Pickled.good();
    byte[] keys = Pickled.keys("0");
    byte[] data = Pickled.storages(2, 8);
    byte[] whole = Pickled.legacy(good, keys, data);
    byte[] magic = whole.clone();
    magic[5]++;
    files.put("legacy: another magic number", magic);
    files.put("legacy: a plain pickle", good);
    files.put("legacy: cut short", Arrays.copyOf(whole, whole.length - 1));
    files.put("legacy: keys of another", Pickled.legacy(good, Pickled.keys("1"), data));
    files.put("legacy: no keys", Pickled.legacy(good, Pickled.keys(), data));
    files.put("legacy: a key twice", Pickled.legacy(good, Pickled.keys("0", "0"), data));
    files.put(
        "legacy: keys that are none", Pickled.legacy(good, new Pickled().text("N").stop(), data));
    files.put("legacy: too many elements", Pickled.legacy(good, keys, Pickled.storages(3, 12)));
    files.put("legacy: -1 elements", Pickled.legacy(good, keys, Pickled.storages(-1, 8)));
    byte[] call = new Pickled().global("os", "system").text("(").string("id").text("tR").stop();
    files.put("legacy: a call among the keys", Pickled.legacy(good, call, data));
    byte[] part =
        new Pickled()
            .text("}")
            .string("w")
            .global("torch._utils", "_rebuild_tensor")
            .text("((")
            .string("storage")
            .global("torch", "FloatStorage")
            .string("0")
            .string("cpu")
            .number(2)
            .text("(")
            .string("v")
            .number(1)
            .number(2)
            .text("tt")
            .text("Q")
            .number(0)
            .numbers(1)
            .numbers(1)
            .text("tRs")
            .stop();
    files.put("legacy: a part beyond its storage", Pickled.legacy(part, keys, data));
  }
}
