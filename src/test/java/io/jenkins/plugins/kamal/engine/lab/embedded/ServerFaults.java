package io.jenkins.plugins.kamal.engine.lab.embedded;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What goes wrong on an {@link EmbeddedServer}; nothing, to begin with. May be changed while commands run. */
public final class ServerFaults {

    private record DockerFault(List<String> words, Supplier<DockerReply> reply, BooleanSupplier lasts) {}

    private record Hold(List<String> words, CompletableFuture<?> until) {}

    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private final List<DockerFault> docker = new CopyOnWriteArrayList<>();
    private volatile Duration latency = Duration.ZERO;
    private volatile Predicate<String> dropping = line -> false;

    ServerFaults() {}

    /** Makes every command line wait this long before it starts, as a round trip would. */
    public void delayCommands(Duration latency) {
        this.latency = latency;
    }

    /** Cuts the connection as soon as a command line that matches has been started; the command itself goes on. */
    public void dropConnectionOn(Predicate<String> line) {
        this.dropping = line;
    }

    /** Makes every docker call that begins with these words end so, without doing anything. */
    public void failDocker(DockerReply reply, String... words) {
        answerDocker(() -> reply, words);
    }

    /** Answers every docker call that begins with these words so, as things are at that moment, without doing anything. */
    public void answerDocker(Supplier<DockerReply> reply, String... words) {
        docker.add(new DockerFault(List.of(words), reply, () -> true));
    }

    /** Makes every docker call end so, without doing anything, as long as something is so. */
    public void failDockerWhile(BooleanSupplier lasts, DockerReply reply) {
        docker.add(new DockerFault(List.of(), () -> reply, lasts));
    }

    /** Makes every docker call that begins with these words fail with 1 and this message from the engine. */
    public void failDocker(String message, String... words) {
        failDocker(DockerReply.failure(1, "Error response from daemon: " + message), words);
    }

    /** Makes the next docker call that begins with these words wait, before it is done, until something is complete. */
    public void holdNextDocker(CompletableFuture<?> until, String... words) {
        holds.add(new Hold(List.of(words), until));
    }

    /** Nothing goes wrong any more. */
    public void clear() {
        docker.clear();
        holds.clear();
        latency = Duration.ZERO;
        dropping = line -> false;
    }

    Duration latency() {
        return latency;
    }

    boolean drops(String line) {
        return dropping.test(line);
    }

    Optional<DockerReply> replyTo(DockerCall call) {
        for (Hold hold : holds) {
            if (call.startsWith(hold.words()) && holds.remove(hold)) {
                hold.until().join();
            }
        }
        return docker.stream()
                .filter(fault -> call.startsWith(fault.words()) && fault.lasts().getAsBoolean())
                .map(fault -> fault.reply().get())
                .findFirst();
    }
}
