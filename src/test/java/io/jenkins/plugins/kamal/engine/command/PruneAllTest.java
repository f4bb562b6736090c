package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.server.PruneCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prunes with a real shell and a {@code docker} that lists what a test says, and writes down what it has to remove. */
class PruneAllTest {

    private static final String IMAGE = "10.99.0.1:5555/lab/myapp:";
    private static final String OURS = "\"myapp\"|\"\"|\"destination=,role=web,service=myapp\"";

    @TempDir
    Path home;

    private final List<String> containers = new ArrayList<>();
    private final List<String> images = new ArrayList<>();
    private Shell shell;
    private String failing = "nothing";

    @BeforeEach
    void findDockerOnThePath() {
        String path = home.resolve("bin") + ":" + System.getenv("PATH");
        shell = new Shell(home, Map.of("PATH", path));
    }

    @Test
    void keepsTheYoungestStoppedContainersAndTheImagesOfAllThatAreLeft() throws Exception {
        container("running", "c1", "myapp-web-v5", "v5", OURS);
        container("exited", "c2", "myapp-web-v4", "v4", OURS);
        container("exited", "c3", "myapp-web-v3", "v3", OURS);
        container("dead", "c4", "myapp-web-v2", "v2", OURS);
        container("created", "c5", "myapp-web-v1", "v1", OURS);
        images("v5", "v4", "v3", "v2", "v1", "v0", "latest", "<none>");

        Shell.Result result = prune(SampleConfiguration.sample(), 2);

        assertThat(result.status()).isZero();
        assertThat(calls())
                .containsExactly(
                        "image ls",
                        "ps",
                        "rm c4",
                        "rm c5",
                        "image prune",
                        "rmi " + IMAGE + "v2",
                        "rmi " + IMAGE + "v1",
                        "rmi " + IMAGE + "v0");
        assertThat(result.printed()).contains("c4\nc5\n");
    }

    @Test
    void keepsTheContainersOfTheVersionsThatServedBefore() throws Exception {
        container("exited", "c1", "myapp-web-v3", "v3", OURS);
        container("exited", "c2", "myapp-web-v2", "v2", OURS);
        container("exited", "c3", "myapp-web-v1_instance_2", "v1", OURS);
        container("exited", "c4", "myapp-web-v1", "v1", OURS);
        images("v1", "v2", "v3");

        prune(SampleConfiguration.sample(), 1, new ContainerName("myapp-web", "v1"));

        assertThat(removed()).containsExactly("rm c2", "rmi " + IMAGE + "v2");
    }

    /** Containers inherit the label {@code service} of the app's image. */
    @Test
    void neverRemovesAContainerWithoutTheLabelsOfKamal() throws Exception {
        container("exited", "c1", "byhand", "v1", "\"myapp\"|\"\"|\"service=myapp\"");
        container("exited", "c2", "byhand2", "v1", "\"myapp\"|\"\"|\"a=destination=,service=myapp\"");
        container("exited", "c3", "byhand3", "v1", "\"myapp\"|\"\"|\"a=b,destination=c,service=myapp\"");
        container("exited", "c4", "byhand4", "v1", "\"myapp\"|\"\"|\"service=myapp,x=\\\",destination=\\\"\"");
        container("exited", "c5", "other", "v1", "\"other\"|\"\"|\"service=other,destination=\"");
        container("exited", "c6", "staging", "v1", "\"myapp\"|\"staging\"|\"destination=staging,service=myapp\"");
        container("exited", "c7", "none", "v1", "\"\"|\"\"|\"\"");
        container("exited", "c8", "myapp-web-v1", "v1", OURS);
        container("exited", "c9", "myapp-web-v0", "v0", OURS);
        images("v0", "v1");

        prune(SampleConfiguration.sample(), 1);

        assertThat(removed()).containsExactly("rm c9", "rmi " + IMAGE + "v0");
    }

    @Test
    void findsTheEmptyDestinationWhereverDockerListsIt() throws Exception {
        container("exited", "c1", "a", "v1", "\"myapp\"|\"\"|\"destination=\"");
        container("exited", "c2", "b", "v1", "\"myapp\"|\"\"|\"destination=,service=myapp\"");
        container("exited", "c3", "c", "v1", "\"myapp\"|\"\"|\"role=web,destination=,service=myapp\"");
        container("exited", "c4", "d", "v1", "\"myapp\"|\"\"|\"service=myapp,destination=\"");

        prune(SampleConfiguration.sample(), 1);

        assertThat(removed()).containsExactly("rm c2", "rm c3", "rm c4");
    }

