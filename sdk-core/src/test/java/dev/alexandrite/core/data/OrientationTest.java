package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.ImageFolder;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are turned as their EXIF data says, if that is asked for and as far as it says so. */
final class OrientationTest {
  private static final Decoding TURNED = Decoding.defaults().exifOrientation(true);

  @TempDir Path temp;

  /** Two by three pixels, each its number in all channels. */
  private static final Image NUMBERED = numbered(2, 3, 0, 1, 2, 3, 4, 5);

  private static Image numbered(int height, int width, int... values) {
    byte[] rgb = new byte[3 * values.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i / 3];
    }
    return new Image(height, width, rgb);
  }

  private static void assertTurned(int number, int height, int width, int... values) {
    Image turned = Orientation.values()[number - 1].applyTo(NUMBERED);
    assertEquals(height, turned.height());
    assertEquals(width, turned.width());
    assertArrayEquals(numbered(height, width, values).rgb(), turned.rgb(), "orientation " + number);
  }

  @Test
  void allEightOrientations() {
    assertTurned(1, 2, 3, 0, 1, 2, 3, 4, 5);
    assertTurned(2, 2, 3, 2, 1, 0, 5, 4, 3);
    assertTurned(3, 2, 3, 5, 4, 3, 2, 1, 0);
    assertTurned(4, 2, 3, 3, 4, 5, 0, 1, 2);
    assertTurned(5, 3, 2, 0, 3, 1, 4, 2, 5);
    assertTurned(6, 3, 2, 3, 0, 4, 1, 5, 2);
    assertTurned(7, 3, 2, 5, 2, 4, 1, 3, 0);
    assertTurned(8, 3, 2, 2, 5, 1, 4, 0, 3);
  }

  /** A TIFF structure of one directory, which lies behind {@code gap} bytes. */
  private static byte[] tiff(ByteOrder order, int gap, int[]... entries) {
    ByteBuffer tiff = ByteBuffer.allocate(8 + gap + 2 + 12 * entries.length + 4).order(order);
    tiff.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
    tiff.putShort((short) 42).putInt(8 + gap).position(8 + gap);
    tiff.putShort((short) entries.length);
    for (int[] entry : entries) {
      tiff.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
      int value = entry[3];
      switch (entry[1]) {
        case 1 -> tiff.put((byte) value).put(new byte[3]);
        case 3 -> tiff.putShort((short) value).putShort((short) 0);
        default -> tiff.putInt(value);
      }
    }
    return tiff.array();
  }

  private static byte[] orientation(ByteOrder order, int number) {
    return tiff(order, 0, new int[] {0x010F, 2, 200, 9999}, new int[] {0x0112, 3, 1, number});
  }

  /** A JPEG file with an EXIF segment. */
  private static byte[] jpeg(byte[] tiff) throws IOException {
    byte[] plain = TestImages.encode(TestImages.picture(16, 24), "jpg");
    var file = new ByteArrayOutputStream();
    file.write(plain, 0, 2);
    int length = 2 + 6 + tiff.length;
    file.write(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
    file.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    file.write(tiff);
    file.write(plain, 2, plain.length - 2);
    return file.toByteArray();
  }

  private static Image decode(byte[] file, Decoding decoding) {
    return ImageDecoder.decode(file, "made", decoding);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void filesOfBothByteOrdersAreTurnedOnlyIfAsked(int number) throws IOException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      byte[] file = jpeg(orientation(order, number));
      Image stored = decode(file, Decoding.defaults());
      assertEquals("image 16×24", stored.toString());
      Image turned = decode(file, TURNED);
      assertArrayEquals(Orientation.values()[number - 1].applyTo(stored).rgb(), turned.rgb());
      assertEquals(number >= 5 ? 24 : 16, turned.height());
    }
  }

  private static Orientation read(byte[] tiff) throws IOException {
    byte[] file = jpeg(tiff);
    return Orientation.of(file, JpegSegment.of(file));
  }

  @Test
  void otherTypesOfANumberCountAndLaterEntriesWin() throws IOException {
    ByteOrder order = ByteOrder.BIG_ENDIAN;
    assertEquals(Orientation.CLOCKWISE, read(tiff(order, 7, new int[] {0x0112, 4, 1, 6})));
    assertEquals(Orientation.CLOCKWISE, read(tiff(order, 0, new int[] {0x0112, 1, 1, 6})));
    assertEquals(
        Orientation.FLIPPED,
        read(tiff(order, 0, new int[] {0x0112, 3, 1, 6}, new int[] {0x0112, 3, 1, 4})));
  }

  @Test
  void whatSaysNothingKnownTurnsNothing() throws IOException {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    List<byte[]> unknown = new ArrayList<>();
    for (int number : new int[] {0, 9, 255, 65535}) {
      unknown.add(orientation(order, number));
    }
    unknown.add(tiff(order, 0, new int[] {0x0112, 4, 1, -1}));
    unknown.add(tiff(order, 0, new int[] {0x0112, 3, 2, 6})); // two numbers
    unknown.add(tiff(order, 0, new int[] {0x0112, 2, 1, 6})); // text
    unknown.add(tiff(order, 0));
    unknown.add(new byte[0]);
    unknown.add(new byte[] {'I', 'I', 42, 0});
    unknown.add("neither byte order".getBytes(StandardCharsets.US_ASCII));
    for (byte[] tiff : unknown) {
      assertEquals(Orientation.UPRIGHT, read(tiff));
    }
  }

  @Test
  void hostileOffsetsAndCountsAreHarmless() throws IOException {
    byte[] good = orientation(ByteOrder.LITTLE_ENDIAN, 6);
    for (int offset : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1, good.length - 1}) {
      byte[] bad = good.clone();
      ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(4, offset);
      read(bad);
    }
    byte[] crowded = good.clone();
    ByteBuffer.wrap(crowded).order(ByteOrder.LITTLE_ENDIAN).putShort(8, (short) -1);
    assertEquals(Orientation.CLOCKWISE, read(crowded), "what is there of 65,535 entries is read");
    for (int length = 0; length < good.length; length++) {
      read(Arrays.copyOf(good, length));
    }
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = good.clone();
      for (int i = 0; i < 3; i++) {
        noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      }
      read(noise);
    }
  }

  @Test
  void realFilesSayWhatPillowReadsInThem() throws IOException {
    Path root = SharedData.require("jpeg");
    List<String> wrong = new ArrayList<>();
    int turned = 0;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    OrientationTest.class.getResourceAsStream("pillow-orientations.txt")),
                StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        int expected = Integer.parseInt(line.substring(0, 1));
        byte[] file = Files.readAllBytes(root.resolve(line.substring(2)));
        int found = Orientation.of(file, JpegSegment.of(file)).ordinal() + 1;
        turned += found > 1 ? 1 : 0;
        if (found != expected) {
          wrong.add(line + ": found " + found);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(turned >= 15, turned + " files are turned");
  }

  @Test
  void realPhotographsComeOutUpright() throws IOException {
    Path folder = SharedData.require("jpeg/exif-orientation");
    Path other = SharedData.require("jpeg/twelvemonkeys/exif");
    for (String scene : List.of("Landscape", "Portrait")) {
      Image upright = decode(Files.readAllBytes(other.resolve(scene + "_0.jpg")), TURNED);
      for (Path root : List.of(folder, other)) {
        for (int number = 1; number <= 8; number++) {
          Path file = root.resolve(scene + "_" + number + ".jpg");
          if (Files.exists(file)) {
            Image image = decode(Files.readAllBytes(file), TURNED);
            assertEquals(upright.toString(), image.toString(), file.toString());
            assertTrue(meanDifference(upright, image) < 8, file + " shows something else");
          }
        }
      }
    }
  }

  private static double meanDifference(Image a, Image b) {
    long sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 0xFF) - (b.rgb()[i] & 0xFF));
    }
    return (double) sum / a.rgb().length;
  }

  @Test
  void aFolderIsAnotherDataSetWhenItIsTurned() throws IOException {
    byte[] file = jpeg(orientation(ByteOrder.BIG_ENDIAN, 8));
    for (String name : List.of("a", "b")) {
      Files.createDirectories(temp.resolve(name));
      Files.write(temp.resolve(name).resolve("1.jpg"), file);
    }
    ImageFolder stored = ImageFolder.of(temp);
    ImageFolder turned = stored.decoding(TURNED);
    assertEquals("image 16×24", stored.image(0).toString());
    assertEquals("image 24×16", turned.image(0).toString());
    assertNotEquals(stored.fingerprint(), turned.fingerprint());
    assertEquals(stored.fingerprint(), turned.decoding(Decoding.defaults()).fingerprint());
    assertEquals(
        "Decoding[maxFileBytes=5, maxPixels=100000000, shrinkTo=0, anyFormat=false]",
        Decoding.defaults().maxFileBytes(5).toString(),
        "fingerprints of before stay");
  }
}
