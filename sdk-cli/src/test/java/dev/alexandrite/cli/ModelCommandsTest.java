package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a trained network. */
class ModelCommandsTest {
  @TempDir static Path folder;
  private static Path runs;

  @BeforeAll
  static void train() {
    runs = folder.resolve("runs");
    Typed.line(runs, "train --drawn 64 --batch 16 --epochs 1 --json").ended(Exit.OK);
  }

  private static Typed typed(String line, Object... more) {
    return Typed.line(runs, line, more);
  }

  @Test
  void evaluationIsTextOrJson() {
    Typed text = typed("evaluate --first 50").ended(Exit.OK);
    assertTrue(text.out().matches("top1 0\\.\\d{4}  top5 .* images 50\\R"), text.out());

    Json.Obj json = typed("evaluate --json --confusion --first 50").ended(Exit.OK).json();
    assertEquals(50, json.integer("images"));
    assertTrue(Files.isDirectory(Path.of(json.string("model"))), json.toString());
    long counted =
        json.list("confusion").stream().mapToLong(cell -> ((Json.Obj) cell).integer("count")).sum();
    assertEquals(50, counted);
  }

  /** The same network gives the same figures from a file of another tool. */
  @Test
  void aConvertedModelEvaluatesTheSame() {
    Path onnx = folder.resolve("net.onnx");
    typed("convert --to", onnx).ended(Exit.OK);
    Json.Obj own = typed("evaluate --json").ended(Exit.OK).json();
    Path labels = labels();
    Json.Obj other = typed("evaluate --json --model " + onnx + " --labels", labels).json();
    assertEquals(own.get("top1"), other.get("top1"));
    assertEquals(own.get("images"), other.get("images"));

    Json.Obj converted =
        typed("convert --json --model " + onnx + " --to", folder.resolve("net.safetensors"))
            .ended(Exit.OK)
            .json();
    assertEquals(16, converted.integer("tensors"));
    assertTrue(Files.exists(Path.of(converted.string("written"))));
  }

  /** The file that an application loads. */
  @Test
  void aModelIsPackedAndNothingIsOverwritten() throws IOException {
    Path archive = folder.resolve("model.zip");
    Json.Obj json = typed("convert --json --to", archive).ended(Exit.OK).json();
    assertEquals(archive.toString(), json.string("written"));
    Image shape = DrawnShapes.of(10, 32, 3).image(3);
    try (Classifier packed = Classifier.load(archive);
        Classifier own = Classifier.load(Path.of(json.string("model")))) {
      assertEquals(own.classify(shape), packed.classify(shape));
      assertEquals(own.classNames(), packed.classNames());
    }
    long size = Files.size(archive);
    Typed again = typed("convert --to", archive).ended(Exit.FAILED);
    assertTrue(again.err().contains("model.zip"), again.err());
    assertEquals(size, Files.size(archive));

    Path page = folder.resolve("packed.html");
    typed("evaluate --model " + archive + " --report", page).ended(Exit.OK);
    assertTrue(Files.readString(page).contains("model.zip"), "provenance");
  }

  /** The epochs after the best one are in the curves, and its weights are what is evaluated. */
  @Test
  void ofARunTheBestCheckpointIsTakenAndAllCurvesAreShown() throws IOException {
    Path run = folder.resolve("falls");
    Json.Obj trained = worseInTheEnd(run);
    Path best = Path.of(trained.string("bestCheckpoint"));
    assertNotEquals(best.toString(), trained.string("checkpoint"));
    Path page = folder.resolve("falls.html");

    Typed text = typed("evaluate --model " + run + " --report", page).ended(Exit.OK);
    assertTrue(text.err().contains("note: " + best + " is taken, of epoch "), text.err());
    String html = Files.readString(page);
    assertTrue(html.contains("<section id=\"curves\"") && html.contains("id=\"epochs\""), "curves");
    assertTrue(html.contains("<tr><th scope=\"row\">4</th>"), "the last epoch");
    assertTrue(html.contains("<dt>Checkpoint</dt><dd>" + best + "</dd>"), "what is evaluated");

    for (String command : List.of("classify", "evaluate", "explain --steps 2 --out " + folder)) {
      Json.Obj json = typed(command + " --json --model " + run).ended(Exit.OK).json();
      assertEquals(best.toString(), json.string("model"), command);
    }
    Json.Obj named = typed("evaluate --json --model " + trained.string("checkpoint")).json();
    assertEquals(trained.get("top1"), named.get("top1"));
  }

  /** A rate that is too high: the second of four epochs is the best. */
  private static Json.Obj worseInTheEnd(Path run) {
    return typed(
            "train --drawn 64 --batch 8 --epochs 4 --rate 0.03 --schedule constant --seed 7 --json"
                + " --run",
            run)
        .ended(Exit.OK)
        .objects()
        .getLast();
  }

