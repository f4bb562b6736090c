package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.Commands;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code returnOutput} returns, for every command; {@code docs/steps.md} has the same table. */
class ReturnedOutputTest extends FlowTest {

    private static final String SHA = "[0-9a-f]{40}";
    private static final String APP = "myapp-web-" + SHA;

    /** A command that returns output: its path, further words, and the whole output as a regular expression. */
    private record Result(String path, List<String> words, String output) {

        static Result of(String path, String words, String output) {
            return new Result(path, words.isEmpty() ? List.of() : List.of(words.split(" ")), output);
        }
    }

    private static final List<Result> RESULTS = List.of(
            Result.of("version", "", "2\\.12\\.0\n"),
            Result.of("help", "app", "Usage: kamal app (?s:.+)"),
            Result.of("docs", "proxy", "(?s:.*)app_port(?s:.*)"),
            Result.of("config", "", "---\n(?s:.*)myapp(?s:.*)"),
            Result.of("secrets print", "", "(?s:.*)APP_SECRET=\\[REDACTED](?s:.*)"),
            Result.of("secrets extract", "KEY {\"KEY\":\"some-value\"}", "\\[REDACTED]\n"),
            Result.of("secrets fetch", "--adapter doppler --from a/b KEY", "\\[REDACTED]\n"),
            Result.of("app version", "-p", "old\n"),
            Result.of("app details", "-p", "(?s:.*)" + APP + "(?s:.*)"),
            Result.of("app containers", "-p", "(?s:.*)" + APP + "(?s:.*)"),
            Result.of("app images", "-p", "(?s:.*)lab/myapp(?s:.*)"),
            Result.of("app logs", "-p", "(?s:.+)"),
            Result.of("app exec", "-p --reuse echo hi", "hi\n"),
            Result.of("app stale_containers", "-p", "Detected stale container for role web with version old .*\n"),
            Result.of("accessory details", "db", "(?s:.*)myapp-db(?s:.*)"),
            Result.of("accessory logs", "db", "(?s:.+)"),
            Result.of("accessory exec", "db --reuse echo hi", "hi\n"),
            Result.of("proxy details", "-p", "(?s:.*)kamal-proxy(?s:.*)"),
            Result.of("proxy logs", "-p", "(?s:.+)"),
            Result.of("proxy boot_config", "get -p", "Host 10\\.0\\.0\\.1: (?s:.+)"),
            Result.of("build details", "", "Builder: (?s:.+)"),
            Result.of("server exec", "-p echo hi", "hi\n"),
            Result.of("lock status", "", "There is no deploy lock\n"),
            Result.of("audit", "-p", "(?s:.*)Booted app version(?s:.*)"),
            Result.of("plan", "", "A deploy of version (?s:.+)fingerprint: [0-9a-f.]+\n"),
            Result.of("status", "", "Expected version: (?s:.+)"),
            Result.of("details", "-p", "(?s:.*)kamal-proxy(?s:.*)" + APP + "(?s:.*)"));

    /** The commands whose purpose is what they do, in an order in which each of them succeeds. */
    private static final List<String> OTHERS = List.of(
            "deploy",
            "redeploy",
            "setup",
            "hook pre-deploy",
            "app boot",
            "app maintenance",
            "app live",
            "app stop",
            "app start",
            "build create",
            "build push",
            "build pull",
            "build deliver",
            "build dev",
            "build remove",
            "lock acquire -m why",
            "lock release",
            "registry login",
            "registry setup",
            "registry logout",
            "registry remove",
            "registry login",
            "prune all",
            "prune containers",
            "prune images",
            "server bootstrap",
            "proxy restart",
            "proxy stop",
            "proxy start",
            "proxy boot",
            "proxy reboot -y",
            "proxy upgrade -y",
            "accessory upload db",
            "accessory directories db",
            "accessory pull_image db",
            "accessory reboot db",
            "accessory restart db",
            "accessory stop db",
            "accessory start db",
            "accessory upgrade db -y",
            "accessory remove db -y",
            "accessory boot db",
            "accessory stop db",
            "accessory remove_container db",
            "accessory remove_image db",
            "accessory remove_service_directory db",
            "upgrade -y",
            "app stop",
            "app remove_container HEAD",
            "app remove_containers",
            "app remove_images",
            "app remove_app_directories",
            "app remove",
            "proxy stop",
            "proxy remove_container",
            "proxy remove_image",
            "proxy remove_proxy_directory",
            "proxy remove",
            "init",
            "remove -y");

    private int invocations;

    @BeforeEach
    void deploy() throws IOException {
        deploy(lab);
    }

