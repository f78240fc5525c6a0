package dev.alexandrite.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over what identifies a data set without its pixels, or numbers that belong to it. */
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  static String of(Dataset dataset) {
    var fingerprint = new Fingerprint();
    fingerprint.add(dataset.classNames().size());
    dataset.classNames().forEach(fingerprint::add);
    fingerprint.add(dataset.size());
    if (dataset.task() != Task.CLASSIFICATION) {
      fingerprint.add(dataset.task().name());
    }
    for (int index = 0; index < dataset.size(); index++) {
      fingerprint.add(dataset.name(index));
      fingerprint.addTargets(dataset, index);
    }
    return fingerprint.hex();
  }

  private void addTargets(Dataset dataset, int index) {
    if (dataset.task() == Task.CLASSIFICATION) {
      add(dataset.label(index));
      return;
    }
    for (int output = 0; output < dataset.classNames().size(); output++) {
      add(Float.floatToIntBits(dataset.target(index, output)));
    }
  }

  static String ofPart(Dataset source, int[] indices) {
    var fingerprint = new Fingerprint();
    fingerprint.add(source.fingerprint());
    for (int index : indices) {
      fingerprint.add(index);
    }
    return fingerprint.hex();
  }

  /** Of numbers, in their order. */
  static String of(List<Double> values) {
    var fingerprint = new Fingerprint();
    for (double value : values) {
      fingerprint.digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(0, value));
    }
    return fingerprint.hex();
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void add(int value) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length); // so that "ab", "c" and "a", "bc" differ
    digest.update(bytes);
  }
}
