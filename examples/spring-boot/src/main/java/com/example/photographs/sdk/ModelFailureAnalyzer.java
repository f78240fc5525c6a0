package com.example.photographs.sdk;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the service does not start, in the place of a page of stack traces. */
final class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, ModelException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Give the archive that Classifier.pack or 'alexandrite convert --to model.zip' wrote, or"
            + " the folder of a checkpoint, such as alexandrite.model=file:/srv/model.zip, and a"
            + " backend of this machine.",
        cause);
  }
}
