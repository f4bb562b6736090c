package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.DocumentedCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks shell text of the documentation: its syntax, and the words of each command that this repository answers for. */
public final class ShellCommands {

    private static final Pattern SEPARATOR = Pattern.compile("\\s*(?:\\|\\|?|&&|;)\\s+");
    private static final Pattern ASSIGNMENT = Pattern.compile("^(?:[A-Za-z_]\\w*=\\S*\\s+)+");
    private static final Pattern DEV_CASE = Pattern.compile("(?m)^    ((?:\"[^\"]*\"\\*?(?: \\| )?)+)\\*?\\) .*;;$");
    /** Programs of others, which a reader is told to call. */
    private static final Set<String> PROGRAMS = Set.of(
            "apt-get",
            "aws",
            "cat",
            "cd",
            "chmod",
            "cp",
            "curl",
            "docker",
            "echo",
            "exec",
            "exit",
            "export",
            "gem",
            "git",
            "op",
            "printf",
            "set",
            "ssh",
            "ssh-keygen",
            "ssh-keyscan",
            "test",
            "usermod",
            "vault");

    private ShellCommands() {}

    /** Checks every command of a text. */
    public static void check(String text) {
        checkSyntax(text);
        String joined = text.replaceAll("\\\\\\n\\s*", " ");
        joined.lines()
                .map(line -> line.replaceAll("(?:^|\\s+)#.*$", "").strip())
                .filter(line -> !line.isEmpty())
                .flatMap(line -> SEPARATOR.splitAsStream(line))
                .map(command -> ASSIGNMENT.matcher(command).replaceFirst(""))
                .forEach(ShellCommands::checkCommand);
    }

    private static void checkCommand(String command) {
        List<String> words = List.of(command.strip().split("\\s+"));
        switch (words.get(0)) {
            case "kamal" -> DocumentedCommand.check(command.substring("kamal".length()));
            case "./dev", "/path/to/kamal-plugin/dev" -> checkDev(words.subList(1, words.size()));
            case "./mvnw" -> checkMaven(words);
            case "java" -> assertThat(command).contains("io.jenkins.plugins.kamal.engine.cli.Main");
            default ->
                assertThat(PROGRAMS).as("programs that `%s` may call", command).contains(words.get(0));
        }
    }

    private static void checkDev(List<String> words) {
        if (words.get(0).equals("kamal")) {
            DocumentedCommand.check(String.join(" ", words.subList(1, words.size())));
        }
        String call = words.get(0) + " " + (words.size() > 1 ? words.get(1) : "");
        assertThat(devPatterns())
                .as("cases of ./dev that match `./dev %s`", call)
                .anyMatch(call::matches);
    }

    /** The patterns of the case statement in {@code main} of {@code ./dev}, as regular expressions. */
    private static List<String> devPatterns() {
        try {
            String script = Files.readString(Path.of("dev"));
            String main = script.substring(script.indexOf("main() {"), script.indexOf("esac"));
            return DEV_CASE.matcher(main)
                    .results()
                    .map(MatchResult::group)
                    .flatMap(line ->
                            Pattern.compile("\"([^\"]*)\"(\\*?)").matcher(line).results())
                    .map(word -> Pattern.quote(word.group(1)) + (word.group(2).isEmpty() ? "" : ".*"))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void checkMaven(List<String> words) {
        int file = words.indexOf("-f");
        assertThat(Path.of(file < 0 ? "pom.xml" : words.get(file + 1))).exists();
        assertThat(words.stream().skip(1).filter(word -> !word.startsWith("-") && !word.endsWith(".xml")))
                .as("goals and phases of Maven")
                .isNotEmpty()
                .allMatch(word -> Set.of("package", "verify", "spotless:apply").contains(word));
    }

    private static void checkSyntax(String text) {
        try {
            Process shell =
                    new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
            shell.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            shell.getOutputStream().close();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor()).as("the shell says: " + said).isZero();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
