package dev.alexandrite.cpu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the backend may know of the rest. */
@AnalyzeClasses(
    packages = "dev.alexandrite.cpu",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {
  @ArchTest
  static final ArchRule KNOWS_THE_SPI_ALONE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.alexandrite.core..",
              "dev.alexandrite.data..",
              "dev.alexandrite.augment..",
              "dev.alexandrite.checkpoint..",
              "dev.alexandrite.evaluate..",
              "dev.alexandrite.classify..")
          .because("a backend gets operator descriptions and nothing else");

  @ArchTest
  static final ArchRule PROVIDER_LINKS_NO_VECTOR_TYPE =
      noClasses()
          .that()
          .haveSimpleName("CpuBackendProvider")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator.vector..")
          .because("it must load where the Vector module is absent, and say so");

  @ArchTest
  static final ArchRule NO_ND4J_NO_NETWORK_NO_DESERIALISATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "java.net..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");
}
