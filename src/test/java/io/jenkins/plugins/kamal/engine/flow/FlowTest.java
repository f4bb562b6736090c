package io.jenkins.plugins.kamal.engine.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A whole command line of the engine against servers in this process. */
@Tag("flow")
public abstract class FlowTest {

    /** The message of a lock that a deploy took. */
    static final String AUTOMATIC = "Automatic deploy lock";

    static final String[] PROXY_DEPLOY = {"exec", "kamal-proxy", "kamal-proxy", "deploy"};

    @TempDir
    Path root;

    DeployLab lab;

    @BeforeEach
    void startLab() {
        lab = DeployLab.start(root);
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    /** Runs the engine beside the test. */
    CompletableFuture<DeployLab.Result> begin(String... words) {
        CompletableFuture<DeployLab.Result> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(lab.kamal(words));
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "engine");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** Asserts that this machine's docker was asked whether it can build and push, and did neither. */
    void assertNothingWasBuilt() {
        assertThat(lab.docker.lines())
                .allMatch(line -> line.equals("docker --version")
                        || line.equals("docker buildx version")
                        || line.startsWith("docker login "));
    }

    /** Asserts that the servers did what a preflight does, which changes nothing but the login, and nothing else. */
    void assertNothingWasDoneOnServers() {
        assertThat(lab.servers.all()).allSatisfy(server -> assertThat(server.dockerLines())
                .allMatch(line -> line.startsWith("docker version ")
                        || line.startsWith("docker info ")
                        || line.startsWith("docker ps --all --format ")
                        || line.startsWith("docker container inspect ")
                        || line.startsWith("docker login ")));
    }

    /** Waits until something is so, for at most half a minute. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("not within 30 s: " + what);
            }
            Thread.sleep(10);
        }
    }

    /** Completes when something is so. */
    static CompletableFuture<Void> when(BooleanSupplier condition) {
        CompletableFuture<Void> so = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        await("a condition", condition);
                        so.complete(null);
                    } catch (InterruptedException | AssertionError e) {
                        so.completeExceptionally(e);
                    }
                },
                "condition");
        thread.setDaemon(true);
        thread.start();
        return so;
    }

    static void askToStop(Path invocation) throws IOException {
        Files.createFile(invocation.resolve(InvocationDirectory.STOP));
    }

    /** Has somebody hold the deploy lock. */
    void hold(String who, String message) throws IOException {
        Files.createDirectories(lab.lockDirectory());
        Files.writeString(lab.lockDirectory().resolve("details"), encoded(who, message));
    }

    static String encoded(String who, String message) {
        String details = "Locked by: " + who + " at 2026-11-22T17:08:22Z\nVersion: abc\nMessage: " + message + "\n";
        return Base64.getEncoder().encodeToString(details.getBytes(UTF_8));
    }

    /** What the command that runs has logged so far, where the configuration has a file for it in {@code logs/kamal}. */
    String logged() {
        Path directory = lab.project.resolve("logs/kamal");
        if (!Files.isDirectory(directory)) {
            return "";
        }
        try (Stream<Path> files = Files.list(directory)) {
            StringBuilder log = new StringBuilder();
            for (Path file : files.toList()) {
                log.append(Files.readString(file));
            }
            return log.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
