package io.jenkins.plugins.kamal.engine.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Gets Jackson ready on another thread: the first handover that it reads and the first event that it writes take 0.09 s,
 * because it then examines the classes of both. The command line and the configuration are read meanwhile.
 */
public final class JsonAhead {

    private static final String HANDOVER = """
            {"sshUser": "user", "sshKeys": [{"privateKey": "key", "passphrase": "passphrase"}], "secrets": {"NAME": "value"},
            "registryLogin": {"username": "user", "password": "password"}}""";

    private JsonAhead() {}

    /** Begins. What goes wrong here shows again where JSON is needed, and is reported there. */
    public static void begin() {
        CompletableFuture.runAsync(JsonAhead::tryOnce);
    }

    static void tryOnce() {
        Handover.fromBytes(HANDOVER.getBytes(StandardCharsets.UTF_8));
        DeployEvent event = new DeployEvent.CommandStarted("", "", "", "", List.of(""), List.of(), List.of(), 0);
        EventJson.write(new NumberedEvent(EventJson.FORMAT, 1, Instant.EPOCH, event), UnaryOperator.identity());
    }
}
