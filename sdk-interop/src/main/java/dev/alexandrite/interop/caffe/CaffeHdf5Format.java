package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.hdf5.Hdf5Array;
import dev.alexandrite.interop.hdf5.Hdf5File;
import dev.alexandrite.interop.tensors.WeightsAlone;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Caffe's weights as HDF5: {@code /data/<layer>/<number of the blob>}. */
public final class CaffeHdf5Format implements ModelFormat {
  private static final String ROOT = "/data/";

  /** Made by the service loader. */
  public CaffeHdf5Format() {}

  @Override
  public String name() {
    return "caffemodel-hdf5";
  }

  @Override
  public List<String> suffixes() {
    return List.of("caffemodel.h5", "h5");
  }

  @Override
  public boolean recognizes(FileHead head) {
    return isHdf5(head);
  }

  static boolean isHdf5(FileHead head) {
    return head.startsWith(
        (byte) 0x89,
        (byte) 'H',
        (byte) 'D',
        (byte) 'F',
        (byte) '\r',
        (byte) '\n',
        (byte) 0x1A,
        (byte) '\n');
  }

  @Override
  public PretrainedModel load(Path file, LoadOptions options) {
    WeightsAlone.requireNoOtherWeights(file.toString(), options);
    if (options.model() == null) {
      throw new ModelFileException(
          file
              + " holds weights alone; load the network's prototxt with"
              + " LoadOptions.weights(path), or name a network by LoadOptions.model(model)");
    }
    return CaffeModels.of(options.model(), weights(file), options);
  }

  @Override
  public WeightSource weights(Path file) {
    Map<String, Map<Integer, LayerBlob>> layers = new LinkedHashMap<>();
    for (Hdf5Array array : Hdf5File.arrays(file)) {
      int end = array.path().lastIndexOf('/');
      if (array.path().startsWith(ROOT) && end > ROOT.length()) {
        String layer = array.path().substring(ROOT.length(), end);
        int number = number(array.path().substring(end + 1), file);
        layers.computeIfAbsent(layer, _ -> new TreeMap<>()).put(number, blob(array, file));
      }
    }
    if (layers.isEmpty()) {
      throw new ModelFileException(
          file
              + " has no weights of Caffe (/data/<layer>/0); of HDF5 files only Caffe's are read,"
              + " convert others to safetensors");
    }
    Map<String, List<LayerBlob>> blobs = new LinkedHashMap<>();
    layers.forEach(
        (layer, numbered) -> {
          if (!numbered.containsKey(numbered.size() - 1)) {
            throw new ModelFileException(
                file
                    + ": layer '"
                    + SafeText.of(layer)
                    + "' has the blobs "
                    + numbered.keySet()
                    + ", of which one is missing");
          }
          blobs.put(layer, List.copyOf(numbered.values()));
        });
    return CaffeWeights.of(file, blobs);
  }

  static int number(String name, Path file) {
    if (!name.matches("\\d{1,5}")) {
      throw new ModelFileException(
          file + ": an array is called '" + SafeText.of(name) + "', expected its number");
    }
    return Integer.parseInt(name);
  }

  static LayerBlob blob(Hdf5Array array, Path file) {
    if (!array.type().isFloat()) {
      throw new ModelFileException(
          file + ": " + SafeText.of(array.path()) + " has elements of " + array.type());
    }
    long elements = array.values().limit() / array.type().bytes();
    return new LayerBlob(
        LayerBlob.shape(array.sizes(), elements, file, array.path()),
        array.type(),
        List.of(array.values()));
  }

  @Override
  public String toString() {
    return name();
  }
}
