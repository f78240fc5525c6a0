package dev.alexandrite.cpu;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.junit.jupiter.api.Test;

/**
 * The part of "same seed, same bits" that concerns the Vector API; the rest is in
 * config/forbidden-apis/same-bits.txt.
 */
final class VectorRulesTest {
  private static final Set<String> FLOATING_POINT =
      Set.of("jdk.incubator.vector.FloatVector", "jdk.incubator.vector.DoubleVector");

  private static final Set<String> TRANSCENDENTAL =
      Set.of(
          "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "SIN", "COS", "TAN", "ASIN", "ACOS",
          "ATAN", "ATAN2", "SINH", "COSH", "TANH", "CBRT", "HYPOT");

  private static final Set<String> FIXED_SPECIES =
      Set.of("SPECIES_64", "SPECIES_128", "SPECIES_256", "SPECIES_512");

  private static final ArchRule NO_SECOND_SPECIES =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Simd.class.getName()) // chooses the one width
          .should()
          .accessFieldWhere(describe("a width is fixed", VectorRulesTest::fixesWidth))
          .because("with float vectors of two classes at a call site, kernels box their vectors");

  private static final ArchRule NO_REDUCTION_OVER_LANES =
      noClasses()
          .should()
          .callMethodWhere(describe("floats are reduced over lanes", VectorRulesTest::reducesLanes))
          .because("its order depends on vector width and compiler; lanes run over outputs");

  private static final ArchRule NO_LANEWISE_TRANSCENDENTAL =
      noClasses()
          .should()
          .callMethodWhere(describe("pow is taken lane by lane", VectorRulesTest::takesPower))
          .orShould()
          .accessFieldWhere(
              describe("a transcendental operator is named", VectorRulesTest::namesTranscendental))
          .because("POW differed in 17 of 4096 lanes between runs; use a polynomial of FMA steps");

  private static boolean reducesLanes(JavaMethodCall call) {
    return call.getTarget().getName().startsWith("reduceLanes")
        && FLOATING_POINT.contains(call.getTargetOwner().getName());
  }

  private static boolean takesPower(JavaMethodCall call) {
    return call.getTarget().getName().equals("pow")
        && FLOATING_POINT.contains(call.getTargetOwner().getName());
  }

  private static boolean namesTranscendental(JavaFieldAccess access) {
    return access.getTargetOwner().getName().equals("jdk.incubator.vector.VectorOperators")
        && TRANSCENDENTAL.contains(access.getTarget().getName());
  }

  private static boolean fixesWidth(JavaFieldAccess access) {
    return access.getTargetOwner().getName().equals("jdk.incubator.vector.FloatVector")
        && FIXED_SPECIES.contains(access.getTarget().getName());
  }

  @Test
  void theBackendKeepsTheRules() {
    JavaClasses backend =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.alexandrite.cpu");
    NO_REDUCTION_OVER_LANES.check(backend);
    NO_LANEWISE_TRANSCENDENTAL.check(backend);
    NO_SECOND_SPECIES.check(backend);
  }

  @Test
  void anOffenderIsFound() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    assertTrue(NO_REDUCTION_OVER_LANES.evaluate(offender).hasViolation());
    assertTrue(NO_LANEWISE_TRANSCENDENTAL.evaluate(offender).hasViolation());
    assertTrue(NO_SECOND_SPECIES.evaluate(offender).hasViolation());
  }

  /** Breaks all rules; never called. */
  private static final class Offender {
    static float sumOfExponentials(float[] values) {
      return FloatVector.fromArray(FloatVector.SPECIES_128, values, 0)
          .lanewise(VectorOperators.EXP)
          .reduceLanes(VectorOperators.ADD);
    }
  }
}
