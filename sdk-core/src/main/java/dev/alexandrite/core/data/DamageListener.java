package dev.alexandrite.core.data;

import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Hears from a reader that pixels are missing or invented. Readers report both that and trifles in
 * the same way, as English text.
 */
final class DamageListener implements IIOReadWarningListener {
  private static final Pattern RESTART_MARKER = Pattern.compile("0xd[0-7]$");

  private String first = "";

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (first.isEmpty() && isDamage(warning)) {
      first = warning;
    }
  }

  /** The first warning that means damage. */
  Optional<String> first() {
    return Optional.of(first).filter(text -> !text.isEmpty());
  }

  private static boolean isDamage(String warning) {
    // The texts of the JDK and of its libjpeg: "Truncated File - Missing EOI marker", "Premature
    // end of JPEG file", "Corrupt JPEG data: bad Huffman code" and so on.
    return warning.startsWith("Truncated")
        || warning.startsWith("Premature end")
        || (warning.startsWith("Corrupt JPEG data") && !isHarmless(warning));
  }

  /** Bytes between two segments touch no pixel; before a restart marker they are lost pixels. */
  private static boolean isHarmless(String warning) {
    return warning.contains("extraneous bytes before marker")
        && !RESTART_MARKER.matcher(warning).find();
  }
}
