package dev.alexandrite.observe.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The wire format beside protobuf-java's writer. */
class MessageTest {
  @Property(tries = 200)
  void bytesAreThoseOfProtobuf(
      @ForAll long whole, @ForAll double real, @ForAll float small, @ForAll String text)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt64(1, whole);
    out.writeDouble(2, real);
    out.writeFloat(15, small);
    out.writeByteArray(16, text.getBytes(StandardCharsets.UTF_8));
    out.writeInt64(2000, -whole);
    out.flush();
    assertArrayEquals(
        bytes.toByteArray(),
        new Message()
            .integer(1, whole)
            .real(2, real)
            .real(15, small)
            .text(16, text)
            .integer(2000, -whole)
            .toBytes());
  }

  /** RFC 3720, appendix B.4, and the check value of CRC-32C. */
  @Test
  void theRefereesChecksumIsTheOneOfTheStandard() {
    assertEquals(0xE3069283, Referee.checksum("123456789".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(0x8A9136AA, Referee.checksum(new byte[32]));
  }

  @Test
  void histogramsCountEveryNumberInItsBucket() {
    float[] values = {
      -3,
      -1,
      -1e-20f,
      0,
      -0f,
      1e-45f,
      0.5f,
      0.5f,
      0.53f,
      1,
      1e30f,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.NaN,
      Float.POSITIVE_INFINITY
    };
    Histogram histogram = new Histogram();
    histogram.addAll(values);
    assertEquals(13, histogram.count());
    DynamicMessage read =
        Referee.parse("Histogram", ByteString.copyFrom(histogram.toMessage().toBytes()));
    List<Double> limits = Referee.get(read, "bucket_limit");
    List<Double> counts = Referee.get(read, "bucket");
    assertEquals(limits.stream().sorted().distinct().toList(), limits);
    assertEquals(limits.size(), counts.size());
    assertEquals(0.0, counts.getFirst());
    assertEquals(13.0, counts.stream().mapToDouble(Double::doubleValue).sum());
    for (int i = 1; i < limits.size(); i++) {
      double from = limits.get(i - 1);
      double to = limits.get(i);
      double expected = 0;
      for (float value : values) {
        if (Float.isFinite(value)) {
          boolean inside = value > 0 ? value >= from && value < to : value > from && value <= to;
          boolean zero = value == 0 && from < 0 && to > 0;
          expected += inside || zero ? 1 : 0;
        }
      }
      assertEquals(expected, counts.get(i), from + " to " + to);
    }
    assertEquals((double) -Float.MAX_VALUE, (double) Referee.get(read, "min"));
    assertEquals((double) Float.MAX_VALUE, (double) Referee.get(read, "max"));
  }

  @Test
  void sumsAreThoseOfTheNumbers() {
    Histogram histogram = new Histogram();
    histogram.addAll(new float[] {1, 2, -4});
    DynamicMessage read =
        Referee.parse("Histogram", ByteString.copyFrom(histogram.toMessage().toBytes()));
    assertEquals(3.0, (double) Referee.get(read, "num"));
    assertEquals(-1.0, (double) Referee.get(read, "sum"));
    assertEquals(21.0, (double) Referee.get(read, "sum_squares"));
    assertEquals(0, new Histogram().count());
  }
}
