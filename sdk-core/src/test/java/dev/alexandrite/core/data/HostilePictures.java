package dev.alexandrite.core.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Small files that claim much, never end, hide other files or are none: by what they attack. */
final class HostilePictures {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostilePictures() {}

  static Map<String, byte[]> all() throws IOException {
    var pictures = new HostilePictures();
    pictures.jpegs();
    pictures.pngs();
    pictures.gifs();
    pictures.bmps();
    pictures.tiffs();
    pictures.others();
    return pictures.files;
  }

  private void put(String name, byte[] file) {
    files.put(name, file);
  }

  private void jpegs() throws IOException {
    byte[] plain = TestImages.encode(TestImages.picture(64, 64), "jpg");
    byte[] progressive = progressive(64, 64);
    for (int side : new int[] {9_999, 30_000, 65_535}) {
      put("jpeg of a header that claims " + side, jpegSize(plain, side, side));
      put("progressive jpeg that claims " + side, jpegSize(progressive, side, side));
    }
    put("jpeg that claims no rows", jpegSize(plain, 0, 64));
    put("jpeg one pixel high and 65535 wide", jpegSize(plain, 1, 65_535));
    put("jpeg of 200000 scans", scans(progressive, 200_000));
    put("jpeg of 500 scans", scans(progressive(512, 512), 500));
    put("jpeg of 5000 scans of a large picture", scans(jpegSize(progressive, 9_000, 9_000), 5_000));
    put("jpeg of tables only", jpegOfSegments(0xDB, 50_000));
    put("jpeg of comments only", jpegOfSegments(0xFE, 2_000_000));
    put("jpeg of EXIF only", jpegOfSegments(0xE1, 50_000));
    put("jpeg of colour profiles only", jpegOfSegments(0xE2, 50_000));
    put("jpeg of fill bytes", filled(plain, 2, 1 << 20, (byte) 0xFF));
    put("jpeg with a megabyte of nothing behind it", Arrays.copyOf(plain, 1 << 20));
    put("jpeg that ends in a length", Arrays.copyOf(plain, 5));
    put("jpeg of 255 components", jpegComponents(plain, 255));
    put("jpeg with sampling factors of 15", jpegSampling(plain, 0xFF));
    put("jpeg of restart markers", filled(plain, plain.length - 2, 1 << 20, (byte) 0xD0));
  }

  private void pngs() throws IOException {
    for (int side : new int[] {9_999, 100_000, Integer.MAX_VALUE}) {
      put("png of a header that claims " + side, png(side, side, 8, 2, new byte[0]));
      put("interlaced png that claims " + side, interlaced(png(side, side, 16, 6, new byte[0])));
    }
    put("png of zeros that claims 20000", png(20_000, 20_000, 8, 6, deflate(1 << 24)));
    put("png of one column and nine million rows", png(1, 9_000_000, 8, 0, deflate(18_000_000)));
    put("png of no width", png(0, 8, 8, 2, new byte[0]));
    put("png of negative height", png(8, -8, 8, 2, new byte[0]));
    put("png of depth 255", png(8, 8, 255, 2, new byte[0]));
    put("png of colour type 255", png(8, 8, 8, 255, new byte[0]));
    byte[] good = TestImages.encode(TestImages.picture(8, 8), "png");
    put("png with a text of 16 MB, deflated", withChunk(good, "zTXt", text(deflate(1 << 24))));
    put("png with a profile of 16 MB, deflated", withChunk(good, "iCCP", text(deflate(1 << 24))));
    put("png with international text of 16 MB", withChunk(good, "iTXt", international()));
    put("png with a chunk of two gigabytes", chunkLength(good, Integer.MAX_VALUE));
    put("png with a chunk of negative length", chunkLength(good, -1));
    put("png of 20000 empty chunks", chunks(good, 20_000));
    put("png of 900000 pieces of a byte", pieces(900_000));
    put("png of nothing but its signature", Arrays.copyOf(good, 8));
  }

  private void gifs() {
    put("gif of 35 bytes that claims 9999", gif(9_999, 9_999, 9_999, 9_999));
    put("gif of an empty screen of 9999", gif(9_999, 9_999, 1, 1));
    put("gif of 65535", gif(65_535, 65_535, 65_535, 65_535));
    put("gif with a frame far off its screen", gifAt(1, 1, 60_000, 60_000));
    put("gif without a frame", Arrays.copyOf(gif(8, 8, 8, 8), 19));
    byte[] good = TestImages.encode(TestImages.picture(8, 8), "gif");
    put("gif of extensions only", gifOfExtensions(1 << 20));
    put("gif of 3 million empty comments", gifOfComments(good, 3_000_000));
    put("gif of pieces of a byte", gifOfPieces(9 << 20));
    put("gif cut in its palette", Arrays.copyOf(good, 40));
    put("gif of clear codes", gifOfCodes(0x24, 1 << 18));
    put("gif of a code size of 255", codeSize(good, 255));
  }

