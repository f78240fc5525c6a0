package dev.alexandrite.docs;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.Split;
import dev.alexandrite.model.Network;
import dev.alexandrite.observe.look.ContactSheet;
import dev.alexandrite.observe.look.DataFindings;
import dev.alexandrite.observe.look.DataLook;
import dev.alexandrite.observe.look.Leak;
import dev.alexandrite.observe.look.OddImage;
import dev.alexandrite.observe.look.Oddity;
import dev.alexandrite.observe.picture.NetworkPicture;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingBatch;
import java.io.IOException;
import java.nio.file.Path;

/** The code of the page about looking at data, see {@link Snippets}. */
final class LookSnippets {
  private LookSnippets() {}

  static void first() throws IOException {
    // snippet: look
    ImageFolder training = ImageFolder.of(Path.of("photographs/train"));
    ImageFolder heldOut = ImageFolder.of(Path.of("photographs/val"));
    DataFindings found = DataLook.of(training).validation(heldOut).examine();
    System.out.print(found.text()); // for a terminal
    found.write(Path.of("data.html")); // with pictures
    // end
  }

  static void build(DataFindings found) {
    // snippet: lookFails
    for (Leak leak : found.leaks()) {
      System.err.println(leak); // validation … is training …, 3 bits apart
    }
    if (!found.leaks().isEmpty() || !found.labelConflicts().isEmpty()) {
      throw new DataException("the data are not fit for a measurement");
    }
    // end
  }

  static void values(DataFindings found) {
    // snippet: lookValues
    double uneven = found.imbalance(); // the largest class ÷ the smallest
    long turned = found.odd().stream().map(OddImage::oddity).filter(Oddity.TURNED::equals).count();
    found.parts().getFirst().unreadable().forEach(System.out::println);
    found.duplicates().forEach(System.out::println);
    // end
    System.out.println(uneven + " " + turned);
  }

  static void split(ImageFolder folder) {
    // snippet: lookSplit
    Split split = folder.split(0.2, 1);
    DataFindings found = DataLook.of(split).near(6).mirrored().threads(4).examine();
    // end
    System.out.println(found);
  }

  static void sheets(Trainer trainer, Dataset training, DataFindings found) throws IOException {
    // snippet: contactSheets
    TrainingBatch batch = trainer.preview(0, 0); // of the first epoch
    ContactSheet.of(batch).write(Path.of("batch.jpg"));
    ContactSheet.ofClasses(training, 8).write(Path.of("classes.jpg"));
    found.page().title("Photographs").batch(batch).write(Path.of("data.html"));
    // end
  }

  static void network(Network network) throws IOException {
    // snippet: networkPicture
    NetworkPicture picture = NetworkPicture.of(network);
    picture.write(Path.of("network.svg"));
    System.out.println(picture.mermaid());
    // end
  }
}
