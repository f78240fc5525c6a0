package dev.alexandrite.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the public types print is meant for people: no hashes, no wrappers, no endless digits. */
@AnalyzeClasses(packages = "dev.alexandrite", importOptions = ImportOption.DoNotIncludeTests.class)
final class ReadableTextTest {
  @ArchTest
  static void noPublicTypePrintsItsHash(JavaClasses classes) {
    List<String> mute =
        classes.stream()
            .filter(ReadableTextTest::isPublicApi)
            .filter(type -> !type.isInterface() && !type.isAssignableTo(Throwable.class))
            .filter(ReadableTextTest::hasInstances)
            .filter(type -> text(type).getOwner().isEquivalentTo(Object.class))
            .map(JavaClass::getName)
            .sorted()
            .toList();
    assertEquals(List.of(), mute);
  }

  /** The text that Java writes for a record prints an array's hash and {@code Optional[...]}. */
  @ArchTest
  static void noPublicRecordPrintsAWrapper(JavaClasses classes) {
    List<String> wrapped =
        classes.stream()
            .filter(ReadableTextTest::isPublicApi)
            .filter(JavaClass::isRecord)
            .filter(type -> text(type).getCallsFromSelf().isEmpty()) // written by Java
            .filter(
                type ->
                    type.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .map(field -> field.getRawType())
                        .anyMatch(
                            part -> part.isArray() || part.getSimpleName().startsWith("Optional")))
            .map(JavaClass::getName)
            .sorted()
            .toList();
    assertEquals(List.of(), wrapped);
  }

  private static boolean isPublicApi(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.getPackageName().startsWith("dev.alexandrite.core");
  }

  private static boolean hasInstances(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(
            method ->
                !method.getModifiers().contains(JavaModifier.STATIC)
                    && method.getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static JavaMethod text(JavaClass type) {
    return type.getAllMethods().stream()
        .filter(method -> method.getName().equals("toString"))
        .filter(method -> method.getRawParameterTypes().isEmpty())
        .filter(method -> !method.getOwner().isInterface())
        .reduce(
            (one, other) -> one.getOwner().isAssignableTo(other.getOwner().getName()) ? one : other)
        .orElseThrow();
  }

  @Test
  void figuresHaveSensibleDigits() {
    EvaluationReport report =
        new EvaluationReport(
            3, 1 / 3.0, 2 / 3.0, Math.PI, Optional.empty(), Map.of("m", 1 / 3.0), Views.CENTER);
    assertEquals(
        "3 images, centre crop: top-1 33.33 %, top-5 66.67 %, loss 3.1416, m 0.3333",
        report.toString());
    EpochReport epoch = new EpochReport(4, 50, 1 / 3.0, Optional.of(report), 0.001 / 3, 0, 0);
    assertEquals(
        "epoch 5, step 50: training loss 0.3333, learning rate 0.000333; validation on " + report,
        epoch.toString());
  }

  /** The api counts epochs from 0, as arrays do; whoever reads a line counts from 1. */
  @Test
  void epochsCountFromOneInText() {
    EpochReport epoch = new EpochReport(0, 5, 0.5, Optional.empty(), 0.01, 0, 0);
    EndReport end =
        new EndReport(
            StopReason.COMPLETED,
            10,
            List.of(epoch, new EpochReport(1, 10, 0.6, Optional.empty(), 0.01, 0, 0)),
            Optional.of(epoch),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(0),
            Optional.empty());
    assertEquals(
        "ended (COMPLETED) after 2 epochs and 10 steps, best epoch 1, weights of epoch 1",
        end.toString());
    StepReport step = new StepReport(6, 1, 0, 5, 16, 0.5, 0.01, 100, 0.25);
    assertTrue(step.toString().startsWith("step 6, epoch 2, batch 1 of 5: "), step.toString());
    assertEquals(
        "batch 3 of epoch 1, 0 images",
        new TrainingBatch(0, 2, Shape.of(3, 4, 4), List.of()).toString());
  }
}
