package io.jenkins.plugins.kamal.engine.cli.command.project;

import io.jenkins.plugins.kamal.engine.protocol.HookNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes the first files of a project, and leaves existing files alone ({@code init} of Kamal's main.rb). */
final class NewProject {

    private final Path directory;
    private final Consumer<String> say;

    NewProject(Path directory, Consumer<String> say) {
        this.directory = directory;
        this.say = say;
    }

    void write() throws IOException {
        put("config/deploy.yml", "deploy.yml");
        put(".kamal/secrets", "secrets");
        if (Files.exists(directory.resolve(".kamal/hooks"))) {
            say.accept(".kamal/hooks exists already and is not changed");
            return;
        }
        for (String hook : HookNames.ALL) {
            // Removing the ending of the file name makes the sample a hook.
            String file = ".kamal/hooks/" + hook + ".sample";
            put(file, "hooks/" + hook);
            if (!directory.resolve(file).toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }

    private void put(String path, String sample) throws IOException {
        Path file = directory.resolve(path);
        if (Files.exists(file)) {
            say.accept(path + " exists already and is not changed");
            return;
        }
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (InputStream content = NewProject.class.getResourceAsStream("init/" + sample)) {
            if (content == null) {
                throw new IOException("the sample " + sample + " is missing in this program");
            }
            Files.copy(content, file);
        }
        say.accept("Created " + path);
    }
}
