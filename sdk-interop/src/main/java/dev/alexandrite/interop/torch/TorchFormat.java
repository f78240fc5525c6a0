package dev.alexandrite.interop.torch;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.tensors.WeightsAlone;
import java.nio.file.Path;
import java.util.List;

/**
 * State dicts that {@code torch.save} of PyTorch wrote, alone or in the checkpoint of a trainer.
 * Read only.
 */
public final class TorchFormat implements ModelFormat {
  private static final int NAME_LENGTH = 26;
  private static final int NAME = 30;
  private static final int NEWEST_PROTOCOL = 5;
  private static final int PICKLE = 0x80;

  /** Does nothing, as the service loader expects. */
  public TorchFormat() {}

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public List<String> suffixes() {
    return List.of("pt", "pth", "th", "ckpt");
  }

  /** A pickle, or a zip archive that is none of NumPy's. */
  @Override
  public boolean recognizes(FileHead head) {
    if (head.startsWith((byte) 'P', (byte) 'K', (byte) 3, (byte) 4)) {
      String text = head.text();
      int name = Math.min(NAME, text.length());
      int end = Math.min(name + Math.max(0, head.at(NAME_LENGTH)), text.length());
      String first = text.substring(name, end);
      return !first.endsWith(".npy") && !first.equals("manifest.json"); // a checkpoint's archive
    }
    return head.at(0) == PICKLE && head.at(1) <= NEWEST_PROTOCOL;
  }

  @Override
  public PretrainedModel load(Path file, LoadOptions options) {
    TorchWeights weights = TorchWeights.open(file);
    return WeightsAlone.load(weights.source(), options, weights.notes());
  }

  @Override
  public WeightSource weights(Path file) {
    return TorchWeights.open(file).source();
  }
}