    /** All commands with words that make each of them succeed after {@link #deploy} in this order; HEAD stands for the commit. */
    static List<String> commands() {
        return Stream.concat(
                        RESULTS.stream()
                                .map(result -> (result.path() + " " + String.join(" ", result.words())).strip()),
                        OTHERS.stream())
                .toList();
    }

    /** The path of a command in a line with further words. */
    static String pathOf(String line) {
        return Commands.all().stream()
                .map(command -> String.join(" ", command.path()))
                .filter(path -> (line + " ").startsWith(path + " "))
                .findFirst()
                .orElse(line);
    }

    static void deploy(DeployLab lab) throws IOException {
        Path root = lab.root;
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
        Path doppler = root.resolve("tools/doppler");
        Files.createDirectories(root.resolve("tools"));
        Files.writeString(doppler, "#!/bin/sh\necho '{\"KEY\":{\"computed\":\"from-the-vault\"}}'\n");
        Files.setPosixFilePermissions(doppler, PosixFilePermissions.fromString("rwxr-xr-x"));
        lab.environment.put("PATH", root.resolve("tools") + ":" + lab.environment.get("PATH"));
        lab.succeed("setup");
    }

    @Test
    void everyCommandIsInOneOfTheTables() {
        Set<String> known = new TreeSet<>();
        RESULTS.forEach(result -> known.add(result.path()));
        OTHERS.forEach(command -> known.add(pathOf(command)));
        known.add("rollback");
        known.add("promote");

        assertThat(Commands.all().stream()
                        .map(line -> String.join(" ", line.path()))
                        .filter(path -> !path.endsWith(" help") && !path.equals("run-version")))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void whatACommandReturnsIsWhatItPrints() throws IOException {
        lab.server(1)
                .docker()
                .run(
                        "run",
                        "--detach",
                        "--name",
                        "myapp-web-old",
                        "--label",
                        "service=myapp",
                        "--label",
                        "role=web",
                        "--label",
                        "destination=",
                        DeployLab.IMAGE + ":" + lab.head());
        SoftAssertions all = new SoftAssertions();
        for (Result result : RESULTS) {
            List<String> words = new ArrayList<>(List.of(result.path().split(" ")));
            words.addAll(result.words());
            all.assertThat(returned(all, words)).as(result.path()).matches(result.output());
        }
        all.assertAll();
    }

    @Test
    void otherCommandsReturnNothing() throws IOException {
        String first = lab.head();
        SoftAssertions all = new SoftAssertions();
        for (String command : OTHERS) {
            all.assertThat(returned(
                            all, List.of(command.replace("HEAD", lab.head()).split(" "))))
                    .as(command)
                    .isEmpty();
            if (command.equals("deploy")) {
                lab.change("2");
            } else if (command.equals("redeploy")) {
                all.assertThat(returned(all, List.of("rollback", first))).isEmpty();
            }
        }
        all.assertAll();
    }

    /** A warning is for people: a Pipeline that compares the version with another would never find it equal. */
    @Test
    void warningsAreNotReturned() throws IOException {
        lab.configure("service: myapp", "service: myapp\nlabels:\n  fails: \"<%= `sh -c 'echo bad >&2; exit 3'` %>\"");

        assertThat(lab.succeed("app", "version", "-p").out()).contains("WARNING: ");
        assertThat(returned(new SoftAssertions(), List.of("app", "version", "-p")))
                .matches(SHA + "\n");
    }

    @Test
    void thePageHasTheSameTable() throws IOException {
        String page = Files.readString(Path.of("docs/steps.md"));
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z_ ]+?)(?: get| [A-Z\\[][^`]*)?` \\| returns ")
                .matcher(page);
        Stream<String> told = rows.results().map(row -> row.group(1));

        assertThat(told)
                .containsExactlyElementsOf(RESULTS.stream().map(Result::path).toList());
    }

    private String returned(SoftAssertions all, List<String> words) throws IOException {
        Path invocation = lab.invocation("returned-" + invocations++);
        List<String> line = new ArrayList<>(words);
        int at = words.get(0).equals("help") || words.size() < 2 ? 1 : 2;
        line.addAll(at, List.of("--invocation", invocation.toString()));
        DeployLab.Result result = lab.kamal(line.toArray(String[]::new));
        all.assertThat(result.exitStatus())
                .as("%s%n%s%n%s", words, result.out(), result.err())
                .isZero();
        Path output = invocation.resolve(InvocationDirectory.OUTPUT);
        return Files.exists(output) ? Files.readString(output) : "";
    }
}
