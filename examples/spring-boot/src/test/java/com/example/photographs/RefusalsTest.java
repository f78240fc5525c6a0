package com.example.photographs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever uploads something else is told what it was. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"alexandrite.max-file=1MB", "alexandrite.max-pixels=1000000"})
class RefusalsTest {
  @LocalServerPort private int port;

  private Uploads uploads;

  @BeforeEach
  void open() {
    uploads = new Uploads(port);
  }

  @AfterEach
  void close() {
    uploads.close();
  }

  private HttpResponse<String> answer(byte[] file) throws Exception {
    return uploads.send(file).get(60, TimeUnit.SECONDS);
  }

  private void assertRefused(byte[] file, int status, String part) throws Exception {
    HttpResponse<String> response = answer(file);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).startsWith("{\"error\":\"").contains(part);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%PDF-1.7 trailer | a PDF document",
        "PK\u0003\u0004 word/document.xml | a ZIP archive or an Office document",
        "GIF8 is no header | text",
        "Dear Sir or Madam | text",
        "<!DOCTYPE html><html> | an HTML page",
        "<?xml version='1.0'?><svg xmlns='x'/> | an SVG drawing",
        "<?xml version='1.0'?><invoice/> | an XML document",
        "RIFF0000WEBPVP8 | a WebP picture",
        "0000ftypheic | a HEIC picture",
        "0000ftypavif | an AVIF picture",
        "0000ftypisom | a film",
        "MZ\u0090\u0000\u0003 | a program",
        "II*\u0000\u0008\u0000 tail | a TIFF picture",
        "x\u0001\u0002\u0003\u0004x | no kind of file that is known",
      })
  void whatIsNoPictureIsNamed(String content, String kind) throws Exception {
    assertRefused(latin(content), 415, "This is " + kind + ";");
  }

  @Test
  void compressedAndEmptyFilesAreNamed() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(new byte[100]);
    }
    assertRefused(bytes.toByteArray(), 415, "This is a gzip file;");
    assertRefused(new byte[0], 422, "This is an empty file;");
  }

  @Test
  void whatWasCutOffOrDamagedIsNamed() throws Exception {
    for (byte[] file : Photographs.some(2)) {
      assertRefused(Arrays.copyOf(file, file.length / 2), 422, "damaged");
      assertRefused(Arrays.copyOf(file, 12), 422, "image of 12 bytes");
      assertThat(answer(file).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsTooLongIsRefusedBeforeItIsRead() throws Exception {
    byte[] file = Arrays.copyOf(Photographs.some(1).getFirst(), (1 << 20) + 1);
    assertRefused(file, 413, "longer than the 1 MB");
    assertRefused(new byte[5 << 20], 413, "longer than the 1 MB");
  }

  @Test
  void aFormOfManyFieldsIsRefused() throws Exception {
    String field = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
    HttpResponse<String> many =
        uploads.post("multipart/form-data; boundary=x", latin(field.repeat(500) + "--x--\r\n"));
    assertThat(many.statusCode()).isEqualTo(413);
    assertThat(many.body()).contains("too many or too long fields");
  }

  /** A small file of a picture that would fill the memory. */
  @Test
  void aPictureOfTooManyPixelsIsRefusedBeforeItIsDecoded() throws Exception {
    ByteBuffer png = ByteBuffer.allocate(33);
    png.put(latin("\u0089PNG\r\n\u001A\n")).putInt(13).put(latin("IHDR"));
    png.putInt(60_000).putInt(60_000).put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(png.array(), 12, 17);
    png.putInt((int) crc.getValue());
    assertRefused(png.array(), 422, "60000");
  }

  @Test
  void aFormWithoutAPictureIsToldWhatIsExpected() throws Exception {
    HttpResponse<String> other =
        uploads.send("photo", Photographs.some(1).getFirst()).get(60, TimeUnit.SECONDS);
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).contains("no field 'image'");
    HttpResponse<String> bare = uploads.post("image/jpeg", Photographs.some(1).getFirst());
    assertThat(bare.statusCode()).isBetween(400, 499);
    HttpResponse<String> half =
        uploads.post("multipart/form-data; boundary=x", latin("--x\r\nContent-Dis"));
    assertThat(half.statusCode()).isEqualTo(400);
  }

  @Test
  void pageAndHealthAreThere() throws Exception {
    HttpResponse<String> page = uploads.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("What is on the photograph?").doesNotContain("http://");
    HttpResponse<String> health = uploads.get("/actuator/health");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"alexandrite\":{").contains("\"classes\":");
  }
}
