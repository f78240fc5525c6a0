package dev.alexandrite.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The folders of api and core show the way the data flows, and nothing flows back. */
@AnalyzeClasses(packages = "dev.alexandrite", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
  private static final String API = "dev.alexandrite";
  private static final String CORE = "dev.alexandrite.core";

  /** The stations of the engine; each knows only those before it. */
  private static final List<String> STATIONS =
      List.of(
          "json",
          "data",
          "augment",
          "plan",
          "reference",
          "select",
          "checkpoint",
          "evaluate",
          "classify",
          "train");

  @ArchTest
  static final ArchRule CORE_HAS_NO_CYCLE =
      slices().matching(CORE + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule API_DOES_NOT_KNOW_CORE =
      noClasses()
          .that()
          .resideOutsideOfPackage(CORE + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CORE + "..")
          .because("an application reaches the engine through the SPI alone");

  @ArchTest
  static final ArchRule DATA_KNOWS_NO_LATER_STATION =
      apiStation("data", "augment", "model", "train", "checkpoint", "evaluate", "classify");

  @ArchTest
  static final ArchRule AUGMENT_KNOWS_NO_LATER_STATION =
      apiStation("augment", "train", "checkpoint", "evaluate", "classify");

  @ArchTest
  static final ArchRule MODEL_KNOWS_NO_LATER_STATION =
      apiStation("model", "train", "checkpoint", "evaluate", "classify");

  @ArchTest
  static final ArchRule ND4J_STAYS_IN_CUDA =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nd4j..")
          .because("sdk-cuda is the only module that may name it");

  @ArchTest
  static final ArchRule NO_NETWORK_AND_NO_DESERIALISATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .because("an embedded library must not reach out, nor run what its input says");

  @ArchTest
  static void stationsKnowOnlyThoseBeforeThem(JavaClasses classes) {
    for (int i = 0; i < STATIONS.size(); i++) {
      String[] later =
          STATIONS.subList(i + 1, STATIONS.size()).stream()
              .map(station -> CORE + "." + station + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(CORE + "." + STATIONS.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .because("data flows one way: " + String.join(" -> ", STATIONS))
          .check(classes);
    }
  }

  private static ArchRule apiStation(String station, String... later) {
    String[] laterPackages = new String[later.length];
    for (int i = 0; i < later.length; i++) {
      laterPackages[i] = API + "." + later[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage(API + "." + station + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(laterPackages)
        .because("a reader who follows one image should never have to go back");
  }
}
