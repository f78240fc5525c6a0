package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Changes manifests so that their checksum stays right, as a later release or an attacker would.
 */
public final class SealedManifest {
  private static final String SEAL = ",\"sha256\":\"";

  private SealedManifest() {}

  /** Changes the JSON of a checkpoint's manifest, of which the last brace is not a part. */
  public static void edit(Path checkpoint, UnaryOperator<String> edit) throws IOException {
    Files.write(checkpoint.resolve(ManifestFile.NAME), edited(checkpoint, edit));
  }

  /** The changed manifest, which is not written. */
  static byte[] edited(Path checkpoint, UnaryOperator<String> edit) throws IOException {
    String text = Files.readString(checkpoint.resolve(ManifestFile.NAME));
    return sealed(edit.apply(text.substring(0, text.lastIndexOf(SEAL))));
  }

  static byte[] sealed(String open) {
    byte[] body = open.getBytes(StandardCharsets.UTF_8);
    return (open + SEAL + Sha256.of(body, body.length) + "\"}\n").getBytes(StandardCharsets.UTF_8);
  }
}