  private void bmps() throws IOException {
    put("bmp with a jpeg that claims two gigabytes", bmp(8, 8, 24, 4, Integer.MAX_VALUE));
    put("bmp with a png in place of pixels", bmp(8, 8, 24, 5, 100));
    for (int side : new int[] {9_999, 46_000, Integer.MAX_VALUE}) {
      put("bmp of a header that claims " + side, bmp(side, side, 24, 0, 0));
      put("run-length bmp that claims " + side, bmp(side, side, 8, 1, 0));
    }
    put("bmp of negative width", bmp(-8, 8, 24, 0, 0));
    put("bmp of the smallest height", bmp(8, Integer.MIN_VALUE, 24, 0, 0));
    put("bmp of depth 0", bmp(8, 8, 0, 0, 0));
    put("bmp of depth 32767", bmp(8, 8, 32_767, 0, 0));
    put("bmp of an unknown compression", bmp(8, 8, 24, 77, 0));
    put("bmp of two bytes", "BM".getBytes(StandardCharsets.US_ASCII));
    put("bmp of header size 2 GB", bmpHeader(Integer.MAX_VALUE));
  }

  private void tiffs() {
    put("tiff", tiff());
    put("tiff with a jpeg in it", tiffOfCompression(7));
    put("tiff with a jpeg of the old kind in it", tiffOfCompression(6));
    put("tiff of a directory that is its own successor", tiffLoop());
  }

  private void others() {
    put("nothing", new byte[0]);
    put("one byte", new byte[] {(byte) 0xFF});
    put("a megabyte of zeros", new byte[1 << 20]);
    put("a megabyte of FF", filled(new byte[0], 0, 1 << 20, (byte) 0xFF));
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    put("a megabyte of noise", noise);
    put("html", "<!DOCTYPE html><html>".getBytes(StandardCharsets.US_ASCII));
    put("webp", "RIFF\0\0\0\0WEBPVP8L".getBytes(StandardCharsets.ISO_8859_1));
    put("avif", "\0\0\0\u001CftypavifXXXX".getBytes(StandardCharsets.ISO_8859_1));
    put("heic", "\0\0\0\u0018ftypheicXXXX".getBytes(StandardCharsets.ISO_8859_1));
    put("a zip file", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
    put("wbmp that claims two gigabytes", new byte[] {0, 0, -1, -1, -1, 127, -1, -1, -1, 127});
  }

  private static byte[] progressive(int height, int width) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpg").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      BufferedImage picture = TestImages.picture(height, width);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static int frame(byte[] jpeg) {
    for (int at = 2; ; at++) {
      if (jpeg[at] == (byte) 0xFF && (jpeg[at + 1] == (byte) 0xC0 || jpeg[at + 1] == (byte) 0xC2)) {
        return at;
      }
    }
  }

  private static byte[] jpegSize(byte[] jpeg, int height, int width) {
    byte[] changed = jpeg.clone();
    ByteBuffer.wrap(changed).putShort(frame(jpeg) + 5, (short) height);
    ByteBuffer.wrap(changed).putShort(frame(jpeg) + 7, (short) width);
    return changed;
  }

  private static byte[] jpegComponents(byte[] jpeg, int count) {
    byte[] changed = jpeg.clone();
    changed[frame(jpeg) + 9] = (byte) count;
    return changed;
  }

  private static byte[] jpegSampling(byte[] jpeg, int factors) {
    byte[] changed = jpeg.clone();
    changed[frame(jpeg) + 11] = (byte) factors;
    return changed;
  }