  @Test
  void ofFiveClassesOrFewerTheTopFiveSaysNothing() throws IOException {
    Path data = TestPictures.folder(folder.resolve("three"), 3, 6);
    Path run = folder.resolve("ofThree");
    Path page = folder.resolve("three.html");
    Typed trained =
        typed("train --data " + data + " --epochs 1 --batch 4 --report " + page + " --run", run)
            .ended(Exit.OK);
    assertFalse((trained.out() + trained.err()).contains("top5"), trained.toString());
    assertFalse(Files.readString(page).toLowerCase(Locale.ROOT).contains("top-5"), "the page");
    Typed text = typed("evaluate --model " + run + " --data", data).ended(Exit.OK);
    assertTrue(text.out().matches("top1 0\\.\\d{4}  loss .* images 18\\R"), text.out());
  }

  private static Path labels() {
    try {
      return Files.write(folder.resolve("labels.txt"), DrawnShapes.of(10, 32, 1).classNames());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void picturesAreClassifiedOneByOneAndABadOneIsNamed() throws IOException {
    Path good = folder.resolve("shape.png");
    Pictures.write(TestPictures.picture(DrawnShapes.of(10, 32, 3).image(3)), good);
    Path bad = Files.writeString(folder.resolve("note.txt"), "no picture");

    Typed typed = typed("classify --json --top 3", good, bad, good).ended(Exit.FAILED);
    List<Json.Obj> lines = typed.objects();
    assertEquals(2, lines.size());
    assertEquals(good.toString(), lines.getFirst().string("image"));
    assertEquals(3, lines.getFirst().list("predictions").size());
    assertEquals(lines.getFirst(), lines.getLast());
    assertTrue(typed.err().contains("note.txt"), typed.err());

    Typed text = typed("classify", good).ended(Exit.OK);
    assertTrue(text.out().matches("(?s).*shape\\.png\\R(  0\\.\\d{3}  .+\\R){5}"), text.out());
    Typed drawn = typed("classify").ended(Exit.OK);
    assertTrue(drawn.out().startsWith("drawn "), drawn.out());
  }

  @Test
  void anExplanationIsPictures() throws IOException {
    Path out = folder.resolve("why");
    Path data = TestPictures.folder(folder.resolve("data"), 3, 3);
    Json.Obj json =
        typed("explain --json --class 2 --steps 8 --data " + data + " --out", out)
            .ended(Exit.OK)
            .json();
    assertEquals(2, json.integer("index"));
    List<Json> pictures = json.list("pictures");
    assertTrue(pictures.size() >= 7, json.toString());
    for (Json picture : pictures) {
      assertTrue(Files.size(Path.of(((Json.Str) picture).value())) > 100);
    }
    Typed wrong = typed("explain --class nobody --out", out).ended(Exit.USAGE);
    assertTrue(wrong.err().contains("none of the 10 classes"), wrong.err());
  }

  @Test
  void aLookNamesWhatIsInBothParts() throws IOException {
    Path data = folder.resolve("looked");
    TestPictures.folder(data.resolve("train"), 2, 3);
    TestPictures.folder(data.resolve("val"), 2, 2);
    Files.writeString(data.resolve("train/disc/torn.png"), "no picture");
    Path page = folder.resolve("data.html");

    Json.Obj json = typed("look --json --data", data, "--report", page).ended(Exit.OK).json();
    assertEquals(11, json.integer("images"));
    assertEquals(4, json.list("leaks").size(), json.toString());
    assertEquals(1, json.list("unreadable").size());
    assertTrue(Files.readString(page).contains("torn.png"), "a page");

    Typed strict = typed("look --strict --data", data).ended(Exit.FAILED);
    strict.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    Typed wrong = typed("look --near 99 --data", data).ended(Exit.USAGE);
    assertTrue(wrong.err().contains("--near"), wrong.err());
  }

  @Test
  void aSummaryFitsEightyColumns() {
    Typed text = typed("summary").ended(Exit.OK);
    assertTrue(text.out().contains("fc8"), text.out());
    text.out().lines().limit(25).forEach(line -> assertTrue(line.length() <= 80, line));
    Json.Obj json = typed("summary --net torchvision --json").ended(Exit.OK).json();
    assertEquals(61_100_840, json.integer("parameters"));
    assertEquals(714_188_480, json.integer("multiplyAdds"));
    long sum =
        json.list("layers").stream()
            .mapToLong(layer -> ((Json.Obj) layer).integer("parameters"))
            .sum();
    assertEquals(61_100_840, sum);
  }

  @Test
  void devicesAreNamedWithWhatTheyLack() {
    assertTrue(typed("devices").ended(Exit.OK).out().contains("cpu: available"));
    List<Json> backends = typed("devices --json").ended(Exit.OK).json().list("backends");
    for (Json backend : backends) {
      Json.Obj object = (Json.Obj) backend;
      boolean available = ((Json.Bool) object.get("available")).value();
      assertTrue(available || !object.string("remedy").isEmpty(), object.toString());
      assertTrue(available || !object.string("name").equals("scalar"), object.toString());
    }
  }
}
