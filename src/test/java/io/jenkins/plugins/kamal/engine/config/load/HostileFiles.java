package io.jenkins.plugins.kamal.engine.config.load;

import io.jenkins.plugins.kamal.engine.config.dump.ConfigurationDump;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files made to fill the memory or to take for ever; each is read or refused. Run by {@link HostileFilesTest}. */
final class HostileFiles {

    private static final int MEGABYTE = (1 << 20) - 1000;
    private static final int MUCH = 400_000;
    private static final int MUCH_CODE = 149_000;

    private final Path directory;

    private HostileFiles(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        HostileFiles files = new HostileFiles(Path.of(arguments[0]));
        configurations().forEach(files::configuration);
        templates().forEach((name, text) -> files.configuration("ERB: " + name, text));
        secrets().forEach(files::secrets);
    }

    private void configuration(String name, String text) {
        try {
            Files.createDirectories(directory.resolve("config"));
            Files.writeString(directory.resolve(Project.FILE), text);
            long before = System.nanoTime();
            String answer = resolve();
            tell(name, answer, before);
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError(name, e);
        }
    }

    private String resolve() {
        try {
            Configuration configuration =
                    new Project(directory).rendering(Map.of("X", "x")).load(Optional.empty());
            return "read, " + ConfigurationDump.toYaml(configuration, "v1").length() + " characters";
        } catch (ConfigurationException e) {
            return "refused, " + e.faults().size() + " faults, "
                    + e.getMessage().length() + " characters";
        }
    }

    private void secrets(String name, String text) {
        try {
            Path file = directory.resolve(".kamal/secrets");
            Files.createDirectories(directory.resolve(".kamal"));
            Files.writeString(file, text);
            long before = System.nanoTime();
            String answer;
            try {
                SecretsFiles.load(
                                directory,
                                ".kamal/secrets",
                                null,
                                Map.of("X", "x"),
                                (line, environment) -> CommandSubstitution.Result.of("out"))
                        .find("A");
                answer = "read";
            } catch (SecretsException e) {
                answer = "refused: " + e.getMessage();
            }
            tell("secrets: " + name, answer, before);
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError("secrets: " + name, e);
        }
    }

    private static void tell(String name, String answer, long before) {
        System.out.println(name + ": " + answer.substring(0, Math.min(200, answer.length())) + " ("
                + (System.nanoTime() - before) / 1_000_000 + " ms)");
    }

    private static String until(int length, String piece) {
        return piece.repeat(length / piece.length());
    }

    private static String until(String piece) {
        return until(MUCH, piece);
    }

    private static String numbered(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(n -> format.replace("#", "" + n))
                .collect(Collectors.joining());
    }

