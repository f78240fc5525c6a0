package dev.alexandrite.core.classify;

import dev.alexandrite.core.checkpoint.ClassifierWriter;
import dev.alexandrite.core.checkpoint.ModelOrigin;
import dev.alexandrite.core.checkpoint.NetworkForm;
import dev.alexandrite.core.checkpoint.SavedManifest;
import dev.alexandrite.core.checkpoint.StatisticsTensors;
import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes what a classifier was made of. The store has the weights as float32 and row-major,
 * whatever form a backend packs them into beside it.
 */
final class ClassifierSaver {
  private final ServedModel model;
  private final Supplier<ModelOrigin> origin;
  private final TensorStore store;

  ClassifierSaver(ServedModel model, Supplier<ModelOrigin> origin, TensorStore store) {
    this.model = model;
    this.origin = origin;
    this.store = store;
  }

  void save(Path folder) {
    new ClassifierWriter(folder).write(manifest(), tensors(), this::values);
  }

  void pack(Path archive) {
    new ClassifierWriter(archive).pack(manifest(), tensors(), this::values);
  }

  private List<TensorSpec> tensors() {
    List<TensorSpec> tensors = new ArrayList<>(model.tensors(store));
    tensors.addAll(StatisticsTensors.specs(model.statistics()));
    return tensors;
  }

  private SavedManifest manifest() {
    ModelOrigin written = origin.get();
    return new SavedManifest(
        NetworkForm.of(model.network()),
        model.pipeline(),
        model.classNames(),
        written.counters(),
        written.provenance(),
        List.of(),
        ServedModel.saved(model.task()));
  }

  private TensorValues values(String name) {
    return StatisticsTensors.owns(name)
        ? TensorValues.of(StatisticsTensors.values(model.statistics(), name))
        : TensorValues.read(
            Math.toIntExact(store.buffer(name).elements()),
            (from, piece) -> store.download(name, from, piece));
  }
}
