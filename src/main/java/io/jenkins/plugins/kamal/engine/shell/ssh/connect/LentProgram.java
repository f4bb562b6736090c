package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.LentLogin;
import io.jenkins.plugins.kamal.engine.shell.ssh.key.AgentListener;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.LocalPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.sshd.agent.SshAgent;

/**
 * An {@code ssh} that precedes this machine's own on the PATH. It starts the same program, with an agent that has the
 * keys of this run, and with the known hosts of this run. Private keys are never written anywhere.
 */
public final class LentProgram implements LentLogin {

    /** A path that ssh takes unquoted in an option, and that is not too long for a socket. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./-]{1,70}");

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final AgentListener agent;
    private final String path;

    private LentProgram(Path directory, AgentListener agent, String path) {
        this.directory = directory;
        this.agent = agent;
        this.path = path;
    }

    /**
     * Creates the program.
     *
     * @param user the user who logs in if the caller of ssh names none
     * @param knownHosts lines of a known_hosts file; null for none
     */
    public static LentProgram make(
            LocalPrograms programs, String user, SshAgent keys, @CheckForNull String knownHosts) {
        Path parent = programs.temporaryDirectory().toAbsolutePath();
        try {
            Path directory = Files.createTempDirectory(
                    PLAIN.matcher(parent.toString()).matches() ? parent : Path.of("/tmp"), "kamal-ssh", OWNER_ONLY);
            Path hosts =
                    Files.writeString(directory.resolve("known_hosts"), Objects.requireNonNullElse(knownHosts, ""));
            Path socket = directory.resolve("agent");
            Path program = Files.createFile(directory.resolve("ssh"), OWNER_ONLY);
            Files.writeString(
                    program,
                    script(
                            programs.path(),
                            List.of(
                                    "BatchMode=yes",
                                    "User=" + user,
                                    "IdentityAgent=" + socket,
                                    "UserKnownHostsFile=~/.ssh/known_hosts ~/.ssh/known_hosts2 " + hosts)));
            return new LentProgram(directory, new AgentListener(socket, keys), directory + ":" + programs.path());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the files with which other programs log in, in " + parent, e);
        }
    }

    /** For each option, ssh takes the first value on its command line. */
    private static String script(String path, List<String> options) {
        Command ssh = Command.of("exec", "ssh");
        for (String option : options) {
            ssh = ssh.with("-o", option);
        }
        return "#!/bin/sh\nPATH=" + Command.quote(path) + "\nexport PATH\n" + ssh.withShell("\"$@\"") + "\n";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("PATH", path);
    }

    @Override
    public void close() {
        agent.close();
        for (String file : List.of("agent", "ssh", "known_hosts", ".")) {
            try {
                Files.deleteIfExists(directory.resolve(file).normalize());
            } catch (IOException e) {
                // The directory contains no secret. Whatever cleans the temporary directory removes it.
            }
        }
    }
}
