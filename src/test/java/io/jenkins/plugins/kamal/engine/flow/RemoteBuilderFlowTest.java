package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A remote builder that cannot be used is named before anything is built or touched. The program {@code ssh} here only
 * says what the real one says; that docker gets through is shown with real servers.
 */
@Timeout(120)
class RemoteBuilderFlowTest extends FlowTest {

    @BeforeEach
    void buildElsewhere() {
        lab.configure(
                "  arch: amd64\n  driver: docker\n",
                "  arch: amd64\n  local: false\n  remote: ssh://builder@10.0.0.8:2222\n");
    }

    @Test
    void aHostKeyThatIsNotKnownIsSaid() throws IOException {
        ssh("echo 'Host key verification failed.' >&2; exit 255");
        DeployLab.Result result = lab.kamal("deploy");
        assertRefused(result, "Host key verification failed", "known hosts of the step");
        assertThat(Files.readString(root.resolve("ssh.log")))
                .isEqualTo("-o BatchMode=yes -o ConnectTimeout=30 -l builder -p 2222 -- 10.0.0.8"
                        + " docker version --format '{{.Server.Version}}'\n");
    }

    @Test
    void aLoginThatIsRefusedIsSaid() throws IOException {
        ssh("echo 'builder@10.0.0.8: Permission denied (publickey).' >&2; exit 255");
        assertRefused(lab.kamal("build", "push"), "Permission denied (publickey)", "~/.ssh/authorized_keys there");
        assertRefused(lab.kamal("build", "create"), "Permission denied (publickey)");
    }

    @Test
    void aMachineWithoutDockerIsSaid() throws IOException {
        ssh("echo 'sh: 1: docker: not found' >&2; exit 127");
        assertRefused(lab.kamal("deploy"), "has no docker that answers: sh: 1: docker: not found");
    }

    @Test
    void aMissingProgramIsSaid() {
        lab.environment.put("PATH", lab.docker.directory() + ":" + binariesWithoutSsh());
        assertRefused(lab.kamal("deploy"), "the program ssh, which is not on this machine", "openssh-client");
    }

    @Test
    void anAddressThatCannotBeReadIsSaid() {
        lab.configure("ssh://builder@10.0.0.8:2222", "ssh://builder@10.0.0.8/var/run/docker.sock");
        assertRefused(lab.kamal("deploy"), "is not of the form ssh://[user@]host[:port]");
    }

    @Test
    void isNotAskedForWhereNothingIsBuilt() throws IOException {
        lab.configure("  arch: amd64\n  local: false\n", "  arch: amd64\n  local: true\n");
        ssh("exit 1");
        lab.succeed("build", "push");
        assertThat(root.resolve("ssh.log")).doesNotExist();
    }

    private void assertRefused(DeployLab.Result result, String... says) {
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("builder/remote").contains(says);
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains("buildx build") || line.contains(" create "));
        assertNothingWasDoneOnServers();
    }

    private void ssh(String script) throws IOException {
        Path program = Files.createDirectories(root.resolve("bin")).resolve("ssh");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >> '" + root + "/ssh.log'\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        lab.environment.put("PATH", program.getParent() + ":" + lab.environment.get("PATH"));
    }

    /** Everything that the machine has on its PATH but ssh, as links. */
    private String binariesWithoutSsh() {
        try {
            Path links = Files.createDirectories(root.resolve("links"));
            for (String directory : System.getenv("PATH").split(":")) {
                link(Path.of(directory), links);
            }
            return links.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path directory, Path links) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var programs = Files.list(directory)) {
            for (Path program : programs.toList()) {
                Path link = links.resolve(program.getFileName());
                if (!link.endsWith("ssh") && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, program);
                }
            }
        }
    }
}
