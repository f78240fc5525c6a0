package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Checkpoints of which every checksum is right and the content is meant to harm the reader. */
final class HostileCheckpoints {
  /** Changes a copy of a good checkpoint. */
  @FunctionalInterface
  interface Attack {
    void on(Path checkpoint) throws IOException;
  }

  /** By name; those whose name begins with "state" harm a resumed run only. */
  private final Map<String, Attack> attacks = new LinkedHashMap<>();

  private HostileCheckpoints() {
    json();
    missing();
    network();
    pipelineAndClasses();
    files();
    headers();
    state();
  }

  static Map<String, Attack> attacks() {
    return new HostileCheckpoints().attacks;
  }

  private void add(String name, Attack attack) {
    if (attacks.put(name, attack) != null) {
      throw new IllegalStateException(name);
    }
  }

  /** Replaces what a regular expression finds first in the manifest. */
  private void edit(String name, String regex, String replacement) {
    manifest(
        name,
        json -> {
          String changed = json.replaceFirst(regex, replacement);
          if (changed.equals(json)) {
            throw new IllegalStateException(name + " changes nothing");
          }
          return changed;
        });
  }

  private void manifest(String name, UnaryOperator<String> edit) {
    add(name, checkpoint -> SealedManifest.edit(checkpoint, edit));
  }

  private void classNames(String name, String array) {
    manifest(name, json -> json.replace("[\"red\",\"green\",\"blue\"]", array));
  }

  private void json() {
    classNames("five million numbers", "[" + "0,".repeat(5_000_000) + "0]");
    classNames("a million numbers as names", "[" + "0,".repeat(1_000_000) + "0]");
    classNames("900,000 empty names", "[" + "\"\",".repeat(900_000) + "\"\"]");
    classNames("five million empty arrays", "[" + "[],".repeat(5_000_000) + "[]]");
    classNames("arrays in arrays", "[" + "[0,0,0],".repeat(220_000) + "0]");
    classNames("empty objects", "[" + "{},".repeat(900_000) + "{}]");
    classNames("wide letters", "[\"" + "\u732B".repeat(5_000_000) + "\"]");
    classNames("wide letters in many names", "[" + "\"\u732B\u732B\",".repeat(700_000) + "0]");
    classNames("depth", "[".repeat(1_000_000));
    classNames("closed depth", "[".repeat(60) + "]".repeat(60));
    classNames("a number of a million digits", "[" + "9".repeat(1_000_000) + "]");
    classNames("a name of 15 million letters", "[\"" + "x".repeat(15_000_000) + "\"]");
    classNames("many objects of many members", "[" + (members(4_000) + ",").repeat(250) + "0]");
    classNames("objects in objects", "{\"a\":".repeat(60) + members(90_000) + "}".repeat(60));
    manifest("a million members", json -> json + "," + members(1_200_000).substring(1, 100_000_00));
    manifest("members that fill the memory", json -> json + ",\"x\":" + members(1_000_000));
    manifest("a name of a megabyte", json -> json + ",\"" + "n".repeat(1 << 20) + "\":0");
    manifest("a long name twice", json -> json + (",\"" + "n".repeat(60_000) + "\":0").repeat(2));
    manifest("a body of 60 MB", json -> json + ",\"x\":[" + "[],".repeat(20_000_000) + "0]");
    manifest("a body of spaces", json -> json + " ".repeat(16_000_000) + ",");
    manifest("no JSON", json -> "\u0000".repeat(1_000));
    manifest("nothing", json -> "");
    manifest("an array", json -> "[" + json + "}");
    edit("a later format", "\"formatVersion\":2", "\"formatVersion\":1000000000");
    edit("format zero", "\"formatVersion\":2", "\"formatVersion\":0");
    edit("a format with digits", "\"formatVersion\":2", "\"formatVersion\":2.5");
    edit(
        "a format as text",
        "\"formatVersion\":2",
        "\"formatVersion\":\"" + "2".repeat(60_000) + "\"");
    edit("an unknown member", "\"outputs\":3", "\"outputs\":3,\"" + "u".repeat(60_000) + "\":0");
  }

