package dev.alexandrite.core.train;

import dev.alexandrite.core.devices.DevicePlans;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.TrainingConfig;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a run that is known before anything is allocated.
 *
 * @param graphs the plan of a run on one device; its tensors are those of any run
 * @param devices the plans of several devices; null for one
 * @param validation the plan of the validation; null if there is none
 * @param memory what all of it will take
 */
record RunPlan(
    TrainingGraphs graphs,
    @Nullable DevicePlans devices,
    @Nullable InferencePlan validation,
    MemoryReport memory) {
  static RunPlan of(TrainingConfig config, @Nullable ApplicationLoss loss, Backend backend) {
    int count = config.execution().devices().count();
    TrainingGraphs graphs = Plans.training(config, loss, count == 1 ? config.batchSize() : 1);
    DevicePlans devices = count == 1 ? null : Plans.devices(config, loss, graphs.persistent());
    InferencePlan validation =
        config.validation() == null
            ? null
            : Planner.inference(config.model().network(), Math.ceilDiv(config.batchSize(), count));
    MemoryReport memory = new RunMemory(config, backend, devices, validation).report(graphs);
    return new RunPlan(graphs, devices, validation, memory);
  }
}
