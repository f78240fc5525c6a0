package dev.alexandrite.core.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives that are meant to harm their reader, by name. */
final class HostileArchives {
  /** All of it fits together, and would fit no heap of the test. */
  static final String NOWHERE = "a network that is nowhere";

  private static final String WEIGHTS = CheckpointWriter.WEIGHTS;
  private static final String MANIFEST = ManifestFile.NAME;

  private final Map<String, byte[]> archives = new LinkedHashMap<>();
  private final Path folder;
  private final byte[] manifest;
  private final byte[] weights;

  private HostileArchives(Path folder) throws IOException {
    this.folder = folder;
    this.manifest = Files.readAllBytes(folder.resolve(MANIFEST));
    this.weights = Files.readAllBytes(folder.resolve(WEIGHTS));
    names();
    forms();
    lengths();
    bombs();
    claims();
  }

  /** Archives that are like a checkpoint in a folder, but for one thing. */
  static Map<String, byte[]> of(Path folder) throws IOException {
    return new HostileArchives(folder).archives;
  }

  private void add(String name, ArchiveBytes bytes) {
    add(name, bytes.toBytes());
  }

  private void add(String name, byte[] bytes) {
    if (archives.put(name, bytes) != null) {
      throw new IllegalStateException(name);
    }
  }

  private ArchiveBytes open() {
    return new ArchiveBytes().add(MANIFEST, manifest);
  }

  private void names() {
    for (String name :
        List.of(
            "../" + MANIFEST,
            "/etc/passwd",
            "C:\\\\" + MANIFEST,
            "model/" + MANIFEST,
            "manifest.json\0.exe",
            "MANIFEST.JSON",
            "",
            "n".repeat(60_000),
            "\u202Emanifest.json",
            "archive/data.pkl")) {
      add("called " + name, new ArchiveBytes().add(name, manifest).add(WEIGHTS, weights));
    }
    add("the weights elsewhere", open().add("../../" + WEIGHTS, weights));
    add("the weights first", new ArchiveBytes().add(WEIGHTS, weights).add(MANIFEST, manifest));
    add("the manifest twice", open().add(MANIFEST, manifest).add(WEIGHTS, weights));
    add("no weights", open());
    add("an optimiser instead", open().add("optimizer.safetensors", weights));
  }

  private void forms() {
    add("nothing but a beginning", new byte[] {'P', 'K', 3, 4});
    add("an empty archive", new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0});
    add("encrypted", new ArchiveBytes().flags(1).add(MANIFEST, manifest).add(WEIGHTS, weights));
    add("weights encrypted", open().flags(1).add(WEIGHTS, weights));
    add("a length behind", open().flags(8).add(WEIGHTS, weights));
    add("a length of 0 behind", open().flags(8).claimed(0).add(WEIGHTS, weights));
    for (int method : new int[] {1, 8, 9, 14, 93, 99, 65_535}) {
      add("method " + method, open().method(method).add(WEIGHTS, weights));
    }
    add("junk in front of the weights", between(new byte[1]));
    add("the end in front of the weights", between(new byte[] {'P', 'K', 5, 6}));
    add("64 KB of extra fields that end the file", open().extra(65_535).add("x", new byte[0]));
  }

  private byte[] between(byte[] junk) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(open().toBytesAlone());
    all.writeBytes(junk);
    all.writeBytes(new ArchiveBytes().add(WEIGHTS, weights).toBytes());
    return all.toByteArray();
  }

  private void lengths() {
    for (long claimed : new long[] {0, 1, 100_000, 1 << 24, 0x7FFF_FFFFL, 0xFFFF_FFFEL}) {
      add("a manifest of " + claimed, new ArchiveBytes().claimed(claimed).add(MANIFEST, manifest));
      add("weights of " + claimed, open().claimed(claimed).add(WEIGHTS, weights));
    }
    add("weights of a length elsewhere", open().claimed(0xFFFF_FFFFL).add(WEIGHTS, weights));
    add("weights of two lengths", open().stored(8).add(WEIGHTS, weights));
    add("weights one byte short", open().claimed(weights.length - 1).add(WEIGHTS, weights));
    add("weights one byte long", open().claimed(weights.length + 1).add(WEIGHTS, weights));
  }

  /** A thousand times as long as in the archive. */
  private void bombs() {
    try {
      ByteArrayOutputStream deflated = new ByteArrayOutputStream();
      try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, new Deflater(9, true))) {
        for (int i = 0; i < 256; i++) {
          out.write(new byte[1 << 20]);
        }
      }
      byte[] bomb = deflated.toByteArray();
      add(
          "a manifest of 256 MiB in " + bomb.length,
          new ArchiveBytes().method(8).claimed(256 << 20).stored(bomb.length).add(MANIFEST, bomb));
      add(
          "weights of 256 MiB in " + bomb.length,
          open().method(8).claimed(256 << 20).stored(bomb.length).add(WEIGHTS, bomb));
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(manifest);
        zip.putNextEntry(new ZipEntry(WEIGHTS));
        zip.write(weights);
      }
      add("compressed as most tools do", zipped.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Manifests with right checksums, whose network is larger than what the archive holds. */
  private void claims() throws IOException {
    byte[] wide =
        SealedManifest.edited(
            folder,
            json ->
                json.replace("\"outputs\":3", "\"outputs\":8000000")
                    .replace(
                        "\"name\":\"fc.bias\",\"shape\":{\"dimensions\":[3]}",
                        "\"name\":\"fc.bias\",\"shape\":{\"dimensions\":[8000000]}"));
    add("a wide layer", new ArchiveBytes().add(MANIFEST, wide).add(WEIGHTS, weights));
    byte[] filters =
        SealedManifest.edited(folder, json -> json.replace("\"filters\":4", "\"filters\":4000000"));
    add("many filters", new ArchiveBytes().add(MANIFEST, filters).add(WEIGHTS, weights));
    byte[] longer =
        SealedManifest.edited(
            folder, json -> json.replaceFirst("\"bytes\":[0-9]+", "\"bytes\":900000000"));
    add(
        "weights that are longer by both",
        new ArchiveBytes().add(MANIFEST, longer).claimed(900_000_000).add(WEIGHTS, weights));
    long claimed = 4 * (27 + 5 + 12) * 1_000_000L + 2_000;
    byte[] network =
        SealedManifest.edited(
            folder,
            json ->
                json.replace("\"filters\":4", "\"filters\":1000000")
                    .replace("{\"dimensions\":[4,3,3,3]}", "{\"dimensions\":[1000000,3,3,3]}")
                    .replace("{\"dimensions\":[4]}", "{\"dimensions\":[1000000]}")
                    .replace("{\"dimensions\":[3,16]}", "{\"dimensions\":[3,4000000]}")
                    .replaceFirst("\"bytes\":[0-9]+", "\"bytes\":" + claimed));
    add(NOWHERE, new ArchiveBytes().add(MANIFEST, network).claimed(claimed).add(WEIGHTS, weights));
    byte[] elsewhere =
        SealedManifest.edited(
            folder, json -> json.replace(WEIGHTS, "../../../../../../etc/passwd"));
    add("a file elsewhere", new ArchiveBytes().add(MANIFEST, elsewhere).add(WEIGHTS, weights));
  }
}
