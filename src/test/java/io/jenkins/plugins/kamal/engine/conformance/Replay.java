package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the recorded commands of Kamal again on machines that look as they did then. */
final class Replay {

    private static final Pattern ID = Pattern.compile("\\{id:([^}]*)}");
    private static final Pattern COPY = Pattern.compile("scp -t (-r )?(\\S+)");

    private final Machines machines;
    private final AppProject project;
    private final List<String> surprises = new ArrayList<>();

    private Replay(Machines machines, AppProject project) {
        this.machines = machines;
        this.project = project;
    }

    /** Runs them; gives the lines that ended otherwise than recorded, for then these are not the machines of then. */
    static List<String> run(Recording recording, Machines machines, AppProject project)
            throws IOException, InterruptedException {
        Replay replay = new Replay(machines, project);
        for (Recording.Line line : recording.lines()) {
            int status = replay.run(line);
            if (status != line.status()) {
                replay.surprises.add(
                        "%s: status %d, recorded %d: %s".formatted(line.machine(), status, line.status(), line.text()));
            }
        }
        return replay.surprises;
    }

    private int run(Recording.Line line) throws IOException, InterruptedException {
        if (line.machine().equals(Recording.LOCAL)) {
            return local(line.text());
        }
        EmbeddedServer server = machines.server(line.machine());
        Matcher copy = COPY.matcher(line.text());
        if (copy.matches()) {
            copy(server, copy.group(2), copy.group(1) != null);
            return 0;
        }
        String text = ID.matcher(line.text()).replaceAll(match -> id(server, match.group(1)));
        return server.run(text).exitStatus();
    }

    private static String id(EmbeddedServer server, String container) {
        return server.docker()
                .run("ps", "--all", "--quiet", "--filter", "name=^" + container + "$")
                .stdout()
                .strip();
    }

    private int local(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line)
                .directory(project.directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(project.environment(machines));
        return builder.start().waitFor();
    }

    /** The env file of a role or accessory, or the directory of error pages, which Kamal copies as one of this version. */
    private void copy(EmbeddedServer server, String path, boolean directory) throws IOException {
        if (directory) {
            Path pages = server.home().resolve(path).resolve(project.head());
            Files.createDirectories(pages);
            StoredContent.write(server.home(), path + "/" + project.head() + "/503.html", "-rw-r--r--");
        } else {
            StoredContent.write(server.home(), path, "-rw-------");
        }
    }
}
