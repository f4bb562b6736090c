package io.jenkins.plugins.kamal.engine.deploy.recording;

import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.LocalShell;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A shell of this machine that records its commands and the environment of each. */
public final class RecordingLocalShell implements LocalShell {

    private final Recording recording;
    private final Map<String, Map<String, String>> environments = new HashMap<>();

    public RecordingLocalShell(Recording recording) {
        this.recording = recording;
    }

    @Override
    public Output run(Command command, Map<String, String> environment, Path directory, Consumer<String> lines) {
        environments.put(command.shellText(), Map.copyOf(environment));
        Output output = recording.run("localhost", command);
        output.stdout().lines().forEach(lines);
        return output;
    }

    /** The variables of the last command whose text contains this. */
    public Map<String, String> environmentOf(String part) {
        return environments.entrySet().stream()
                .filter(entry -> entry.getKey().contains(part))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
