package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.Commands;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Each command needs what the table in {@code docs/steps.md} says, asks for that, and for nothing else. */
class CommandNeedsTest extends FlowTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.+`) \\| ([a-z, ]+) \\| (.*)\\|$");
    private static final Pattern COMMAND = Pattern.compile("`([a-z_]+(?: [a-z_]+)?)( --reuse)?`");

    /** Something that a command may need, with the words that a command without it complains in. */
    private enum Need {
        SERVERS("login of user root was refused"),
        LOCK("The deploy lock on 10.0.0.1 is held"),
        LOGIN("KAMAL_REGISTRY_PASSWORD|dial tcp 10.0.0.9:5555"),
        SECRETS("APP_SECRET|DB_PASSWORD"),
        VERSION("There is no Git repository");

        private final Pattern complaint;

        Need(String complaint) {
            this.complaint = Pattern.compile(complaint);
        }
    }

    private record Needs(Set<Need> needs, List<String> hooks) {}

    private final SoftAssertions all = new SoftAssertions();

    @Test
    void commandsAskForWhatTheyNeedAndForNothingElse() throws IOException {
        Map<String, Needs> table = table();
        ReturnedOutputTest.deploy(lab);
        for (String hook : List.of("pre-proxy-reboot", "post-proxy-reboot")) {
            Files.copy(lab.project.resolve(".kamal/hooks/pre-deploy"), lab.project.resolve(".kamal/hooks/" + hook));
        }
        lab.commit();
        String first = lab.head();
        for (String command : ReturnedOutputTest.commands()) {
            check(command.replace("HEAD", lab.head()), table);
            switch (command) {
                case "app exec -p --reuse echo hi" -> check("app exec -p echo hi", table);
                case "accessory exec db --reuse echo hi" -> check("accessory exec db echo hi", table);
                case "deploy" -> lab.change("2");
                case "redeploy" -> check("rollback " + first, table);
                default -> {}
            }
        }
        all.assertAll();
    }

    @Test
    void everyCommandIsInTheTable() throws IOException {
        assertThat(table().keySet().stream().filter(command -> !command.endsWith("--reuse")))
                .containsExactlyInAnyOrderElementsOf(Commands.all().stream()
                        .map(line -> String.join(" ", line.path()))
                        .filter(path -> !path.endsWith(" help") && !path.equals("run-version"))
                        .toList());
    }

    @Test
    void onlyTheSecretsOfWhatIsBootedAreNeeded() throws IOException {
        ReturnedOutputTest.deploy(lab);
        String password = "KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD;

        lab.secrets(password, "APP_SECRET=top-secret-value");
        lab.succeed("proxy", "upgrade", "-y");
        lab.secrets(password, "DB_PASSWORD=" + DeployLab.DB_PASSWORD);
        lab.succeed("accessory", "upgrade", "db", "-y");
    }

    @Test
    void anAccessoryFromARegistryOfItsOwnNeedsNoLoginAtTheOther() throws IOException {
        lab.configure(
                "    image: 10.0.0.9:5555/lab/db:1\n    host: 10.0.0.4\n",
                "    image: lab/db:1\n    host: 10.0.0.4\n    registry:\n      server: 10.0.0.9:5555\n      username: deployer\n"
                        + "      password:\n        - DB_REGISTRY_PASSWORD\n");
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
        lab.secrets("DB_REGISTRY_PASSWORD=" + DeployLab.PASSWORD, "DB_PASSWORD=" + DeployLab.DB_PASSWORD);

        lab.succeed("accessory", "boot", "db");
        lab.succeed("accessory", "reboot", "db");
    }

    private void check(String command, Map<String, Needs> table) throws IOException {
        String path = ReturnedOutputTest.pathOf(command) + (command.contains(" --reuse") ? " --reuse" : "");
        Needs told = table.get(path);
        for (Need missing : told.needs()) {
            provide(EnumSet.complementOf(EnumSet.of(missing)));
            // A status without an answer of the servers succeeds, because it has found just that.
            String strict = command.equals("status") ? command + " --fail-on-drift" : command;
            DeployLab.Result result = lab.kamal(strict.split(" "));
            all.assertThat(result.exitStatus())
                    .as("%s without %s", command, missing)
                    .isNotZero();
            all.assertThat(result.err()).as("%s without %s", command, missing).containsPattern(missing.complaint);
        }
        provide(told.needs());
        lab.forget();
        DeployLab.Result result = lab.kamal(command.split(" "));
        all.assertThat(result.exitStatus())
                .as("%s with %s: %s", command, told.needs(), result.err())
                .isZero();
        all.assertThat(lab.hookNames()).as(command).hasSameElementsAs(told.hooks());
        place(lab.project.resolve(".git"), true);
    }

    private static Map<String, Needs> table() throws IOException {
        String page = Files.readString(Path.of("docs/steps.md"));
        String section = page.substring(page.indexOf("### What commands need"));
        Map<String, Needs> table = new HashMap<>();
        ROW.matcher(section.substring(0, section.indexOf("\n## "))).results().forEach(row -> {
            Needs needs = new Needs(needs(row.group(2)), hooks(row.group(3)));
            COMMAND.matcher(row.group(1)).results().forEach(command -> table.put(nameOf(command), needs));
        });
        return table;
    }

    private static String nameOf(MatchResult command) {
        return command.group(1) + (command.group(2) == null ? "" : command.group(2));
    }

    private static Set<Need> needs(String cell) {
        Set<Need> needs = new LinkedHashSet<>();
        if (!cell.equals("nothing")) {
            Arrays.stream(cell.split(", "))
                    .map(need -> Need.valueOf(need.toUpperCase(Locale.ROOT)))
                    .forEach(needs::add);
        }
        return needs;
    }

    /** The hook that the command {@code hook} names here is pre-deploy. */
    private static List<String> hooks(String cell) {
        String hooks = cell.strip();
        return hooks.isEmpty()
                ? List.of()
                : Arrays.stream(hooks.split(", "))
                        .map(hook -> hook.equals("the named hook") ? "pre-deploy" : hook)
                        .toList();
    }

    /** Lets these be there and nothing else. */
    private void provide(Set<Need> there) throws IOException {
        place(root.resolve("home/.ssh/id_ed25519"), there.contains(Need.SERVERS));
        place(lab.project.resolve(".git"), there.contains(Need.VERSION));
        lab.registry.setReachable(DeployLab.REGISTRY, there.contains(Need.LOGIN));
        List<String> secrets = new ArrayList<>();
        if (there.contains(Need.LOGIN)) {
            secrets.add("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD);
        }
        if (there.contains(Need.SECRETS)) {
            secrets.add("APP_SECRET=top-secret-value");
            secrets.add("DB_PASSWORD=" + DeployLab.DB_PASSWORD);
        }
        lab.secrets(secrets.toArray(String[]::new));
        if (secrets.isEmpty()) {
            Files.delete(lab.project.resolve(".kamal/secrets"));
        }
        if (!there.contains(Need.LOCK)) {
            Files.createDirectories(lab.lockDirectory());
        } else if (lab.isLocked()) {
            Files.deleteIfExists(lab.lockDirectory().resolve("details"));
            Files.delete(lab.lockDirectory());
        }
    }

    private static void place(Path file, boolean there) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".aside");
        if (there && Files.exists(aside)) {
            Files.move(aside, file);
        } else if (!there && Files.exists(file)) {
            Files.move(file, aside);
        }
    }
}