  private static String members(int count) {
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      object.append(i == 0 ? "\"" : ",\"").append(Integer.toString(i, 36)).append("\":0");
    }
    return object.append('}').toString();
  }

  private void missing() {
    for (String part : new String[] {"network", "pipeline", "classNames", "files"}) {
      edit("no " + part, "\"" + part + "\":", "\"" + part + "X\":");
      edit("null as " + part, "\"" + part + "\":(\\{|\\[)", "\"" + part + "\":null,\"x\":$1");
    }
  }

  private void network() {
    String input = "\"input\":\\{\"dimensions\":\\[3,6,6\\]";
    for (String dimensions : new String[] {"", "0,6,6", "3,-6,6", "3", "3,6,6,6", "1,6,6"}) {
      edit("input " + dimensions, input, "\"input\":{\"dimensions\":[" + dimensions + "]");
    }
    edit("an input of 2^62", input, "\"input\":{\"dimensions\":[3,1073741824,1073741824]");
    edit("an input of a long side", input, "\"input\":{\"dimensions\":[3,6,99999999999]");
    edit(
        "an input of many axes",
        input,
        "\"input\":{\"dimensions\":[" + "1,".repeat(900_000) + "1]");
    edit("a wider layer", "\"filters\":4", "\"filters\":4000000");
    edit("the widest layer", "\"filters\":4", "\"filters\":2147483647");
    edit("a narrower layer", "\"filters\":4", "\"filters\":2");
    edit("no filters", "\"filters\":4", "\"filters\":0");
    edit("a wide output", "\"outputs\":3", "\"outputs\":1000000000");
    edit("a huge kernel", "\"kernel\":3", "\"kernel\":2147483647");
    edit("no stride", "\"stride\":1", "\"stride\":0");
    edit("a huge dilation", "\"dilation\":1", "\"dilation\":2147483647");
    edit("huge padding", "\"padBefore\":0", "\"padBefore\":2147483647");
    edit("negative padding", "\"padBefore\":0", "\"padBefore\":-2");
    edit("no groups", "\"groups\":1", "\"groups\":0");
    edit("a dropout of two", "\"rate\":0.5", "\"rate\":2");
    edit("a negative epsilon", "\"epsilon\":1.0E-5", "\"epsilon\":-1");
    edit("an infinite epsilon", "\"epsilon\":1.0E-5", "\"epsilon\":1e999");
    edit("a class of Java", "\"type\":\"Flatten\"", "\"type\":\"java.lang.Runtime\"");
    edit("an unknown layer", "\"type\":\"Flatten\"", "\"type\":\"" + "L".repeat(60_000) + "\"");
    edit("two nodes of a name", "\"name\":\"relu1\"", "\"name\":\"norm1\"");
    edit("a node of a role's name", "\"name\":\"fc\"", "\"name\":\"average/fc\"");
    edit("an unknown input", "\"inputs\":\\[\"input\"\\]", "\"inputs\":[\"nobody\"]");
    edit("a node that reads itself", "\"inputs\":\\[\"input\"\\]", "\"inputs\":[\"conv1\"]");
    edit("too many inputs", "\"inputs\":\\[\"input\"", "\"inputs\":[\"input\",\"input\"");
    edit("parameters of nobody", "\"parametersOf\":\"fc\"", "\"parametersOf\":\"nobody\"");
    edit("an unknown output", "\"output\":\"fc\"", "\"output\":\"nobody\"");
    edit("an output in the middle", "\"output\":\"fc\"", "\"output\":\"conv1\"");
    edit("no nodes", "\"nodes\":\\[", "\"nodes\":[],\"x\":[");
    String node =
        "{\"name\":\"n%d\",\"layer\":{\"type\":\"Flatten\"},\"inputs\":[\"fc\"],\"parametersOf\":\"n%d\"}";
    StringBuilder nodes = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      nodes.append(node.replace("%d", String.valueOf(i))).append(',');
    }
    edit("twenty thousand nodes", "\"nodes\":\\[", "\"nodes\":[" + nodes);
  }

  private void pipelineAndClasses() {
    edit("another crop", "\"cropHeight\":6,\"cropWidth\":6", "\"cropHeight\":8,\"cropWidth\":8");
    edit("a crop of no height", "\"cropHeight\":6", "\"cropHeight\":-6");
    edit("a huge crop", "\"cropHeight\":6", "\"cropHeight\":2147483647");
    String resize = "\"resize\":\\{\"type\":\"None\",\"height\":8,\"width\":8\\}";
    edit("another mean image", resize, "\"resize\":{\"type\":\"None\",\"height\":9,\"width\":9}");
    edit(
        "a huge resize",
        resize,
        "\"resize\":{\"type\":\"Squash\",\"height\":46341,\"width\":46341}");
    edit("the longest side", resize, "\"resize\":{\"type\":\"ShorterSide\",\"pixels\":2147483647}");
    edit("no size", resize, "\"resize\":{\"type\":\"ShorterSide\",\"pixels\":0}");
    edit(
        "a scale of two channels",
        "\"normalization\":\\{[^}]*\\}",
        "\"normalization\":{\"type\":\"Fixed\",\"mean\":[0,0],\"std\":[1,1]}");
    edit("an unknown range", "\"range\":\"UNIT\"", "\"range\":\"NONE\"");
    classNames("one class fewer", "[\"red\",\"green\"]");
    classNames("one class more", "[\"red\",\"green\",\"blue\",\"grey\"]");
    classNames("no classes", "[]");
    classNames("two classes of a name", "[\"red\",\"red\",\"blue\"]");
    classNames("classes that are numbers", "[1,2,3]");
    classNames("classes that are no list", "\"red\"");
  }

  private void files() {
    edit("a file elsewhere", "\"name\":\"weights.safetensors\"", "\"name\":\"../../etc/passwd\"");
    edit("a file of another name", "\"name\":\"optimizer.safetensors\"", "\"name\":\"o\"");
    edit("more bytes", "\"bytes\":[0-9]+", "\"bytes\":900000000");
    edit("fewer bytes", "\"bytes\":[0-9]+", "\"bytes\":8");
    edit("negative bytes", "\"bytes\":[0-9]+", "\"bytes\":-1");
    String bias = "\"name\":\"conv1.bias\",\"shape\":\\{\"dimensions\":\\[4\\]\\}";
    edit("a tensor of another name", bias, "\"name\":\"conv1.b\",\"shape\":{\"dimensions\":[4]}");
    edit("a tensor twice", bias, "\"name\":\"fc.bias\",\"shape\":{\"dimensions\":[3]}");
    edit("a longer tensor", bias, "\"name\":\"conv1.bias\",\"shape\":{\"dimensions\":[5]}");
    edit("a huge tensor", bias, "\"name\":\"conv1.bias\",\"shape\":{\"dimensions\":[2147483647]}");
    edit("a flat tensor", bias, "\"name\":\"conv1.bias\",\"shape\":{\"dimensions\":[2,2]}");
    edit("a scalar tensor", bias, "\"name\":\"conv1.bias\",\"shape\":{\"dimensions\":[]}");
    edit("no statistics", "\"name\":\"statistics/mean_color\"", "\"name\":\"statistics/mean\"");
    edit("an average of nobody", "\"name\":\"conv1.bias\"", "\"name\":\"average/nobody\"");
    edit("no tensors", "\"tensors\":\\[", "\"tensors\":[],\"x\":[");
    add(
        "a wider layer, declared to the end",
        checkpoint -> {
          SealedManifest.edit(
              checkpoint,
              json ->
                  json.replace("\"outputs\":3", "\"outputs\":8000000")
                      .replace(
                          "\"name\":\"fc.bias\",\"shape\":{\"dimensions\":[3]}",
                          "\"name\":\"fc.bias\",\"shape\":{\"dimensions\":[8000000]}"));
        });
  }

  private void headers() {
    header("a header of numbers", json -> "[" + "0,".repeat(8_000_000) + "0]");
    header("a small header of numbers", json -> "[" + "0,".repeat(1_500) + "0]");
    header("no JSON in the header", json -> "x".repeat(json.length()));
    header("an empty header", json -> "{}");
    header("no header", json -> "");
    header("a type of eight bytes", json -> json.replaceFirst("F32", "F64"));
    header("a type of a long name", json -> json.replaceFirst("F32", "F".repeat(3_000)));
    header(
        "offsets that overlap",
        json -> json.replaceFirst("data_offsets\":\\[0,", "data_offsets\":[-4,"));
    header(
        "offsets beyond the end",
        json ->
            json.replaceFirst(
                "data_offsets\":\\[0,[0-9]+", "data_offsets\":[0,9223372036854775807"));
    header(
        "one offset", json -> json.replaceFirst("data_offsets\":\\[0,[0-9]+", "data_offsets\":[0"));
    header(
        "a shape of no elements",
        json -> json.replaceFirst("\"shape\":\\[[0-9,]+", "\"shape\":[0"));
    header(
        "a shape of 2^40",
        json -> json.replaceFirst("\"shape\":\\[[0-9,]+", "\"shape\":[1048576,1048576"));
    header(
        "a tensor of another name in the header",
        json -> json.replaceFirst("conv1.bias", "conv1.bia5"));
    header("a tensor twice in the header", json -> json.replaceFirst("conv1.weight", "conv1.bias"));
    length("a header of 2^63 bytes", Long.MAX_VALUE);
    length("a header of -1 bytes", -1);
    length("a header longer than the file", 100_000);
  }

  private void header(String name, UnaryOperator<String> edit) {
    add(name, checkpoint -> rewrite(checkpoint, edit, -2));
  }

  private void length(String name, long length) {
    add(name, checkpoint -> rewrite(checkpoint, json -> json, length));
  }

  /** Writes the file of the weights with another header, whose checksum the manifest gets. */
  private static void rewrite(Path checkpoint, UnaryOperator<String> edit, long claimed)
      throws IOException {
    Path file = checkpoint.resolve(CheckpointWriter.WEIGHTS);
    ByteBuffer old = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) old.getLong()];
    old.get(header);
    byte[] changed =
        edit.apply(new String(header, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    ByteBuffer start =
        ByteBuffer.allocate(Long.BYTES + changed.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(claimed < -1 ? changed.length : claimed)
            .put(changed);
    ByteBuffer all = ByteBuffer.allocate(start.capacity() + old.remaining());
    all.put(start.flip()).put(old);
    Files.write(file, all.array());
    SealedManifest.edit(
        checkpoint,
        json ->
            json.replaceFirst(
                "\"bytes\":[0-9]+,\"headerSha256\":\"[0-9a-f]+\"",
                "\"bytes\":"
                    + all.capacity()
                    + ",\"headerSha256\":\""
                    + Sha256.of(start.array(), start.capacity())
                    + "\""));
  }

  private void state() {
    edit("state of a negative epoch", "\"epoch\":[0-9]+,\"batch\"", "\"epoch\":-1,\"batch\"");
    edit("state of a huge step", "\"step\":[0-9]+,\"updates\"", "\"step\":1e30,\"updates\"");
    edit("state of a negative step", "\"step\":[0-9]+,\"updates\"", "\"step\":-4,\"updates\"");
    edit("state of no provenance", "\"provenance\":\\{", "\"provenance\":7,\"x\":{");
    edit(
        "state of another optimiser",
        "\"name\":\"momentum/conv1.bias\"",
        "\"name\":\"momentum/x\"");
  }
}
