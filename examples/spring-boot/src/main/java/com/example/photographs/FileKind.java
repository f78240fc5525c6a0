package com.example.photographs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What a file is, by its first bytes, so that its owner is told what was uploaded. */
enum FileKind {
  EMPTY("an empty file", head -> head.isEmpty()),
  JPEG("a JPEG picture", head -> head.startsWith("\u00FF\u00D8")),
  PNG("a PNG picture", head -> head.startsWith("\u0089PNG\r\n\u001A\n")),
  GIF("a GIF picture", head -> head.startsWith("GIF87a") || head.startsWith("GIF89a")),
  BMP("a BMP picture", head -> head.startsWith("BM")),
  PDF("a PDF document", head -> head.startsWith("%PDF-")),
  TIFF("a TIFF picture", head -> head.startsWith("II*\0") || head.startsWith("MM\0*")),
  WEBP("a WebP picture", head -> head.startsWith("RIFF") && head.startsWith("WEBP", 8)),
  AVIF("an AVIF picture", head -> head.startsWith("ftypavi", 4)),
  HEIC("a HEIC picture", head -> head.startsWith("ftyphe", 4) || head.startsWith("ftypmif1", 4)),
  FILM("a film", head -> head.startsWith("ftyp", 4) || head.startsWith("\u001AE\u00DF\u00A3")),
  ZIP("a ZIP archive or an Office document", head -> head.startsWith("PK\3\4")),
  GZIP("a gzip file", head -> head.startsWith("\u001F\u008B")),
  PROGRAM("a program", head -> head.startsWith("MZ") || head.startsWith("\u007FELF")),
  HTML("an HTML page", head -> markup(head, "<!doctype html") || markup(head, "<html")),
  SVG("an SVG drawing", head -> markup(head, "<svg") || head.contains("<svg")),
  XML("an XML document", head -> markup(head, "<?xml")),
  TEXT("text", FileKind::isText),
  UNKNOWN("no kind of file that is known", head -> true);

  private static final List<FileKind> READABLE = List.of(JPEG, PNG, GIF, BMP);
  private static final int HEAD = 1024;

  private final String title;
  private final Predicate<String> test;

  FileKind(String title, Predicate<String> test) {
    this.title = title;
    this.test = test;
  }

  static FileKind of(byte[] file) {
    String head = new String(file, 0, Math.min(file.length, HEAD), StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(kind -> kind.test.test(head)).findFirst().orElseThrow();
  }

  String title() {
    return title;
  }

  /** Whether it may be a picture that can be decoded. */
  boolean isReadable() {
    return READABLE.contains(this);
  }

  private static boolean markup(String head, String start) {
    return head.stripLeading().toLowerCase(Locale.ROOT).startsWith(start);
  }

  /** UTF-8 without control characters; the head may end within a letter. */
  private static boolean isText(String head) {
    if (head.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f')) {
      return false;
    }
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    for (int cut = 0; cut < 4 && cut < bytes.length; cut++) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
        return true;
      } catch (CharacterCodingException e) {
        continue;
      }
    }
    return false;
  }
}
