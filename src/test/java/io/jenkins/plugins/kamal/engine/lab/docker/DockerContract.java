package io.jenkins.plugins.kamal.engine.lab.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the simulated Docker has in common with a real one: the same scenarios, run against both.
 *
 * <p>A subclass says how a docker call is made, and has two images in a registry: {@link #app()}, which runs until it
 * is stopped, has the label {@code service=contract} and exposes port 80; and {@link #crashing()}, which prints
 * {@code boot} and ends with 1.
 */
abstract class DockerContract {

    /** The directory in which calls are made. */
    @TempDir
    Path directory;

    abstract DockerReply docker(List<String> argv) throws Exception;

    /** Repository of both images, {@code host:port/name}. */
    abstract String repository();

    /** A command that prints the environment in a container of the app's image. */
    abstract List<String> env();

    final DockerReply docker(String... argv) throws Exception {
        return docker(List.of(argv));
    }

    final String app() {
        return repository() + ":v1";
    }

    final String crashing() {
        return repository() + ":crash";
    }

    private String out(String... argv) throws Exception {
        DockerReply reply = docker(argv);
        assertThat(reply.exitStatus())
                .as("%s: %s", List.of(argv), reply.stderr())
                .isZero();
        return reply.stdout().stripTrailing();
    }

    private void fails(int status, String message, String... argv) throws Exception {
        DockerReply reply = docker(argv);
        assertThat(reply.stderr()).contains(message);
        assertThat(reply.exitStatus()).isEqualTo(status);
    }

    private String start(String name, String... options) throws Exception {
        List<String> argv = new ArrayList<>(List.of("run", "--detach", "--network", "none", "--name", name));
        argv.addAll(List.of(options));
        argv.add(app());
        return out(argv.toArray(String[]::new));
    }

    private void awaitOut(String expected, String... argv) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String last = out(argv);
        while (!last.equals(expected) && System.nanoTime() < end) {
            Thread.sleep(100);
            last = out(argv);
        }
        assertThat(last).isEqualTo(expected);
    }

    @Test
    void pullRecordsTheDigestOfTheRepository() throws Exception {
        assertThat(out("pull", app())).contains("Digest: sha256:").endsWith(app());
        String digests = out("image", "inspect", "--format", "{{json .RepoDigests}}", app());
        assertThat(digests).matches("\\[\"" + repository() + "@sha256:[0-9a-f]{64}\"\\]");
        String byDigest = digests.substring(2, digests.length() - 2);
        assertThat(out("inspect", "--format", "{{.Id}}", byDigest))
                .isEqualTo(out("inspect", "--format", "{{.Id}}", app()));
        assertThat(out("pull", app())).contains("Image is up to date for " + app());
        assertThat(out("pull", "--quiet", app())).isEqualTo(app());
    }

    @Test
    void pullOfATagThatIsNotThereFails() throws Exception {
        String name = repository() + ":nope";
        fails(1, "manifest for " + name + " not found: manifest unknown", "pull", name);
    }

    @Test
    void aTagInAnotherRepositoryAddsNoDigest() throws Exception {
        out("pull", app());
        out("tag", app(), repository() + ":latest");
        out("tag", app(), "elsewhere/contract:v1");
        assertThat(out("inspect", "--format", "{{json .RepoTags}}", app()))
                .contains(app(), repository() + ":latest", "elsewhere/contract:v1");
        assertThat(out("inspect", "--format", "{{len .RepoDigests}}", app())).isEqualTo("1");
        fails(
                1,
                "Error response from daemon: No such image: " + repository() + ":nope",
                "tag",
                repository() + ":nope",
                "x:y");
    }

    @Test
    void imageLsFiltersByLabelAndReference() throws Exception {
        out("pull", app());
        out("tag", app(), repository() + ":latest");
        String id = out("inspect", "--format", "{{.Id}}", app()).substring("sha256:".length(), "sha256:".length() + 12);
        assertThat(out(
                                "image",
                                "ls",
                                "--filter",
                                "label=service=contract",
                                "--format",
                                "{{.ID}} {{.Repository}}:{{.Tag}}")
                        .lines())
                .containsExactlyInAnyOrder(id + " " + app(), id + " " + repository() + ":latest");
        assertThat(out("image", "ls", "--filter", "reference=" + app(), "--format", "{{.ID}}"))
                .isEqualTo(id);
        assertThat(out("image", "ls", "--filter", "reference=" + repository() + ":nope", "--format", "{{.ID}}"))
                .isEmpty();
        assertThat(out("image", "ls", "--filter", "label=service=nope", "--quiet"))
                .isEmpty();
        assertThat(out("image", "ls", repository())).contains("REPOSITORY", "IMAGE ID", "v1", "latest");
    }

    @Test
    void imageRmUntagsAndDeletesWithTheLastName() throws Exception {
        out("pull", app());
        out("tag", app(), repository() + ":latest");
        assertThat(out("image", "rm", "--force", app())).isEqualTo("Untagged: " + app());
        assertThat(out("inspect", "--format", "{{len .RepoDigests}}", repository() + ":latest"))
                .isEqualTo("1");
        assertThat(out("rmi", repository() + ":latest"))
                .contains(
                        "Untagged: " + repository() + ":latest",
                        "Untagged: " + repository() + "@sha256:",
                        "Deleted: sha256:");
        assertThat(out("image", "ls", "--quiet", repository())).isEmpty();
    }

    @Test
    void imageRmOfWhatIsNotThereFailsUnlessForced() throws Exception {
        fails(1, "Error response from daemon: No such image: " + app(), "rmi", app());
        fails(0, "Error response from daemon: No such image: " + app(), "image", "rm", "--force", app());
    }

    @Test
    void anImageInUseKeepsRunningWithoutItsName() throws Exception {
        start("contract-web");
        fails(
                1,
                "conflict: unable to remove repository reference \"" + app() + "\" (must force) - container ",
                "rmi",
                app());
        String id = out("inspect", "--format", "{{.Image}}", "contract-web");
        assertThat(out("image", "rm", "--force", app())).startsWith("Untagged: " + app());
        assertThat(out("ps", "--filter", "name=contract-web", "--format", "{{.Image}}"))
                .isEqualTo(id.substring(7, 19));
        assertThat(out("inspect", "--format", "{{.Config.Image}} {{.Image}}", "contract-web"))
                .isEqualTo(app() + " " + id);
        assertThat(out("image", "prune", "--force", "--filter", "label=service=contract"))
                .isEqualTo("Total reclaimed space: 0B");
        out("pull", app());
        assertThat(out("ps", "--filter", "name=contract-web", "--format", "{{.Image}}"))
                .isEqualTo(app());
    }

    @Test
    void imagePruneTakesUnnamedImagesWithTheLabelOnly() throws Exception {
        start("contract-web");
        out("image", "rm", "--force", app());
        out("stop", "-t", "0", "contract-web");
        assertThat(out("image", "prune", "--force", "--filter", "label=service=contract"))
                .isEqualTo("Total reclaimed space: 0B");
        out("rm", "contract-web");
        assertThat(out("image", "prune", "--force", "--filter", "label=service=other"))
                .isEqualTo("Total reclaimed space: 0B");
        assertThat(out("image", "prune", "--force", "--filter", "label=service=contract"))
                .contains("Deleted Images:", "deleted: sha256:");
    }

    @Test
    void imagePruneAllTakesNamedImagesThatNothingUses() throws Exception {
        out("pull", app());
        out("pull", crashing());
        start("contract-web");
        assertThat(out("image", "prune", "--all", "--force", "--filter", "label=service=contract"))
                .contains("untagged: " + crashing());
        assertThat(out("image", "ls", "--format", "{{.Tag}}", repository())).isEqualTo("v1");
    }

    @Test
    void runStartsAContainerWithWhatItWasGiven() throws Exception {
        Files.writeString(directory.resolve("web.env"), "SECRET=s3 cret\n# comment\n\nEMPTY=\nQUOTED=\"q\"\n");
        String id = start(
                "contract-web",
                "--restart",
                "unless-stopped",
                "--hostname",
                "h1",
                "--env",
                "A=1 2",
                "--env-file",
                "web.env",
                "--log-opt",
                "max-size=10m",
                "--label",
                "service=contract",
                "--label",
                "role=web",
                "--label",
                "destination");
        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(out("inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", "contract-web")
                        .lines())
                .contains("SECRET=s3 cret", "EMPTY=", "QUOTED=\"q\"", "A=1 2")
                .noneMatch(line -> line.contains("comment"));
        assertThat(out(
                        "inspect",
                        "--format",
                        "{{.Name}} {{.State.Status}} {{.HostConfig.RestartPolicy.Name}} {{.Config.Hostname}}",
                        "contract-web"))
                .isEqualTo("/contract-web running unless-stopped h1");
        assertThat(out(
                        "inspect",
                        "--format",
                        "{{index .Config.Labels \"role\"}}|{{index .Config.Labels \"nope\"}}",
                        id))
                .isEqualTo("web|");
        assertThat(out("inspect", "-f", "{{ .Config.Labels.service }} {{ .Config.Labels.nope }}", app()))
                .isEqualTo("contract <no value>");
        assertThat(out("inspect", "--format", "{{json .Config.ExposedPorts}}", id.substring(0, 12)))
                .isEqualTo("{\"80/tcp\":{}}");
    }

    @Test
    void runIsRefusedWhereItCannotBeDone() throws Exception {
        String id = start("contract-web");
        fails(
                125,
                "The container name \"/contract-web\" is already in use by container \"" + id + "\"",
                "run",
                "--detach",
                "--name",
                "contract-web",
                app());
        fails(
                125,
                "docker: open nofile.env: no such file or directory",
                "run",
                "--detach",
                "--env-file",
                "nofile.env",
                app());
        Files.writeString(directory.resolve("bad.env"), "A B=1\n");
        fails(
                125,
                "invalid env file (bad.env): variable 'A B' contains whitespaces",
                "run",
                "-d",
                "--env-file",
                "bad.env",
                app());
        fails(
                125,
                "Unable to find image '" + repository() + ":nope' locally",
                "run",
                "--detach",
                repository() + ":nope");
        fails(
                125,
                "Invalid container name (a b), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                "run",
                "-d",
                "--name",
                "a b",
                app());
    }

    @Test
    void runInANetworkThatIsNotThereLeavesAContainerBehind() throws Exception {
        fails(
                125,
                "network contract-nope not found",
                "run",
                "--detach",
                "--name",
                "contract-web",
                "--network",
                "contract-nope",
                app());
        assertThat(out("ps", "-a", "--filter", "name=contract-web", "--format", "{{.Status}} {{.State}}"))
                .isEqualTo("Created created");
    }

    @Test
    void runPullsAnImageThatIsMissing() throws Exception {
        DockerReply reply = docker("run", "--detach", "--network", "none", "--name", "contract-web", app());
        assertThat(reply.stderr()).contains("Unable to find image '" + app() + "' locally");
        assertThat(reply.stdout()).matches("[0-9a-f]{64}\n");
    }

    @Test
    void psFilters() throws Exception {
        start("contract-web-v1", "--label", "service=contract", "--label", "role=web", "--label", "destination");
        start(
                "contract-web-v2",
                "--label",
                "service=contract",
                "--label",
                "role=web",
                "--label",
                "destination=staging");
        start("contract-job-v1", "--label", "service=contract", "--label", "role=job", "--label", "destination=");
        out("stop", "-t", "0", "contract-web-v2");
        assertThat(names("label=service=contract", "label=role=web")).containsExactly("contract-web-v1");
        assertThat(names("label=service=contract", "label=destination="))
                .containsExactly("contract-job-v1", "contract-web-v1");
        assertThat(names("label=destination")).containsExactly("contract-job-v1", "contract-web-v1");
        assertThat(names("label=role=web", "status=running", "status=exited"))
                .containsExactly("contract-web-v2", "contract-web-v1");
        assertThat(names("name=^contract-web-v1$")).containsExactly("contract-web-v1");
        assertThat(names("name=^contract-web$")).isEmpty();
        assertThat(names("name=contract-")).containsExactly("contract-job-v1", "contract-web-v1");
        assertThat(names("name=job", "name=web-v1")).containsExactly("contract-job-v1", "contract-web-v1");
        assertThat(names("ancestor=" + app())).containsExactly("contract-job-v1", "contract-web-v1");
        assertThat(names("ancestor=")).isEmpty();
        assertThat(names("ancestor=" + repository() + ":nope")).isEmpty();
        fails(1, "Error response from daemon: Invalid filter 'status=nope'", "ps", "--filter", "status=nope");
    }

    private List<String> names(String... filters) throws Exception {
        List<String> argv = new ArrayList<>(List.of("ps", "--format", "{{.Names}}"));
        for (String filter : filters) {
            argv.addAll(List.of("--filter", filter));
        }
        return out(argv.toArray(String[]::new)).lines().toList();
    }

    @Test
    void psLatestIsTheNewestThatMatches() throws Exception {
        String id = start("contract-web-v1", "--label", "role=web");
        start("contract-web-v2", "--label", "role=web");
        out("stop", "-t", "0", "contract-web-v2");
        assertThat(out("ps", "--latest", "--format", "{{.Names}}", "--filter", "label=role=web"))
                .isEqualTo("contract-web-v2");
        assertThat(out(
                        "ps",
                        "--latest",
                        "--quiet",
                        "--filter",
                        "label=role=web",
                        "--filter",
                        "status=running",
                        "--filter",
                        "status=restarting"))
                .isEqualTo(id.substring(0, 12));
    }

    @Test
    void psPrintsATableAndTemplates() throws Exception {
        String id = start("contract-web", "--label", "b=2", "--label", "a=1");
        assertThat(out("ps", "--filter", "name=^contract-web$").lines().toList())
                .satisfies(lines ->
                        assertThat(lines.get(0)).matches("CONTAINER ID +IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES"))
                .satisfies(lines -> assertThat(lines.get(1))
                        .matches(id.substring(0, 12) + " +" + app() + " +\".*\" +.*ago +Up .* contract-web"));
        assertThat(out(
                        "container",
                        "ls",
                        "-a",
                        "--format",
                        "{{.Image}}\\|{{.State}}\\t{{.Label \"a\"}}",
                        "--filter",
                        "name=contract-web"))
                .isEqualTo(app() + "\\|running\t1");
        assertThat(out("ps", "-q", "--no-trunc", "--filter", "name=contract-web"))
                .isEqualTo(id);
        assertThat(out("ps", "--format", "{{.Labels}}", "--filter", "name=contract-web"))
                .contains("a=1", "b=2");
        assertThat(out("ps", "--format", "table {{.Names}}\\t{{.State}}", "--filter", "name=contract-web")
                        .lines()
                        .toList())
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).matches("NAMES +STATE"));
    }

    @Test
    void aProgramThatCrashesIsExitedOrRestarting() throws Exception {
        out("run", "--detach", "--network", "none", "--name", "contract-once", crashing());
        awaitOut(
                "exited 1 false",
                "inspect",
                "--format",
                "{{.State.Status}} {{.State.ExitCode}} {{.State.Running}}",
                "contract-once");
        assertThat(out("ps", "-a", "--filter", "name=contract-once", "--format", "{{.Status}}"))
                .startsWith("Exited (1) ");
        assertThat(out("logs", "contract-once")).isEqualTo("boot");
        String id = out("inspect", "--format", "{{.ID}}", "contract-once");
        assertThat(out(
                        "container",
                        "inspect",
                        "--format",
                        "{{.ID}} {{.RestartCount}} {{.State.OOMKilled}} {{.State.Status}}",
                        id))
                .isEqualTo(id + " 0 false exited");
        assertThat(out(
                        "events",
                        "--since",
                        "24h",
                        "--until",
                        "0s",
                        "--filter",
                        "type=container",
                        "--filter",
                        "event=oom",
                        "--filter",
                        "container=" + id,
                        "--format",
                        "{{.Actor.ID}}"))
                .isEmpty();
        assertThat(out("logs", "--timestamps", "--tail", "1", "contract-once"))
                .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z boot");
        out(
                "run",
                "--detach",
                "--network",
                "none",
                "--restart",
                "unless-stopped",
                "--name",
                "contract-loop",
                crashing());
        awaitOut(
                "restarting true true",
                "inspect",
                "--format",
                "{{.State.Status}} {{.State.Running}} {{.State.Restarting}}",
                "contract-loop");
        assertThat(names("name=contract-loop", "status=running", "status=restarting"))
                .containsExactly("contract-loop");
    }

    @Test
    void healthIsNullWithoutAHealthCheck() throws Exception {
        start("contract-web");
        assertThat(out("inspect", "--format", "{{json .State.Health}}", "contract-web"))
                .isEqualTo("null");
        assertThat(out(
                        "inspect",
                        "--format",
                        "{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}",
                        "contract-web"))
                .isEqualTo("running");
    }

    @Test
    void renameMovesANameThatIsFree() throws Exception {
        start("contract-web");
        start("contract-other");
        fails(
                1,
                "Error when allocating new name: Conflict. The container name \"/contract-other\" is already in use",
                "rename",
                "contract-web",
                "contract-other");
        out("rename", "contract-web", "contract-web_replaced_1");
        assertThat(names("name=contract-web")).containsExactly("contract-web_replaced_1");
        fails(1, "Error response from daemon: No such container: contract-web", "rename", "contract-web", "x1");
        fails(
                1,
                "Renaming a container with the same name as its current name",
                "rename",
                "contract-other",
                "contract-other");
        start("contract-web");
    }

    @Test
    void stopStartAndRemove() throws Exception {
        start("contract-web");
        fails(1, "Stop the container before attempting removal or force remove", "rm", "contract-web");
        assertThat(out("stop", "-t", "0", "contract-web")).isEqualTo("contract-web");
        assertThat(out("stop", "contract-web")).isEqualTo("contract-web");
        assertThat(out("container", "start", "contract-web")).isEqualTo("contract-web");
        assertThat(names("name=contract-web")).containsExactly("contract-web");
        out("container", "stop", "-t", "0", "contract-web");
        assertThat(out("container", "rm", "contract-web")).isEqualTo("contract-web");
        fails(0, "No such container: contract-web", "rm", "--force", "contract-web");
        fails(1, "Error response from daemon: No such container: contract-web", "stop", "contract-web");
        fails(1, "Error: failed to start containers: contract-web", "start", "contract-web");
        fails(1, "Error response from daemon: No such container: contract-web", "logs", "contract-web");
        fails(1, "requires at least 1 argument", "rm");
    }

    @Test
    void oneMissingContainerDoesNotKeepTheOthersFromStopping() throws Exception {
        start("contract-web");
        DockerReply reply = docker("stop", "-t", "0", "contract-nope", "contract-web");
        assertThat(reply.exitStatus()).isEqualTo(1);
        assertThat(reply.stdout()).isEqualTo("contract-web\n");
        assertThat(reply.stderr()).contains("No such container: contract-nope");
    }

    @Test
    void containerPruneTakesWhatIsNotRunning() throws Exception {
        start("contract-web", "--label", "service=contract-app");
        String old = start("contract-old", "--label", "service=contract-app");
        start("contract-other", "--label", "service=contract-other");
        out("stop", "-t", "0", "contract-old", "contract-other");
        assertThat(out("container", "prune", "--force", "--filter", "label=service=contract-app")
                        .lines()
                        .toList())
                .startsWith("Deleted Containers:", old);
        assertThat(out("ps", "--all", "--filter", "name=contract-", "--format", "{{.Names}}")
                        .lines())
                .containsExactly("contract-other", "contract-web");
        assertThat(out("container", "prune", "--force", "--filter", "label=service=contract-app"))
                .isEqualTo("Total reclaimed space: 0B");
    }

    @Test
    void inspectOfSeveralPrintsThoseThatAreThere() throws Exception {
        start("contract-web");
        DockerReply reply = docker("inspect", "--format", "{{.Config.Image}}", "contract-web", "contract-nope");
        assertThat(reply).isEqualTo(new DockerReply(1, app() + "\n", "Error: No such object: contract-nope\n"));
        fails(1, "No such container: contract-nope", "container", "inspect", "contract-nope");
        fails(1, "No such image: contract-nope:1", "image", "inspect", "contract-nope:1");
        assertThat(out("inspect", "contract-web")).startsWith("[");
        fails(1, "map has no entry for key \"Nope\"", "inspect", "--format", "{{.Nope}}", "contract-web");
    }

    @Test
    void inspectKnowsTheNamesOfGoAndThoseOfTheJson() throws Exception {
        String container = start("contract-web");
        String image = out("image", "inspect", "--format", "{{.Id}}", app());
        assertThat(out("inspect", "--format", "{{.Config.Labels.service}}|{{.ID}}|{{json .RepoDigests}}", app()))
                .startsWith("contract|" + image + "|[\"" + repository() + "@sha256:");
        assertThat(out(
                        "container",
                        "inspect",
                        "--format",
                        "{{json .ID}} {{json .HostConfig.NanoCPUs}} {{json .HostConfig.Memory}} {{json .HostConfig.CapAdd}}",
                        "contract-web"))
                .isEqualTo("\"" + container + "\" 0 0 null");
        assertThat(out("inspect", "--format", "{{.Id}} {{.HostConfig.NanoCpus}}", "contract-web"))
                .isEqualTo(container + " 0");
    }

    @Test
    void execRunsInARunningContainerOnly() throws Exception {
        start("contract-web", "--env", "A=1 2", "--hostname", "h1");
        List<String> argv = new ArrayList<>(List.of("exec", "contract-web"));
        argv.addAll(env());
        assertThat(out(argv.toArray(String[]::new)).lines()).contains("A=1 2", "HOSTNAME=h1");
        DockerReply missing = docker("exec", "contract-web", "/nonexistent");
        assertThat(missing.exitStatus()).isEqualTo(126);
        assertThat(missing.stdout())
                .isEqualTo("OCI runtime exec failed: exec failed: unable to start container process: "
                        + "exec: \"/nonexistent\": stat /nonexistent: no such file or directory: unknown\r\n");
        String id = out("inspect", "--format", "{{.Id}}", "contract-web");
        out("stop", "-t", "0", "contract-web");
        fails(1, "Error response from daemon: Container " + id + " is not running", "exec", "contract-web", "true");
        fails(1, "Error response from daemon: No such container: contract-nope", "exec", "contract-nope", "true");
    }

    @Test
    void runInTheForegroundEndsWithTheProgramsOutputAndStatus() throws Exception {
        out("pull", app());
        List<String> argv = new ArrayList<>(
                List.of("run", "--rm", "--network", "none", "--name", "contract-exec", "--env", "A=b", app()));
        argv.addAll(env());
        assertThat(out(argv.toArray(String[]::new)).lines()).contains("A=b");
        fails(
                127,
                "exec: \"/nonexistent\": stat /nonexistent: no such file or directory",
                "run",
                "--rm",
                "--network",
                "none",
                app(),
                "/nonexistent");
        assertThat(out("ps", "-a", "-q", "--filter", "name=contract-exec")).isEmpty();
    }

    @Test
    void copiesOutOfAContainerThatNeverRan() throws Exception {
        out("container", "create", "--name", "contract-assets", app());
        out("container", "cp", "-L", "contract-assets:/assets/.", "extracted");
        assertThat(directory.resolve("extracted/a.css")).hasContent("a");
        fails(
                1,
                "Could not find the file /nope/. in container contract-assets",
                "container",
                "cp",
                "-L",
                "contract-assets:/nope/.",
                "x");
        assertThat(out(
                        "ps",
                        "-a",
                        "--filter",
                        "status=created",
                        "--format",
                        "{{.Names}}",
                        "--filter",
                        "name=contract-"))
                .isEqualTo("contract-assets");
    }

    @Test
    void networksAreMadeOnce() throws Exception {
        assertThat(out("network", "create", "contract-net")).matches("[0-9a-f]{64}");
        fails(
                1,
                "Error response from daemon: network with name contract-net already exists",
                "network",
                "create",
                "contract-net");
        assertThat(out("network", "inspect", "contract-net", "--format", "{{.Name}}"))
                .isEqualTo("contract-net");
        assertThat(out("network", "ls", "--filter", "name=contract-net", "--format", "{{.Name}}"))
                .isEqualTo("contract-net");
        assertThat(out("network", "rm", "contract-net")).isEqualTo("contract-net");
        fails(1, "Error response from daemon: network contract-net not found", "network", "inspect", "contract-net");
    }

    @Test
    void aNetworkIsKeptWhileAContainerIsInIt() throws Exception {
        out("network", "create", "contract-net");
        out("run", "--detach", "--network", "contract-net", "--name", "contract-web", app());
        assertThat(out("inspect", "--format", "{{.HostConfig.NetworkMode}}", "contract-web"))
                .isEqualTo("contract-net");
        fails(1, "has active endpoints", "network", "rm", "contract-net");
    }

    @Test
    void thereIsNoMirror() throws Exception {
        fails(
                1,
                "error calling index: reflect: slice index out of range",
                "info",
                "--format",
                "{{index .RegistryConfig.Mirrors 0}}");
    }

    @Test
    void logoutSucceedsWhereNobodyIsLoggedIn() throws Exception {
        String host = repository().substring(0, repository().indexOf('/'));
        assertThat(out("logout", host)).isEqualTo("Removing login credentials for " + host);
        fails(1, "Cannot perform an interactive login from a non TTY device", "login", host, "-u", "u");
    }

    @Test
    void versionIsPrinted() throws Exception {
        assertThat(out("-v")).matches("Docker version [0-9.]+.*, build .*");
        assertThat(out("version", "--format", "{{.Server.Version}}")).matches("[0-9]+\\.[0-9]+.*");
    }
}
