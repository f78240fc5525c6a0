package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Decoding;
import java.util.Map;

/** Decodes the hostile pictures one after the other and prints what became of each. */
public final class HostilePicturesMain {
  private HostilePicturesMain() {}

  /** One line a file: milliseconds, bar, the kind of answer, bar, name and message. */
  public static void main(String[] arguments) throws Exception {
    Decoding decoding = Decoding.defaults().anyFormat(arguments.length > 0);
    for (Map.Entry<String, byte[]> file : HostilePictures.all().entrySet()) {
      long start = System.nanoTime();
      String answer = answer(file.getKey(), file.getValue(), decoding);
      long milliseconds = (System.nanoTime() - start) / 1_000_000;
      System.out.println(milliseconds + "|" + answer.replace('\n', ' '));
    }
  }

  private static String answer(String name, byte[] file, Decoding decoding) {
    try {
      return "answered|" + name + ": " + ImageDecoder.decode(file, name, decoding);
    } catch (ImageMemoryException e) {
      // Foreseen, it is an answer; a heap that was full is what these files are after.
      return (e.getCause() == null ? "refused|" : "broken|") + e.getMessage();
    } catch (DataException e) {
      return "refused|" + e.getMessage();
    } catch (Throwable e) {
      return "broken|" + name + ": " + e;
    }
  }
}
