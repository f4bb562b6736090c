package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands with the real {@code /bin/sh} in a directory, as a server would in a home. */
record Shell(Path home, Map<String, String> environment) {

    Shell(Path home) {
        this(home, Map.of());
    }

    /** Its exit status and everything it printed. */
    record Result(int status, String printed) {}

    Result run(Command command) throws IOException, InterruptedException {
        return run(command.wireText(), command.input().map(Secret::reveal).orElse(""));
    }

    private Result run(String line, String input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line)
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running: " + line);
        }
        return new Result(process.exitValue(), printed);
    }
}
