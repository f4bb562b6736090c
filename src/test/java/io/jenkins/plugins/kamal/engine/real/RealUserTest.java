package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code setup} as a user of a real server who is not root. The server gets an /etc of its own, so that the user exists
 * nowhere else.
 */
@Tag("real")
class RealUserTest {

    private static final String USER = "kamal-lab";
    private static final String HOME = "/run/homes/" + USER;

    @TempDir
    private Path root;

    private RealApp app;
    private Server web;

    @AfterEach
    void removeUser() {
        if (web != null) {
            app.lab.sh(
                    web,
                    "docker ps --all --quiet | xargs -r docker rm --force --volumes > /dev/null\n"
                            + "umount --lazy /etc; rm -rf /run/own-etc /run/homes");
        }
    }

    private void addUser(Server server) {
        app.lab.sh(server, """
                cp -a /etc /run/own-etc
                mount --bind /run/own-etc /etc
                mkdir -p /run/homes
                getent group docker > /dev/null || groupadd docker
                useradd --create-home --base-dir /run/homes --shell /bin/sh --password '*' %1$s
                cp -R /root/.ssh %2$s/.ssh
                chown -R %1$s %2$s
                chgrp docker /run/docker.sock
                chmod 660 /run/docker.sock
                """.formatted(USER, HOME));
        web = server;
    }

    @Test
    void aUserWhoMayNotUseDockerIsToldWhatToTypeAndThenDeploys() throws Exception {
        RealServers lab = RealServers.require();
        app = new RealApp(lab, root);
        addUser(lab.server(3));
        app.configure(
                "      - " + lab.server(0).address() + "\n      - "
                        + lab.server(1).address() + "\n",
                "      - " + web.address() + "\n");
        app.configure("      - " + lab.server(2).address() + "\n", "      - " + web.address() + "\n");
        app.configure("  user: root\n", "  user: " + USER + "\n");
        String version = app.configure("readiness_delay: 1\n", "readiness_delay: 0\n");

        RealApp.Result refused = app.kamal("setup");

        assertThat(refused.exitStatus()).as(refused.out()).isEqualTo(1);
        assertThat(refused.err())
                .contains(web.address() + ": the user " + USER
                        + " may not use Docker. Run there, as root or with sudo: `usermod -aG docker " + USER + "`");
        assertThat(lab.docker(web, "ps", "--all", "--quiet")).isEmpty();
        assertThat(lab.sh(web, "ls -d " + HOME + "/.kamal/lock-* 2> /dev/null || true"))
                .isEmpty();

        List<String> commands = commands(refused.err());
        assertThat(commands).hasSize(1);
        commands.forEach(command -> lab.sh(web, command));
        app.succeed("setup");

        assertThat(RealRequests.served(web)).isEqualTo(version);
        assertThat(lab.docker(web, "ps", "--format", "{{.Names}}").lines())
                .containsExactlyInAnyOrder("kamal-proxy", "myapp-web-" + version, "myapp-job-" + version);
        assertThat(lab.sh(web, "stat -c '%U %a' " + HOME + "/.kamal/apps/myapp/env/roles/web.env"))
                .isEqualTo(USER + " 600");
        try (RealRequests requests = new RealRequests(List.of(web))) {
            String next = app.change("2");
            app.succeed("deploy");
            assertThat(RealRequests.served(web)).isEqualTo(next);
            assertThat(requests.failures()).isEmpty();
        }
    }

    /** The commands that a message tells to type. */
    private static List<String> commands(String message) {
        return Pattern.compile("as root or with sudo: `([^`]+)`")
                .matcher(message)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
