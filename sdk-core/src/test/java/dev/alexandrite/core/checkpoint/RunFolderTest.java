package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.train.CheckpointPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder has one run that writes there, and a run touches nothing there but its own. */
class RunFolderTest {
  @TempDir Path temp;

  private final List<String> warnings = new ArrayList<>();
  private Path directory;

  @BeforeEach
  void nameTheFolder() {
    directory = temp.resolve("run");
  }

  private RunFolder claim(Path path) {
    return RunFolder.claim(
        new CheckpointPolicy(path, 0, 1, true), warnings::add, FolderLock.Locking.OF_SYSTEM);
  }

  @Test
  void aFolderHasOneOwnerUnderWhateverName() throws IOException {
    try (RunFolder owner = claim(directory)) {
      Path link = Files.createSymbolicLink(temp.resolve("link"), directory);
      for (Path name : List.of(directory, link, directory.resolve("../run"))) {
        String message = assertThrows(TrainingException.class, () -> claim(name)).getMessage();
        assertTrue(
            message.startsWith("checkpoints(" + name + "): a run that has not ended"), message);
        assertTrue(message.contains("process " + ProcessHandle.current().pid() + " on "), message);
      }
      assertTrue(owner.latest().isEmpty());
    }
    claim(directory).close();
    assertEquals(List.of(), warnings);
  }

  @Test
  void closingTwiceDoesNotTakeTheFolderFromTheNextOwner() {
    RunFolder first = claim(directory);
    first.close();
    try (RunFolder second = claim(directory)) {
      first.close();
      assertThrows(TrainingException.class, () -> claim(directory));
      assertTrue(second.latest().isEmpty());
    }
  }

  @Test
  void aFileSystemWithoutLocksIsAWarning() {
    FolderLock.Locking none =
        channel -> {
          throw new IOException("No locks available");
        };
    RunFolder.claim(new CheckpointPolicy(directory, 0, 1, true), warnings::add, none).close();
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().contains("No locks available"), warnings.getFirst());
    assertTrue(warnings.getFirst().contains("a second run"), warnings.getFirst());
  }

  @Test
  void whatAKilledRunLeftIsTidiedAndWhatOthersLeftIsNot() throws IOException {
    Path unfinished = ours(".unfinished-step-00000006");
    Path deleted = ours(".deleted-step-00000001.2");
    Path replaced = ours(".aside-step-00000004");
    Path obsolete = ours(".aside-step-00000005");
    Path current = ours("step-00000005");
    Path foreign = Files.createDirectory(directory.resolve(".unfinished-x"));
    Path mixed = ours(".unfinished-step-00000007");
    Files.writeString(mixed.resolve("notes.txt"), "mine");
    claim(directory).close();
    for (Path gone : List.of(unfinished, deleted, replaced, obsolete)) {
      assertTrue(Files.notExists(gone, LinkOption.NOFOLLOW_LINKS), gone.toString());
    }
    assertEquals(
        List.of(directory.resolve("step-00000004"), current),
        new CheckpointFolder(directory).list());
    assertTrue(Files.exists(foreign));
    assertTrue(Files.exists(mixed.resolve("weights.safetensors")));
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().contains("notes.txt in it was not written by Alex"));
  }

  @Test
  void deletionLeavesLinksAndWhatIsNotOurs() throws IOException {
    Path archive = ours("archive");
    Path link = Files.createSymbolicLink(directory.resolve("step-00000001"), archive);
    Files.createSymbolicLink(directory.resolve(".unfinished-step-00000009"), archive);
    Path linked = ours("step-00000002");
    Files.delete(linked.resolve("weights.safetensors"));
    Files.createSymbolicLink(
        linked.resolve("weights.safetensors"), archive.resolve("weights.safetensors"));
    Path mixed = ours("step-00000003");
    Files.writeString(mixed.resolve("notes.txt"), "mine");
    Path file = Files.writeString(directory.resolve("step-00000004"), "a file");
    Path old = ours("step-00000005");
    Path kept = ours("step-00000006");
    try (RunFolder owner = claim(directory)) {
      owner.rotate(1, 6);
      owner.rotate(1, 6);
    }
    CheckpointFolder folder = new CheckpointFolder(directory);
    assertEquals(List.of(link, linked, mixed, file, kept), folder.list());
    assertTrue(Files.notExists(old));
    assertEquals("weights", Files.readString(archive.resolve("weights.safetensors")));
    assertEquals("manifest", Files.readString(archive.resolve("manifest.json")));
    assertTrue(Files.exists(mixed.resolve("manifest.json")), "stays whole");
    assertEquals(5, warnings.size(), "each once: " + warnings);
  }

  @Test
  void theLatestTheBestAndWhatIsAheadAreKept() throws IOException {
    for (int step = 1; step <= 7; step++) {
      ours("step-0000000" + step);
    }
    CheckpointFolder folder = new CheckpointFolder(directory);
    try (RunFolder owner = claim(directory)) {
      owner.rotate(2, 5, 1, 2, -1);
    }
    assertEquals(
        List.of(1L, 2L, 4L, 5L, 6L, 7L),
        folder.list().stream().map(CheckpointFolder::step).toList());
  }

  private Path ours(String name) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(name));
    Files.writeString(folder.resolve("weights.safetensors"), "weights");
    Files.writeString(folder.resolve("manifest.json"), "manifest");
    return folder;
  }
}
