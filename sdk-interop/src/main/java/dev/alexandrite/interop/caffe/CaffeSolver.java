package dev.alexandrite.interop.caffe;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.OptimizerState;
import dev.alexandrite.interop.SolverFormat;
import dev.alexandrite.interop.TrainingSettings;
import dev.alexandrite.interop.hdf5.Hdf5Array;
import dev.alexandrite.interop.hdf5.Hdf5File;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.interop.proto.caffe.SolverParameter;
import dev.alexandrite.interop.proto.caffe.SolverState;
import dev.alexandrite.interop.tensors.FileErrors;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What Caffe's solver wrote, and what it was told. */
public final class CaffeSolver implements SolverFormat {
  private static final String HISTORY = "/history/";
  private static final int HDF5_MAGIC = 0x89;

  /** For the service loader. */
  public CaffeSolver() {}

  @Override
  public OptimizerState optimizerState(Path state, Path prototxt, Network network) {
    NetParameter.Builder builder = NetParameter.newBuilder();
    PrototxtFormat.read(prototxt, builder);
    NetParameter net = builder.build();
    List<String> slots = ParameterSlots.of(net, prototxt);
    Naming naming = Naming.of(BlobFlow.of(net, prototxt, true));
    Saved saved = isHdf5(state) ? hdf5(state) : message(state);
    if (saved.history().size() != slots.size()) {
      throw new ModelFileException(
          state
              + " has a history of "
              + saved.history().size()
              + " blobs, but the net of "
              + prototxt
              + " has "
              + slots.size()
              + (saved.history().size() == 2 * slots.size()
                  ? "; two a blob are Adam's or AdaDelta's, and only the momentum of SGD goes on"
                  : "; it is the state of another net"));
    }
    Set<String> known = new HashSet<>();
    network.parameters().forEach(parameter -> known.add(parameter.name()));
    Map<String, LayerBlob> momentum = new LinkedHashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      String name = naming.tensor(slots.get(i));
      if (known.contains(name)) {
        momentum.put(name, saved.history().get(i));
      }
    }
    Naming none = new Naming(Map.of(), Map.of(), Map.of());
    Map<String, Float> still = new LinkedHashMap<>();
    for (String name : known) {
      if (!momentum.containsKey(name)) {
        still.put(name, 0f); // what Caffe does not learn has not moved
      }
    }
    return new OptimizerState(
        saved.iteration(),
        new FittedWeights(CaffeWeights.turned(state, momentum), network, none, still));
  }

  /** The iteration and the history in order. */
  private record Saved(long iteration, List<LayerBlob> history) {}

  private static boolean isHdf5(Path state) {
    FileErrors.regular(state);
    try (InputStream in = Files.newInputStream(state)) {
      return in.read() == HDF5_MAGIC;
    } catch (IOException e) {
      throw FileErrors.unreadable(state, e);
    }
  }

  private static Saved message(Path state) {
    MappedMessage<SolverState> mapped =
        MappedMessage.read(
            state,
            SolverState.getDefaultInstance(),
            SolverState.parser(),
            "state of a solver (.solverstate)");
    SolverState message = mapped.message();
    List<LayerBlob> history = new ArrayList<>();
    for (int i = 0; i < message.getHistoryCount(); i++) {
      history.add(LayerBlob.of(message.getHistory(i), mapped, "history " + i));
    }
    return new Saved(message.getIter(), history);
  }

  private static Saved hdf5(Path state) {
    Map<Integer, LayerBlob> history = new TreeMap<>();
    long iteration = 0;
    for (Hdf5Array array : Hdf5File.arrays(state)) {
      if (array.path().startsWith(HISTORY)) {
        int number = CaffeHdf5Format.number(array.path().substring(HISTORY.length()), state);
        history.put(number, CaffeHdf5Format.blob(array, state));
      } else if (array.path().equals("/iter") && array.values().remaining() > 0) {
        ByteBuffer value = array.values();
        iteration = array.type() == ElementType.INT32 ? value.getInt(0) : value.getLong(0);
      }
    }
    if (history.isEmpty() || !history.containsKey(history.size() - 1)) {
      throw new ModelFileException(
          state + " has no whole /history of a solver; its numbers are " + history.keySet());
    }
    return new Saved(iteration, List.copyOf(history.values()));
  }

  /** Whether a text is a solver's. */
  static boolean isSolver(Path prototxt) {
    SolverParameter.Builder solver = SolverParameter.newBuilder();
    try {
      Prototxt.read(prototxt, solver);
      return solver.hasNet() || solver.hasTrainNet() || solver.hasBaseLr();
    } catch (ModelFileException e) {
      return false;
    }
  }

  @Override
  public TrainingSettings trainingSettings(Path prototxt) {
    SolverParameter.Builder builder = SolverParameter.newBuilder();
    Prototxt.read(prototxt, builder);
    SolverParameter solver = builder.build();
    if (!solver.hasBaseLr()) {
      throw new ModelFileException(prototxt + " says no base_lr; is it the prototxt of a network?");
    }
    try {
      return SolverRules.of(solver, SafeText.of(prototxt));
    } catch (ModelFileException e) {
      throw e;
    } catch (AlexandriteException e) { // a rate or momentum that no optimiser has
      throw new ModelFileException(prototxt + ": " + e.getMessage() + "; correct the text", e);
    }
  }
}