  /** The last scan again and again. */
  private static byte[] scans(byte[] jpeg, int count) {
    int end = jpeg.length - 2;
    int last = 0;
    for (int at = 2; at < end; at++) {
      if (jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) 0xDA) {
        last = at;
      }
    }
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, end);
    // Its header and a few coded bytes are a scan that the decoder has to go through.
    int header = 2 + (jpeg[last + 2] << 8 | (jpeg[last + 3] & 0xFF));
    for (int scan = 0; scan < count; scan++) {
      out.write(jpeg, last, header);
      out.write(0);
    }
    out.write(jpeg, end, 2);
    return out.toByteArray();
  }

  private static byte[] jpegOfSegments(int marker, int count) {
    ByteBuffer file = ByteBuffer.allocate(2 + 8 * count);
    file.putShort((short) 0xFFD8);
    for (int i = 0; i < count; i++) {
      file.putShort((short) (0xFF00 | marker)).putShort((short) 6).putInt(0);
    }
    return file.array();
  }

  private static byte[] filled(byte[] file, int at, int count, byte value) {
    byte[] longer = new byte[file.length + count];
    System.arraycopy(file, 0, longer, 0, at);
    Arrays.fill(longer, at, at + count, value);
    System.arraycopy(file, at, longer, at + count, file.length - at);
    return longer;
  }

  private static byte[] png(int width, int height, int depth, int colour, byte[] deflated) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colour);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    out.writeBytes(chunk("IHDR", header.array()));
    out.writeBytes(chunk("IDAT", deflated));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] interlaced(byte[] png) {
    png[28] = 1;
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    return png;
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  private static byte[] withChunk(byte[] png, String type, byte[] data) {
    return filledWith(png, 33, chunk(type, data));
  }

  private static byte[] chunks(byte[] png, int count) {
    var many = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      many.writeBytes(chunk("tEXt", new byte[] {'a', 0}));
    }
    return filledWith(png, 33, many.toByteArray());
  }

  private static byte[] filledWith(byte[] file, int at, byte[] more) {
    byte[] longer = filled(file, at, more.length, (byte) 0);
    System.arraycopy(more, 0, longer, at, more.length);
    return longer;
  }

  private static byte[] pieces(int count) {
    byte[] png = png(1000, 1000, 8, 2, new byte[0]);
    byte[] piece = chunk("IDAT", new byte[1]);
    ByteBuffer many = ByteBuffer.allocate(count * piece.length);
    for (int i = 0; i < count; i++) {
      many.put(piece);
    }
    return filledWith(png, 33, many.array());
  }

  private static byte[] chunkLength(byte[] png, int length) {
    byte[] changed = png.clone();
    ByteBuffer.wrap(changed).putInt(33, length);
    return changed;
  }

  private static byte[] text(byte[] deflated) {
    return filledWith(new byte[] {'a', 0, 0}, 3, deflated);
  }

  private static byte[] international() {
    return filledWith(new byte[] {'a', 0, 1, 0, 0, 0}, 6, deflate(1 << 24));
  }

  private static byte[] deflate(int zeros) {
    Deflater deflater = new Deflater(9);
    deflater.setInput(new byte[zeros]);
    deflater.finish();
    byte[] out = new byte[zeros / 500 + 1000];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] gif(int screenWidth, int screenHeight, int width, int height) {
    return gif(screenWidth, screenHeight, 0, 0, width, height);
  }

  private static byte[] gifAt(int screen, int side, int left, int top) {
    return gif(screen, screen, left, top, side, side);
  }

  private static byte[] gif(int sw, int sh, int left, int top, int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
    file.put("GIF89a".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) sw)
        .putShort((short) sh);
    file.put((byte) 0x80).put((byte) 0).put((byte) 0).put(new byte[] {1, 2, 3, 4, 5, 6});
    file.put((byte) 0x2C).putShort((short) left).putShort((short) top);
    file.putShort((short) width).putShort((short) height).put((byte) 0);
    return file.put((byte) 2).put((byte) 1).put((byte) 0x2C).array();
  }

  private static byte[] gifOfExtensions(int bytes) {
    byte[] file = Arrays.copyOf(gif(8, 8, 8, 8), bytes);
    for (int at = 19; at + 8 < bytes; at += 8) {
      System.arraycopy(new byte[] {0x21, (byte) 0xF9, 4, 0, 0, 0, 0, 0}, 0, file, at, 8);
    }
    return file;
  }

  private static byte[] gifOfComments(byte[] gif, int count) {
    byte[] comments = new byte[3 * count];
    for (int at = 0; at < comments.length; at += 3) {
      comments[at] = 0x21;
      comments[at + 1] = (byte) 0xFE;
    }
    return filledWith(gif, 13 + 3 * (2 << (gif[10] & 7)), comments);
  }

  private static byte[] gifOfPieces(int bytes) {
    byte[] file = Arrays.copyOf(gif(64, 64, 64, 64), bytes);
    for (int at = 30; at + 2 < bytes; at += 2) {
      file[at] = 1;
    }
    return file;
  }

  private static byte[] gifOfCodes(int code, int bytes) {
    byte[] file = Arrays.copyOf(gif(64, 64, 64, 64), bytes);
    file[29] = 2;
    for (int at = 30; at + 256 < bytes; at += 256) {
      file[at] = (byte) 255;
      Arrays.fill(file, at + 1, at + 256, (byte) code);
    }
    return file;
  }

  private static byte[] codeSize(byte[] gif, int size) {
    byte[] changed = gif.clone();
    int frame = 13 + 3 * (2 << (gif[10] & 7));
    changed[frame + 10] = (byte) size;
    return changed;
  }

  private static byte[] bmp(int width, int height, int depth, int compression, int imageBytes) {
    ByteBuffer file = ByteBuffer.allocate(154).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(154).putInt(0).putInt(54);
    file.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) depth);
    file.putInt(compression).putInt(imageBytes);
    return file.array();
  }

  private static byte[] bmpHeader(int size) {
    byte[] file = bmp(8, 8, 24, 0, 0);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(14, size);
    return file;
  }

  private static byte[] tiff() {
    return TestImages.encode(TestImages.picture(8, 8), "tiff");
  }

  private static byte[] tiffOfCompression(int compression) {
    ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 1);
    file.putShort((short) 259).putShort((short) 3).putInt(1).putInt(compression);
    return file.array();
  }

  private static byte[] tiffLoop() {
    ByteBuffer file = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
    return file.put((byte) 'I')
        .put((byte) 'I')
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 0)
        .putInt(8)
        .array();
  }
}
