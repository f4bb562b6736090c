package io.jenkins.plugins.kamal.engine.lab.bench;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kamal itself, where this machine has it. */
public final class KamalOnPath {

    private static final String VERSION = "2.12.";
    private static final int PATIENCE_SECONDS = 30;

    private KamalOnPath() {}

    /** The first {@code kamal} on the PATH, if its version is 2.12; says what was found. */
    public static Optional<Path> find() throws IOException, InterruptedException {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "kamal"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            System.out.println("Kamal: there is none on the PATH, so the engine is measured alone");
            return Optional.empty();
        }
        String version = version(program.get());
        if (version == null || !version.startsWith(VERSION)) {
            System.out.println("Kamal: " + program.get() + " is not Kamal 2.12, so the engine is measured alone");
            return Optional.empty();
        }
        System.out.println("Kamal: " + program.get() + ", version " + version);
        return program;
    }

    @CheckForNull
    private static String version(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(program.toString(), "version"))
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : null;
        } finally {
            process.destroyForcibly();
        }
    }
}
