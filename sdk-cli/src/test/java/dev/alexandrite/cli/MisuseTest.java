package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes at the keyboard: a message that says what to do, an exit code, nothing written. */
class MisuseTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --epoch 3 | unknown option --epoch of train; did you mean --epochs?",
        "train --epochs=3 --bach=8 | did you mean --batch?",
        "train --epochs 40 --lr 0.01 | unknown option --lr of train; did you mean --rate?",
        "train --learning-rate=0.01 | unknown option --learning-rate of train; did you mean"
            + " --rate?",
        "find-lr --batch_size 8 | did you mean --batch?",
        "train --batchsize 8 | did you mean --batch?",
        "train --weightDecay 0 | did you mean --decay?",
        "train --lr-schedule step | did you mean --schedule?",
        "train --wd 0 | did you mean --decay?",
        "train --out-dir x | did you mean --run?",
        "train --device cuda | did you mean --backend?",
        "evaluate --model-path x | did you mean --model?",
        "explain --output x | did you mean --out?",
        "convert --to a.onnx --output x | did you mean --to?",
        "predict photo.jpg | nothing is called predict here; did you mean classify?",
        "train --epochs x | 'x' is not an int",
        "train --epochs 0 | epochs must be at least 1, found 0",
        "train --rate -1 | found -1.0",
        "train --net tinny | did you mean tiny?",
        "train --net alexnet | AlexNet is tiny, paper, ",
        "train --net zebra | there are AlexNet: tiny, paper, ",
        "train --net 80sec --size 64 | --net 80sec is as published",
        "train --size 8 --net tiny | --drawn, --size: drawn shapes: expected",
        "train --schedule cosin | expected one of",
        "train --momentum 0.9 --optimizer adamw | adamw has none",
        "train --momentum 0.9 --optimizer lamb | lamb has none",
        "train --drawn 10 --data . | leave it out",
        "train --head-rate 2 | need --model PATH",
        "train --weights w | need --model PATH",
        "train --resume | finds no run in runs/train",
        "train stray | nothing is called stray here",
        "evaluate | there is no trained network in runs/train yet",
        "evaluate --model . --std 1,1,1 | --std needs --mean",
        "evaluate --mean 1,2 | expected three numbers",
        "classify --top 0 | --top must be at least 1",
        "explain --steps | Missing required parameter",
        "convert --to net.zap | --to net.zap: the name of what is written ends with .zip, .onnx or"
            + " .safetensors",
        "convert --to net.pth | ends with .zip, .onnx or .safetensors",
        "convert | Missing required option: '--to=FILE'",
        "summary --net tiny --resize 1x2x3x | expected a size such as 256",
        "serve --port 70000 | --port must be 0 to 65535, found 70000",
        "serve --queue -1 | --queue must be 0 to",
        "trainn | nothing is called trainn here; did you mean train?",
        "xyz | there is train, evaluate",
        "train --config | Missing required parameter",
        "train --config missing.yaml | --config missing.yaml cannot be read",
      })
  void wrongUsageIsToldAndEndsWithTwo(String line, String told) throws IOException {
    Typed typed = Typed.line(folder, line).ended(Exit.USAGE);

    assertTrue(typed.err().contains(told), typed.err());
    assertTrue(typed.err().startsWith("alexandrite: "), typed.err());
    assertFalse(typed.err().contains("\tat "), typed.err());
    assertEquals("", typed.out());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFailureEndsWithOneAndShowsItsTraceOnRequestAlone() throws IOException {
    Path text = Files.writeString(folder.resolve("model.onnx"), "no model");

    Typed typed = Typed.line(folder, "summary --model", text).ended(Exit.FAILED);
    assertTrue(typed.err().contains("model.onnx"), typed.err());
    assertFalse(typed.err().contains("\tat "), typed.err());

    Typed debug = Typed.line(folder, "summary --debug --model", text).ended(Exit.FAILED);
    assertTrue(debug.err().contains("\tat dev.alexandrite."), debug.err());
  }

  @Test
  void whatANameHidesIsShown() {
    Typed typed = Typed.run(folder, java.util.Map.of(), false, "train", "--a\u001B[2J\n");
    assertTrue(typed.ended(Exit.USAGE).err().contains("--a\\u001b[2J\\n"), typed.err());
  }
}
