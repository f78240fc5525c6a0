package dev.alexandrite.cli;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.json.JsonObject;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model behind HTTP. */
@Command(
    name = "serve",
    header = "Classifies uploads over HTTP, on a page and as JSON.",
    description = {
      "Until Ctrl-C: a page at /, POST /classify with the bytes of a picture, GET /health. Only"
          + " this machine reaches it unless --host says otherwise; there is no encryption and no"
          + " password.",
      "Beyond the queue the answer is 503 with Retry-After; what is no picture is 422, what is too"
          + " large 413, a form 415: send the bytes alone."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite serve",
      "  alexandrite serve --model squeezenet.onnx --labels synset_words.txt --port 9000",
      "  curl --data-binary @photo.jpg http://127.0.0.1:8080/classify"
    })
final class ServeCommand extends Subcommand {
  private static final int MEBIBYTE = 1 << 20;
  private static final int MOST_UPLOAD = 1024;
  private static final Duration SLOW_GRACE = Duration.ofSeconds(2);

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "${DEFAULT-VALUE} by default; 0 for any that is free.")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen at, this machine's own (loopback) by default.")
  private InetAddress host = InetAddress.getLoopbackAddress();

  @Option(
      names = "--concurrent",
      paramLabel = "N",
      defaultValue = "2",
      description = "Pictures computed at the same time, ${DEFAULT-VALUE} by default.")
  private int concurrent = 2;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "128",
      description = "Requests that may wait, ${DEFAULT-VALUE} by default.")
  private int queue = 128;

  @Option(
      names = "--max-upload",
      paramLabel = "MIB",
      defaultValue = "16",
      description = "Largest picture in MiB, ${DEFAULT-VALUE} by default.")
  private int maxUpload = 16;

  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  ServeCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws InterruptedException {
    require("--port", 0, 65_535, port);
    require("--concurrent", 1, 1024, concurrent);
    require("--queue", 0, 100_000, queue);
    require("--max-upload", 1, MOST_UPLOAD, maxUpload);
    var limits = new ClassifyServer.Limits(concurrent, queue, maxUpload * MEBIBYTE, SLOW_GRACE);
    try (LoadedModel loaded = model.load(this);
        Classifier classifier =
            loaded.classifier(execution.classifier().maxConcurrent(concurrent));
        ClassifyServer server = ClassifyServer.start(host, port, classifier, limits)) {
      Thread drain = new Thread(server::close, "alexandrite-serve-end");
      Runtime.getRuntime().addShutdownHook(drain);
      print(server, classifier, loaded.path());
      try {
        new CountDownLatch(1).await();
      } finally {
        remove(drain);
      }
    }
    return Exit.OK;
  }

  private static void require(String option, int least, int most, int found) {
    if (found < least || found > most) {
      throw new UsageException(option + " must be " + least + " to " + most + ", found " + found);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process ends, and the hook runs already
    }
  }

  private void print(ClassifyServer server, Classifier classifier, Path source) {
    String network = classifier.recipe().network().name();
    int classes = classifier.classNames().size();
    if (json) {
      shell.json(
          new JsonObject()
              .put("address", server.address())
              .put("network", network)
              .put("classes", classes)
              .put("model", source.toString())
              .build());
    } else {
      shell
          .out()
          .println(network + ", " + classes + " classes, at " + server.address() + "; Ctrl-C ends");
    }
    shell.out().flush();
  }
}
