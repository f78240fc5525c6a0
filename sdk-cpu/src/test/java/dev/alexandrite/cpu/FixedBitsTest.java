package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.OpCase;
import dev.alexandrite.testkit.OpCases;
import dev.alexandrite.testkit.OpRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The bits of every case of the contract, and of {@link LargeCases}, are those of the committed
 * {@code bits.txt}: at the machine's own vector width and at each forced one, with 1, 2 and 3
 * threads, on any JDK, before and after a change. Whoever means to change bits changes the
 * backend's plan version too.
 *
 * <p>After an operator or a case was added, or bits were changed on purpose, the machine's own
 * width writes the file anew, and the other widths are compared with it:
 *
 * <pre>mvn test -pl sdk-cpu -am -Dtest=FixedBitsTest -Dsurefire.failIfNoSpecifiedTests=false
 *     -Ddev.alexandrite.bits=write</pre>
 *
 * <p>In review its difference has added lines only, unless bits have changed.
 */
@Tag("width")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FixedBitsTest {
  private static final Path FILE = Path.of("src/test/resources/dev/alexandrite/cpu/bits.txt");
  private static final boolean WRITE = "write".equals(System.getProperty("dev.alexandrite.bits"));

  /** Other numbers at other widths, which all have the same bits. */
  private static final int THREADS = ForcedWidth.none() ? 3 : Simd.LANES == 8 ? 2 : 1;

  /** Differences that a failure shows. */
  private static final int SHOWN = 10;

  private Backend reference;
  private Backend backend;

  @BeforeAll
  void open() {
    ForcedWidth.assumeNotEmulated();
    reference = Backends.reference();
    backend = Backends.open("cpu", THREADS);
  }

  @AfterAll
  void close() {
    if (backend != null) {
      backend.close();
      reference.close();
    }
  }

  @Test
  void everyCaseHasItsBits() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    forEachCase((name, test) -> assertEquals(null, found.put(name, line(test)), name + " twice"));
    List<String> lines =
        found.entrySet().stream().map(e -> e.getValue() + "  " + e.getKey()).toList();
    if (WRITE && ForcedWidth.none()) {
      Files.write(FILE, lines);
    }
    Set<String> expected = new TreeSet<>(Files.readAllLines(FILE));
    List<String> changed = lines.stream().filter(line -> !expected.contains(line)).toList();
    assertTrue(
        changed.isEmpty(),
        () ->
            changed.size()
                + " of "
                + lines.size()
                + " cases are not in "
                + FILE
                + " with these bits, at "
                + Simd.SPECIES.vectorBitSize()
                + " bits; see FixedBitsTest for what to do:\n"
                + changed.stream().limit(SHOWN).collect(Collectors.joining("\n")));
    assertEquals(expected.size(), lines.size(), "cases of " + FILE + " that are no longer run");
  }

  /** A plan that no case reaches has no bits to compare. */
  @Test
  void everyPlanIsReached() {
    Set<String> reached = new TreeSet<>();
    forEachCase((_, test) -> reached.add(planner(backend.plan(test.op(), test.capacity()))));
    Set<String> known =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.alexandrite.cpu")
                .stream()
                .filter(type -> type.isAssignableTo(OpPlan.class) || isCorrelation(type))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> !type.isEquivalentTo(CorrelationPlan.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(known, reached);
  }

  /** Operators with several algorithms, which are one class of plans or differ in its tables. */
  @Test
  void everyAlgorithmOfAnOperatorIsReached() {
    Set<String> reached = new TreeSet<>();
    forEachCase(
        (_, test) ->
            reached.add(
                test.op().getClass().getName().replaceFirst(".*\\.", "")
                    + " "
                    + backend.plan(test.op(), test.capacity()).algorithm()));
    for (String operator : List.of("Forward", "InputGradient", "WeightGradient")) {
      for (String algorithm :
          List.of("direct", "local", "winograd(5x5,3x3)", "winograd(4x4,5x5)")) {
        assertTrue(reached.contains("ConvolutionOp$" + operator + " " + algorithm), algorithm);
      }
      assertTrue(reached.contains("LinearOp$" + operator + " direct"), operator);
    }
    assertTrue(reached.containsAll(List.of("LinearOp$Forward bfloat16", "LinearOp$Forward int8")));
  }

  private static boolean isCorrelation(JavaClass type) {
    return type.isAssignableTo(Correlation.class);
  }

  /** What computes: a plan, or the correlation that it is. */
  private static String planner(OpPlan plan) {
    return plan instanceof CorrelationPlan correlation
        ? correlation.correlation().getClass().getName()
        : plan.getClass().getName();
  }

  private static void forEachCase(BiConsumer<String, OpCase> visitor) {
    OpCases.byFamily()
        .forEach(
            (family, cases) ->
                cases.forEach(test -> visitor.accept(family + ": " + test.name(), test)));
    LargeCases.all().forEach(test -> visitor.accept("large: " + test.name(), test));
  }

  private String line(OpCase test) {
    return hash(OpRunner.run(backend, test, reference))
        + " "
        + backend.plan(test.op(), test.capacity()).algorithm();
  }

  /** The first 64 bits of SHA-256 over all outputs, every NaN being the same. */
  private static String hash(List<float[]> outputs) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (float[] output : outputs) {
        ByteBuffer bytes = ByteBuffer.allocate(output.length * Float.BYTES);
        for (float value : output) {
          bytes.putInt(Float.floatToIntBits(value));
        }
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
