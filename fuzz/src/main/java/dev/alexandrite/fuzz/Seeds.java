package dev.alexandrite.fuzz;

import dev.alexandrite.data.CachedDataset;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Good bytes for each reader, from which a search begins. */
final class Seeds {
  private Seeds() {}

  /** Bytes that the reader of this name accepts. */
  static List<byte[]> of(String name) throws IOException {
    return switch (name) {
      case "json" -> List.of(CheckpointBytes.file(CheckpointBytes.MANIFEST));
      case "manifests" -> List.of(CheckpointBytes.manifestBody().getBytes(StandardCharsets.UTF_8));
      case "weights" -> List.of(CheckpointBytes.file(CheckpointBytes.WEIGHTS));
      case "archives" -> List.of(ArchiveReader.seed());
      case "safetensors" -> List.of(CheckpointBytes.file(CheckpointBytes.WEIGHTS));
      case "pickles" -> TorchArchive.pickles();
      case "torch" -> TorchArchive.files();
      case "prototxts" -> CaffeFiles.texts();
      case "caffemodels" -> CaffeFiles.messages();
      case "hdf5" -> CaffeFiles.arrays();
      case "solverstates" -> CaffeFiles.states();
      case "pictures" -> pictures();
      case "cache" -> List.of(cache());
      case "onnx" -> OnnxReader.seeds();
      case "cifar" -> List.of(CifarReader.seed());
      default -> throw new IllegalArgumentException("no seeds for " + name);
    };
  }

  private static byte[] cache() throws IOException {
    Path folder = Files.createTempDirectory("alexandrite-seed");
    Path file = folder.resolve("pixels");
    try {
      CachedDataset.disk(CacheReader.images(), file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static List<byte[]> pictures() throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (int type :
        List.of(
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY)) {
      BufferedImage picture = painted(type);
      for (String format : List.of("png", "gif", "bmp", "jpg")) {
        var out = new ByteArrayOutputStream();
        if (ImageIO.write(picture, format, out)) {
          pictures.add(out.toByteArray());
        }
      }
    }
    pictures.add(progressive(painted(BufferedImage.TYPE_INT_RGB)));
    return pictures;
  }

  private static BufferedImage painted(int type) {
    BufferedImage picture = new BufferedImage(17, 13, type);
    Graphics2D brush = picture.createGraphics();
    brush.setPaint(new GradientPaint(0, 0, Color.ORANGE, 17, 13, Color.BLUE));
    brush.fillRect(0, 0, 17, 13);
    brush.dispose();
    return picture;
  }

  private static byte[] progressive(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
