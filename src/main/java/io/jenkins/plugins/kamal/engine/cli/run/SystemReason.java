package io.jenkins.plugins.kamal.engine.cli.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes why the operating system refused an operation. The messages of Java are often only a path. */
final class SystemReason {

    private SystemReason() {}

    static String of(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        boolean onlyPath = e instanceof FileSystemException file && file.getReason() == null;
        String kind = e.getClass().getSimpleName();
        if (e.getMessage() == null) {
            return kind;
        }
        return onlyPath ? e.getMessage() + ": " + kind : e.getMessage();
    }
}
