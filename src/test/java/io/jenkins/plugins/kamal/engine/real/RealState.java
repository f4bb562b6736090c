package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands on a server, in the words of the recordings' state-after.txt without times, ids and random parts. */
final class RealState {

    private static final String CONTAINERS = "docker ps --all --format"
            + " '{{.Names}} {{.State}} {{.Image}} role={{.Label \"role\"}} service={{.Label \"service\"}}"
            + " destination={{.Label \"destination\"}}'";
    private static final String IMAGES = "docker image ls --format '{{.Repository}}:{{.Tag}}'";
    private static final String FILES =
            "cd; find .kamal ! -type d -printf '%M %u %p\\n' -o -name 'lock-*' -printf '%M %u %p\\n'";

    private static final String ACTIVE = " --filter label=service=myapp --filter label=destination="
            + " --filter label=role=ROLE --filter status=running --filter status=restarting";
    private static final String CURRENT = "sh -c \"docker ps --latest FORMAT" + ACTIVE
            + " --filter ancestor=\\$(docker image ls --filter reference=*/lab/myapp:latest --format '{{.ID}}') ;"
            + " docker ps --latest FORMAT" + ACTIVE + "\" | head -1";
    private static final String VERSIONS = " | while read line; do echo ${line##myapp-ROLE-}; done";

    private final RealServers lab;

    RealState(RealServers lab) {
        this.lab = lab;
    }

    /** Name, state, image and labels of each container, also of those that have ended. */
    List<String> containers(Server server) {
        return normal(lab.sh(server, CONTAINERS));
    }

    /** The tags of the app's image. */
    List<String> images(Server server) {
        return normal(lab.sh(server, IMAGES)).stream()
                .filter(image -> image.startsWith("R/"))
                .toList();
    }

    /** Mode, owner and path of Kamal's files below the home, and the directory of a lock. */
    List<String> files(Server server) {
        return normal(lab.sh(server, FILES + " 2> /dev/null || true"));
    }

    /** The audit log without times and names, in its order. */
    List<String> audit(Server server) {
        String log = lab.sh(server, "cat ~/.kamal/myapp-audit.log 2> /dev/null || true");
        return lines(log)
                .map(line -> line.replaceFirst("^\\[\\S+Z] \\[lab@example.com] ", ""))
                .toList();
    }

    /** Everything that a deploy could have touched on any server. */
    String everything() {
        return lab.servers().stream()
                .map(server -> Stream.of(containers(server), images(server), files(server), audit(server))
                        .flatMap(List::stream)
                        .collect(Collectors.joining("\n", server.name() + "\n", "\n")))
                .collect(Collectors.joining());
    }

    /** Whether the deploy lock is held. */
    boolean isLocked() {
        return !lab.sh(lab.server(0), "ls -d ~/.kamal/lock-* 2> /dev/null || true")
                .isBlank();
    }

    /**
     * What Kamal 2.12 makes of the containers of a role, found with the commands of its recordings.
     *
     * @param version the version that it takes for the current one
     * @param stale the versions whose containers its deploy would stop
     */
    record ForKamal(String version, List<String> stale) {}

    /** Asks the server in Kamal's way. */
    ForKamal forKamal(Server server, String role) {
        String question = CURRENT.replace("FORMAT", "--format '{{.Names}}'") + VERSIONS + "; docker ps" + ACTIVE
                + " --format '{{.Names}}'" + VERSIONS;
        List<String> versions =
                lab.sh(server, question.replace("ROLE", role)).lines().toList();
        assertThat(versions).as("role %s on %s", role, server.name()).isNotEmpty();
        String current = versions.get(0);
        return new ForKamal(
                current,
                versions.stream()
                        .skip(1)
                        .filter(version -> !version.equals(current))
                        .toList());
    }

    /** What kamal-proxy serves: a line for each service with its targets. */
    String proxied(Server server) {
        return lab.docker(server, "exec", "kamal-proxy", "kamal-proxy", "list");
    }

    /** What Kamal names a container in kamal-proxy: the beginning of its id. */
    String target(Server server, String container) {
        return lab.docker(server, "inspect", "--format", "{{.Id}}", container).substring(0, 12) + ":80";
    }

    private List<String> normal(String text) {
        return lines(text).sorted().toList();
    }

    private Stream<String> lines(String text) {
        return text.lines().map(line -> line.replace(lab.registry().address() + "/", "R/")
                .replaceAll("_replaced_[0-9a-f]{16}", "_replaced_X")
                .strip());
    }
}