    /** What Docker's JSON makes of labels with bars, quotes and line breaks is no field and no line of the list. */
    @Test
    void takesNoLabelForAFieldOrALine() throws Exception {
        String posing = "\"x\\\"|\\\"myapp\\\"|\\\"staging\"|\"staging\"";
        container("exited", "c1", "posing", "v1", posing);
        container(
                "exited", "c2", "posing2", "v1", "\"myapp\\nexited|c3|a|b|\\\"myapp\\\"|\\\"staging\\\"\"|\"staging\"");
        container("exited", "c3", "posing3", "v1", "\"myapp\"|\"staging\\\"|\\\"\"");
        container("exited", "c4", "myapp-web-staging-v1", "v1", "\"myapp\"|\"staging\"");
        container("exited", "c5", "myapp-web-staging-v0", "v0", "\"myapp\"|\"staging\"");
        images("v0", "v1");

        prune(SampleConfiguration.staging(), 1);

        assertThat(removed()).containsExactly("rm c5", "rmi " + IMAGE + "v0");
    }

    @Test
    void keepsTheImageOfAContainerThatCannotBeRemoved() throws Exception {
        container("exited", "c1", "myapp-web-v3", "v3", OURS);
        container("exited", "c2", "myapp-web-v2", "v2", OURS);
        container("exited", "c3", "myapp-web-v1", "v1", OURS);
        images("v3", "v2", "v1");
        failing = "'rm c2'";

        prune(SampleConfiguration.sample(), 1);

        assertThat(removed()).containsExactly("rm c2", "rm c3", "rmi " + IMAGE + "v1");
    }

    @Test
    void removesNothingWithoutAList() throws Exception {
        container("exited", "c1", "myapp-web-v2", "v2", OURS);
        container("exited", "c2", "myapp-web-v1", "v1", OURS);
        images("v2", "v1", "v0");
        for (String list : List.of("'ps --all'*", "'image ls'*")) {
            failing = list;

            Shell.Result result = prune(SampleConfiguration.sample(), 1);

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.printed()).contains("no answer");
            assertThat(removed()).isEmpty();
        }
    }

    @Test
    void removesNoImageIfTheLastContainerCannotBeRemoved() throws Exception {
        container("exited", "c1", "myapp-web-v2", "v2", OURS);
        container("exited", "c2", "myapp-web-v1", "v1", OURS);
        images("v2", "v1", "v0");
        failing = "'rm c2'";

        assertThat(prune(SampleConfiguration.sample(), 1).status()).isEqualTo(1);

        assertThat(calls()).containsExactly("image ls", "ps", "rm c2");
    }

    @Test
    void removesUnusedImagesWhereThereIsNoContainerAndCopesWithNoImage() throws Exception {
        assertThat(prune(SampleConfiguration.sample(), 1).status()).isZero();
        assertThat(removed()).isEmpty();

        images("v1", "latest");
        assertThat(prune(SampleConfiguration.sample(), 1).status()).isZero();
        assertThat(removed()).containsExactly("rmi " + IMAGE + "v1");
    }

    @Test
    void runsTheCommandBetweenAfterTheContainersAndBeforeTheImages() throws Exception {
        container("exited", "c1", "myapp-web-v2", "v2", OURS);
        container("exited", "c2", "myapp-web-v1", "v1", OURS);

        prune(SampleConfiguration.sample(), 1);

        assertThat(Files.readAllLines(home.resolve("calls")))
                .containsSubsequence("rm c2", "between", "image prune --force --filter label=service=myapp");
    }

    private void container(String state, String id, String name, String tag, String labels) {
        containers.add(state + "|" + id + "|" + name + "|" + IMAGE + tag + "|" + labels);
    }

    private void images(String... tags) {
        for (String tag : tags) {
            images.add("i" + images.size() + " " + IMAGE + tag);
        }
    }

    private Shell.Result prune(Configuration configuration, int retain, ContainerName... kept) throws Exception {
        Files.write(home.resolve("containers"), containers);
        Files.write(home.resolve("images"), images);
        Files.deleteIfExists(home.resolve("calls"));
        Path docker = Files.createDirectories(home.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$*" >> calls
                case "$*" in (FAILING) echo 'no answer' >&2; exit 1 ;; esac
                case "$1 $2" in
                ('ps --all') cat containers ;;
                ('image ls') cat images ;;
                (rm*) echo "$2" ;;
                esac
                """.replace("FAILING", failing));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        Command between = Command.shell("echo between >> calls");
        return shell.run(new PruneCommands(configuration).all(retain, List.of(kept), between));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(home.resolve("calls")).stream()
                .filter(call -> !call.equals("between"))
                .map(call -> call.replaceFirst("^(ps|image ls|image prune) .*", "$1"))
                .toList();
    }

    private List<String> removed() throws IOException {
        return calls().stream().filter(call -> call.startsWith("rm")).toList();
    }
}
