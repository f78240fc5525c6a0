package dev.alexandrite.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.model.Network;
import dev.alexandrite.model.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page about the networks has every preset with its counts. */
final class ModelsPageTest {
  @Test
  void everyPresetHasItsCountsOnThePage() throws IOException {
    String page = Files.readString(Path.of("models.md").toAbsolutePath());

    Presets.builders()
        .forEach(
            (name, preset) -> {
              Network net = preset.get().build().network().withoutAuxiliaryHeads();
              String line =
                  page.lines()
                      .filter(each -> each.contains("`" + name + "`"))
                      .filter(each -> each.contains(grouped(net.parameterCount())))
                      .findFirst()
                      .orElse("no line has `" + name + "` and " + grouped(net.parameterCount()));
              assertTrue(page.contains(line), line);
              assertTrue(line.contains(grouped(net.multiplyAdds())), line);
            });
    assertEquals(41, Presets.builders().size());
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
