package io.jenkins.plugins.kamal.engine.lab.bench;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import io.jenkins.plugins.kamal.engine.packaging.MergedJar;
import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The engine as an agent has it: one merged jar with a class-data archive, started with the options of the steps. */
public final class AgentEngine {

    private static final int REHEARSAL_SECONDS = 120;

    private final Path jar;

    @CheckForNull
    private final Path archive;

    private AgentEngine(Path jar, @CheckForNull Path archive) {
        this.jar = jar;
        this.archive = archive;
    }

    /** Merges the jars of this process in an empty directory, and makes the archive there. */
    public static AgentEngine in(Path directory) throws IOException, InterruptedException {
        Path jar = directory.resolve("engine.jar");
        MergedJar.write(ShippedClassPath.parts(), jar);
        Path archive = directory.resolve("classes.jsa");
        Path project = Files.createDirectory(directory.resolve("rehearsal"));
        List<String> rehearsal = new ArrayList<>(List.of(java()));
        rehearsal.addAll(EngineProgram.rehearsalWords(jar.toString(), archive.toString(), project.toString()));
        ProcessBuilder builder = new ProcessBuilder(rehearsal)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("rehearsal.log").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin"));
        Process process = builder.start();
        boolean made = process.waitFor(REHEARSAL_SECONDS, TimeUnit.SECONDS)
                && process.exitValue() == 0
                && Files.isRegularFile(archive);
        process.destroyForcibly();
        return new AgentEngine(jar, made ? archive : null);
    }

    /** The same engine as long as an agent has no archive. */
    AgentEngine withoutArchive() {
        return new AgentEngine(jar, null);
    }

    /** What the engine consists of, for the head of a table. */
    public String describe() throws IOException {
        String archived = archive == null ? "no class-data archive" : "class-data archive " + megabytes(archive);
        return "Java " + System.getProperty("java.version") + ", jar " + megabytes(jar) + ", " + archived;
    }

    private static String megabytes(Path file) throws IOException {
        return (Files.size(file) >> 20) + " MB";
    }

    /** The command line that runs these words of the engine's. */
    public List<String> command(String... words) {
        return commandWith(List.of(), words);
    }

    /** The same with more options of Java. */
    List<String> commandWith(List<String> options, String... words) {
        return start(options, Stream.concat(Stream.of(EngineProgram.MAIN_CLASS), Stream.of(words)));
    }

    /** The command line that runs another main class of this test run, with the engine's jar and archive. */
    List<String> other(Class<?> main, String... words) {
        List<String> command =
                new ArrayList<>(start(List.of(), Stream.concat(Stream.of(main.getName()), Stream.of(words))));
        int classPath = command.indexOf("-cp") + 1;
        command.set(classPath, command.get(classPath) + File.pathSeparator + ShippedClassPath.of(main));
        return command;
    }

    private List<String> start(List<String> options, Stream<String> words) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(EngineProgram.javaWords(jar.toString(), archive == null ? null : archive.toString()));
        command.addAll(words.toList());
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
