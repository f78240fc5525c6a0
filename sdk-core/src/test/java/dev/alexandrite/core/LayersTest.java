package dev.alexandrite.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The folders of api and core show the way the data flows, and nothing flows back. */
@AnalyzeClasses(packages = "dev.alexandrite", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
  private static final String API = "dev.alexandrite";
  private static final String CORE = "dev.alexandrite.core";

  /** The packages of the api; each knows only those before it, and the root below them all. */
  private static final List<String> API_PACKAGES =
      List.of(
          "tensor",
          "spi",
          "data",
          "augment",
          "model",
          "checkpoint",
          "evaluate",
          "classify",
          "train");

  /** The stations of the engine; each knows only those before it. */
  private static final List<String> STATIONS =
      List.of(
          "json",
          "weights",
          "data",
          "augment",
          "plan",
          "program",
          "reference",
          "select",
          "profile",
          "checkpoint",
          "evaluate",
          "classify",
          "devices",
          "train");

  @ArchTest
  static final ArchRule API_HAS_NO_CYCLE =
      slices().matching(API + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_ROOT_KNOWS_NO_OTHER_PACKAGE =
      noClasses()
          .that()
          .resideInAPackage(API)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(API + ".(*)..")
          .because("everything else stands on it");

  @ArchTest
  static final ArchRule MODELS_AND_DATA_KNOW_NO_BACKEND =
      noClasses()
          .that()
          .resideInAnyPackage(
              API + ".data",
              API + ".augment",
              API + ".model",
              API + ".checkpoint",
              API + ".evaluate",
              API + ".classify",
              API + ".train")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(API + ".spi")
          .because("an application never needs the backend contract");

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
  static void packagesOfTheApiKnowOnlyThoseBeforeThem(JavaClasses classes) {
    onlyBefore(classes, API, API_PACKAGES);
  }

  @ArchTest
  static void stationsKnowOnlyThoseBeforeThem(JavaClasses classes) {
    onlyBefore(classes, CORE, STATIONS);
  }

  /** A package that is not listed would go unchecked. */
  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses classes) {
    TreeSet<String> found = new TreeSet<>();
    classes.forEach(type -> found.add(type.getPackageName()));
    TreeSet<String> listed = new TreeSet<>(List.of(API, CORE));
    API_PACKAGES.forEach(name -> listed.add(API + "." + name));
    STATIONS.forEach(name -> listed.add(CORE + "." + name));
    assertEquals(listed, found);
  }

  private static void onlyBefore(JavaClasses classes, String root, List<String> order) {
    for (int i = 0; i < order.size(); i++) {
      List<String> later = new ArrayList<>();
      order.subList(i + 1, order.size()).forEach(name -> later.add(root + "." + name));
      noClasses()
          .that()
          .resideInAPackage(root + "." + order.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later.toArray(String[]::new))
          .because("data flows one way: " + String.join(" -> ", order))
          .allowEmptyShould(true)
          .check(classes);
    }
  }
}