    private static Map<String, String> configurations() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "lists that double by alias",
                "x-a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
                        + IntStream.range(1, 12)
                                .mapToObj(n -> ("x-a#: &a# [" + "*a" + (n - 1) + ", ".repeat(1)
                                                + ("*a" + (n - 1) + ",").repeat(8) + "]\n")
                                        .replace("#", "" + n))
                                .collect(Collectors.joining()));
        all.put(
                "maps that double by alias",
                "x-a0: &a0 {k: v}\n"
                        + IntStream.range(1, 30)
                                .mapToObj(
                                        n -> "x-a" + n + ": &a" + n + " {l: *a" + (n - 1) + ", r: *a" + (n - 1) + "}\n")
                                .collect(Collectors.joining()));
        all.put(
                "maps that double by merge key",
                "x-a0: &a0 {k: v}\n"
                        + IntStream.range(1, 30)
                                .mapToObj(
                                        n -> "x-a" + n + ": &a" + n + " {<<: [*a" + (n - 1) + ", *a" + (n - 1) + "]}\n")
                                .collect(Collectors.joining()));
        all.put(
                "one long text many times",
                "x-a: &a " + "b".repeat(500_000) + "\nx-b: [" + "*a,".repeat(15_000) + "*a]\n");
        all.put(
                "hosts that are one long text",
                Project.MINIMAL
                        .replace("[10.0.0.1]", "[" + "*a,".repeat(5000) + "*a]")
                        .replaceFirst("^", "x-a: &a " + "b".repeat(500_000) + "\n"));
        all.put("a list that holds itself", "x-a: &a [*a, *a]\n");
        all.put("a plain text", Project.MINIMAL + "x-a: " + until(MEGABYTE - 300, "b"));
        all.put("a plain text of words", Project.MINIMAL + "x-a: " + until("b "));
        all.put("a text in quotes", Project.MINIMAL + "x-a: \"" + until("\\u0041") + "\"");
        all.put("a block of text", Project.MINIMAL + "x-a: |\n  " + until("b\n  "));
        all.put(
                "a service of a megabyte",
                Project.MINIMAL.replace("app", until("b").substring(200)));
        all.put("an unknown key of a megabyte", "? " + until("k") + "\n: 1\n");
        all.put(
                "a wrong value of a megabyte",
                Project.MINIMAL.replace("arch: amd64", "arch: " + until("k").substring(300)));
        all.put("brackets", until(MEGABYTE, "["));
        all.put("braces", "a: " + until("{"));
        all.put("questions", until("? "));
        all.put("dashes", until("- "));
        all.put(
                "lists in lists",
                IntStream.range(0, 1400).mapToObj(n -> " ".repeat(n) + "-\n").collect(Collectors.joining()));
        all.put("elements", "x-a: [" + until(MEGABYTE, "a,") + "]");
        all.put("empty lists", "x-a: [" + until("[],") + "]");
        all.put("unknown keys", numbered(90_000, "k#: 1\n"));
        all.put("unknown keys below", Project.MINIMAL + "proxy:\n" + numbered(9000, "  k#: 1\n"));
        all.put("hosts", Project.MINIMAL.replace("[10.0.0.1]", "[" + numbered(15_000, "h#,") + "]"));
        all.put("the same host", Project.MINIMAL.replace("[10.0.0.1]", "[" + "h,".repeat(15_000) + "]"));
        all.put("roles", Project.MINIMAL.replace("[10.0.0.1]", "\n" + numbered(9000, "  r#: [h#]\n")));
        all.put("accessories", Project.MINIMAL + "accessories:\n" + numbered(4000, "  a#: {image: i, host: h#}\n"));
        all.put("variables", Project.MINIMAL + "env:\n" + numbered(9000, "  V#: w\n"));
        all.put("anchors", numbered(60_000, "x-#: &a# 1\n"));
        all.put("digits", Project.MINIMAL + "retain_containers: " + until("9"));
        all.put("a time of many parts", Project.MINIMAL + "retain_containers: 1" + until(":59"));
        all.put("a hexadecimal number", Project.MINIMAL + "retain_containers: 0x" + until("f"));
        all.put("a decimal number", Project.MINIMAL + "retain_containers: 1e" + until("9"));
        all.put("a comment", "#" + until("c"));
        all.put("blank lines", until("\n"));
        all.put("tabs", until("\t"));
        all.put("tags", until("!a "));
        all.put("directives", until("%A b\n"));
        all.put("documents", until("---\n"));
        all.put("nothing but zeros", until("\0"));
        all.put("base64", Project.MINIMAL + "x-a: !!binary " + until("QUJD"));
        return all;
    }

    private static Map<String, String> templates() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("for ever", "<% while true do x = 1 end %>");
        all.put("loop", "<% loop { x = 1 } %>");
        all.put("a text a billion times", "<%= \"x\" * 10**9 %>");
        all.put("a text a billion times in digits", "<%= \"x\" * 1000000000 %>");
        all.put("times in times", "<% 10000.times { 10000.times { 10000.times { x = 1 } } } %>");
        all.put("output in times", "<% 1000000.times do %>some text<% end %>");
        all.put("ranges in ranges", "<% (1..9999).each { |a| (1..9999).each { |b| (1..9999).each { |c| c } } } %>");
        all.put("an endless range", "<% (1..).each { |a| a } %>");
        all.put("a wide range", "<%= (1..1000000000).to_a %>");
        all.put("a text that doubles", "<% x = \"ab\"; 60.times { x = x + x } %><%= x %>");
        all.put("interpolation that doubles", "<% x = \"ab\"; 60.times { x = \"#{x}#{x}\" } %><%= x %>");
        all.put("an array that doubles", "<% x = [1]; 60.times { x = x + x } %><%= x %>");
        all.put("an array of itself twice", "<% x = [1]; 60.times { x = [x, x] } %><%= x %>");
        all.put("a hash of itself twice", "<% x = {a: 1}; 60.times { x = {a: x, b: x} } %><%= x.to_json %>");
        all.put("an array in itself", "<% x = []; x << x %><%= x.inspect %>");
        all.put("an array that grows", "<% x = []; 10000000.times { |n| x << n } %><%= x %>");
        all.put("a hash that grows", "<% x = {}; 10000000.times { |n| x[n] = \"v#{n}\" } %><%= x %>");
        all.put("long texts in an array", "<% s = \"x\" * 1000000; x = [s] ; 5000.times { x << s } %><%= x.join %>");
        all.put("long separators", "<% s = \"x\" * 1000000; x = [1] * 10 %><%= (1..9999).map { |n| n }.join(s) %>");
        all.put("long replacements", "<% s = \"x\" * 1000000 %><%= s.gsub(\"x\", s) %>");
        all.put("a pattern that backtracks", "<%= (\"a\" * 40).gsub(/(a+)+b/, \"\") %>");
        all.put("patterns in a loop", "<% 9999.times { (\"a\" * 18).gsub(/(a+)+b/, \"\") } %>");
        all.put("long texts looked at in a loop", "<% s = \"x\" * 1000000; 400000.times { s.size } %>");
        all.put("long texts compared in a loop", "<% s = \"x\" * 1000000; t = s + \"\"; 100000.times { s == t } %>");
        all.put("differences of arrays", "<% x = (1..9999).map { |n| n }; y = x.reverse; 100.times { x - y } %>");
        all.put("keys of hashes", "<% x = {}; 9999.times { |n| x[n] = n }; y = []; 9999.times { y << x.keys } %>");
        all.put("variables of a megabyte", "<% s = \"x\" * 1000000 %>" + numbered(2000, "<% v# = s + \"#\" %>"));
        all.put("tags", until(MEGABYTE, "<%= 1 %>"));
        all.put("tags that are not too many", until(390_000, "<%= 1 %>"));
        all.put("parentheses", "<%= " + until(MUCH_CODE, "(") + " %>");
        all.put("statements", "<% " + until(MUCH_CODE, "x = 1;") + " %>");
        all.put("a long text in quotes", "<%= \"" + until(MUCH_CODE, "#{1}") + "\" %>");
        all.put("operators", "<%= 1" + until(MUCH_CODE, " + 1") + " %>");
        all.put("brackets", "<%= " + until(MUCH_CODE, "[1,") + " %>");
        all.put("elements", "<%= [" + until(MUCH_CODE, "1,") + "1] %>");
        all.put("calls", "<%= 1" + until(MUCH_CODE, ".to_s") + " %>");
        all.put("much code", "<%= " + until(MEGABYTE, "1+") + "1 %>");
        return all;
    }

    private static Map<String, String> secrets() {
        Map<String, String> all = new LinkedHashMap<>();
        int half = 500_000;
        all.put(
                "values that double",
                "A0=0123456789\n"
                        + IntStream.range(1, 64)
                                .mapToObj(n -> "A" + n + "=$A" + (n - 1) + "${A" + (n - 1) + "}\n")
                                .collect(Collectors.joining()));
        all.put("one long value often", "B=" + "x".repeat(200_000) + "\nA=" + "$B".repeat(100_000));
        all.put("long values", "B=" + "x".repeat(400_000) + "\n" + numbered(2000, "A#=$B\n"));
        all.put("references to nothing", "A=" + numbered(50_000, "$n#"));
        all.put("variables", numbered(60_000, "A#=\n"));
        all.put("defaults in defaults", "A=" + "${B:-".repeat(half / 5));
        all.put("closed defaults in defaults", "A=" + "${B:-".repeat(half / 6) + "}".repeat(half / 6));
        all.put("braces", "A=" + "${".repeat(half / 2));
        all.put("parentheses", "A=" + "(".repeat(half));
        all.put("pairs of parentheses", "A=" + "()".repeat(half / 2));
        all.put("commands in commands", "A=" + "$(a ".repeat(half / 8) + ")".repeat(half / 8));
        all.put("an open quote", "A=\"" + "x\n".repeat(half / 2));
        all.put("quotes", "A=" + "'\"".repeat(half / 2));
        all.put("backslashes", "A=\"" + "\\".repeat(half) + "\"");
        all.put("dollars", "A=" + "$".repeat(half));
        all.put("lines", "\n".repeat(half));
        all.put("exports", "export A\n".repeat(half / 9));
        all.put("nothing but zeros", "\0".repeat(half));
        return all;
    }
}
