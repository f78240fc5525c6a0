package dev.alexandrite.interop.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives as PyTorch writes them, and as it never would. */
public final class Zipped {
  private Zipped() {}

  /** The newer form around a pickle, with storage "0" of two floats. */
  public static byte[] torch(byte[] pickle) {
    return stored(records(pickle));
  }

  static Map<String, byte[]> records(byte[] pickle) {
    Map<String, byte[]> records = new LinkedHashMap<>();
    records.put("archive/data.pkl", pickle);
    records.put("archive/data/0", new byte[8]);
    records.put("archive/version", new byte[] {'3', '\n'});
    return records;
  }

  static byte[] stored(Map<String, byte[]> records) {
    return write(records, ZipEntry.STORED);
  }

  static byte[] deflated(Map<String, byte[]> records) {
    return write(records, ZipEntry.DEFLATED);
  }

  private static byte[] write(Map<String, byte[]> records, int method) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> record : records.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(record.getValue());
        ZipEntry entry = new ZipEntry(record.getKey());
        entry.setMethod(method);
        entry.setSize(record.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(record.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Changes a number of a field in the end of the archive, of the directory or of a header. */
  static byte[] patched(byte[] archive, int signature, int occurrence, int offset, int value) {
    ByteBuffer bytes = ByteBuffer.wrap(archive.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int seen = 0;
    for (int at = 0; at <= archive.length - Integer.BYTES; at++) {
      if (bytes.getInt(at) == signature && seen++ == occurrence) {
        return bytes.putInt(at + offset, value).array();
      }
    }
    throw new IllegalArgumentException("no such signature");
  }
}
