package io.jenkins.plugins.kamal.task.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.credentials.Access;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.EventJson;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import io.jenkins.plugins.kamal.task.agent.StuckFileException;
import io.jenkins.plugins.kamal.task.launch.LaunchPreparation;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The directory in which plugin and engine meet, on this machine as the agent. */
class InvocationFilesTest {

    @TempDir
    private Path temporary;

    private FilePath agentRoot;
    private InvocationFiles files;
    private Path directory;

    @BeforeEach
    void makeFiles() throws Exception {
        agentRoot = new FilePath(temporary.toFile());
        files = new InvocationFiles(agentRoot.child("workspace/job"), "1");
        directory = temporary.resolve("workspace/job@tmp/kamal-1");
    }

    @Test
    void nobodyElseCanReadTheSecrets() throws Exception {
        prepare(files);
        files.handOver(handover("pässword"), LifeSign.ofBuild());
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve(InvocationDirectory.SECRETS))).isEqualTo("rw-------");
        Handover read = Handover.fromBytes(Files.readAllBytes(directory.resolve(InvocationDirectory.SECRETS)));
        assertThat(read.registryLogin().password()).isEqualTo("pässword");
    }

    @Test
    void theBytesOfTheSecretsAreOverwritten() throws Exception {
        prepare(files);
        byte[] json = handover("pässword").toBytes();
        int length = json.length;
        new WriteSecrets(json).work(directory.toFile());
        assertThat(json).isEqualTo(new byte[length]);
        assertThat(Files.size(directory.resolve(InvocationDirectory.SECRETS))).isEqualTo(length);
        assertThatThrownBy(() ->
                        new WriteSecrets(json).work(directory.resolve("missing").toFile()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aSecondPreparationReplacesTheSecretsAndKeepsTheRest() throws Exception {
        prepare(files);
        files.handOver(handover("one"), LifeSign.ofBuild());
        Files.createFile(directory.resolve(InvocationDirectory.STARTED));
        prepare(files);
        files.handOver(handover("two"), LifeSign.ofBuild());
        assertThat(Handover.fromBytes(Files.readAllBytes(directory.resolve(InvocationDirectory.SECRETS)))
                        .registryLogin()
                        .password())
                .isEqualTo("two");
        assertThat(files.isStarted()).isTrue();
        try (var listed = Files.list(directory)) {
            assertThat(listed.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder(
                            InvocationDirectory.SECRETS, InvocationDirectory.ALIVE, InvocationDirectory.STARTED);
        }
    }

    @Test
    void aPartOfALineWaitsForItsRest() throws Exception {
        Files.createDirectories(directory);
        write(InvocationDirectory.EVENTS, line(1, "größer") + line(2, "b").substring(0, 20));
        InvocationUpdate first = files.readAfter(0, 0, false);
        assertThat(first.events()).extracting(NumberedEvent::number).containsExactly(1L);
        assertThat(first.eventLines().end()).isEqualTo(line(1, "größer").getBytes(StandardCharsets.UTF_8).length);

        write(InvocationDirectory.EVENTS, line(2, "b").substring(20) + line(3, "c"));
        InvocationUpdate second = files.readAfter(0, first.eventLines().end(), false);
        assertThat(second.events()).extracting(NumberedEvent::number).containsExactly(2L, 3L);
        assertThat(files.readAfter(0, second.eventLines().end(), true).isAny()).isFalse();
    }

    @Test
    void anUnfinishedEventIsNoEventAlsoAtTheEnd() throws Exception {
        Files.createDirectories(directory);
        write(InvocationDirectory.EVENTS, line(1, "a").substring(0, 20));
        assertThat(files.readAfter(0, 0, true).events()).isEmpty();
    }

    @Test
    void theLogIsReadByLinesAndToItsVeryEnd() throws Exception {
        Files.createDirectories(directory);
        write(InvocationFiles.LOG, "naïve\nunfinished ü");
        InvocationUpdate first = files.readAfter(0, 0, false);
        assertThat(first.log()).isEqualTo(new Excerpt("naïve\n", 7));
        InvocationUpdate last = files.readAfter(first.log().end(), 0, true);
        assertThat(last.log().text()).isEqualTo("unfinished ü");
        assertThat(files.readAfter(last.log().end(), 0, true).isAny()).isFalse();
    }

    @Test
    void aLineLongerThanEverythingThatIsReadAtOnceStopsNothing() throws Exception {
        Files.createDirectories(directory);
        String line = "x".repeat(Excerpt.MOST_BYTES + 5) + "\nnext\n";
        write(InvocationFiles.LOG, line);
        StringBuilder read = new StringBuilder();
        long position = 0;
        for (Excerpt part = files.readAfter(0, 0, false).log();
                !part.text().isEmpty();
                part = files.readAfter(position, 0, false).log()) {
            read.append(part.text());
            position = part.end();
        }
        assertThat(read.toString()).isEqualTo(line);
    }

    @Test
    void aDirectoryThatIsGoneIsSeen() throws Exception {
        assertThat(files.readAfter(3, 4, false))
                .isEqualTo(new InvocationUpdate(new Excerpt("", 3), new Excerpt("", 4), false, 0));
    }

    @Test
    void theWishToStopIsAFile() throws Exception {
        files.askForStop();
        assertThat(directory).as("nothing is made where nothing is").doesNotExist();
        Files.createDirectories(directory);
        files.askForStop();
        assertThat(directory.resolve(InvocationDirectory.STOP)).exists();
    }

    /** The agent may run as another user than the hook, and then the link leads where the hook cannot write. */
    @Test
    void aLinkInThePlaceOfAWrittenFileIsNotFollowed() throws Exception {
        Files.createDirectories(directory);
        Path elsewhere = temporary.resolve("elsewhere");
        for (String name : List.of(InvocationDirectory.STOP, InvocationDirectory.ALIVE)) {
            Files.createSymbolicLink(directory.resolve(name), elsewhere);
        }
        files.askForStop();
        files.keepAlive();
        assertThat(elsewhere).doesNotExist();
        assertThat(new InvocationDirectory(directory).isStopAsked()).isTrue();
        assertThat(new InvocationDirectory(directory).lifeSign())
                .hasValueSatisfying(sign -> assertThat(sign).isPositive());
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void anythingElseInThePlaceOfAWrittenFileStopsNothing() throws Exception {
        Files.createDirectories(directory);
        Path pipe = directory.resolve(InvocationDirectory.STOP);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.createDirectories(directory.resolve(InvocationDirectory.ALIVE));
        files.askForStop();
        files.keepAlive();
        assertThat(new InvocationDirectory(directory).isStopAsked()).isTrue();
        assertThat(new InvocationDirectory(directory).lifeSign())
                .hasValueSatisfying(sign -> assertThat(sign).isPositive());
    }

    @Test
    void eachReadingShowsTheEngineThatJenkinsIsThere() throws Exception {
        Files.createDirectories(directory);
        InvocationDirectory engine = new InvocationDirectory(directory);
        files.readAfter(0, 0, false);
        assertThat(engine.followedSign()).as("without a bound").isEmpty();
        files.handOver(handover(""), LifeSign.forAbsence(Duration.ofMinutes(3)));
        Files.setLastModifiedTime(directory.resolve(InvocationDirectory.FOLLOWED), FileTime.fromMillis(0));
        files.readAfter(0, 0, false);
        assertThat(engine.followedSign())
                .hasValueSatisfying(sign -> assertThat(sign).isPositive());
        assertThat(engine.allowedAbsence()).hasValue(180);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void nothingButARegularFileIsTouchedByAReading() throws Exception {
        Path file = Files.createDirectories(directory).resolve(InvocationDirectory.FOLLOWED);
        Path elsewhere = Files.createFile(temporary.resolve("elsewhere"));
        Files.setLastModifiedTime(elsewhere, FileTime.fromMillis(0));
        Files.createSymbolicLink(file, elsewhere);
        files.readAfter(0, 0, false);
        assertThat(Files.getLastModifiedTime(elsewhere).toMillis()).isZero();
        files.handOver(handover(""), LifeSign.forAbsence(Duration.ofMinutes(3)));
        assertThat(elsewhere).isEmptyFile();
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        files.readAfter(0, 0, false);
        assertThat(new InvocationDirectory(directory).allowedAbsence()).isEmpty();
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aReadingWaitsForTheFirstLine() throws Exception {
        Future<InvocationUpdate> reading = beginReading();
        write(InvocationFiles.LOG, "first\nsecond");
        assertThat(reading.get().log()).isEqualTo(new Excerpt("first\n", 6));
    }

    /** A command that prints nothing reports its end as an event. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void anEventAloneEndsTheWait() throws Exception {
        Future<InvocationUpdate> reading = beginReading();
        write(InvocationDirectory.EVENTS, line(1, "a"));
        assertThat(reading.get().events()).hasSize(1);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void theEndOfTheDirectoryEndsTheWait() throws Exception {
        Future<InvocationUpdate> reading = beginReading();
        files.delete();
        assertThat(reading.get().present()).isFalse();
    }

    @Test
    void theWaitHasAnEnd() throws Exception {
        prepare(files);
        assertThat(files.awaitAfter(3, 4, Duration.ofMillis(20)))
                .isEqualTo(new InvocationUpdate(new Excerpt("", 3), new Excerpt("", 4), true, 0));
    }

    /** A reading that has looked at the directory, which was empty. */
    private Future<InvocationUpdate> beginReading() throws Exception {
        prepare(files);
        files.handOver(handover(""), LifeSign.forAbsence(Duration.ofMinutes(3)));
        FileTime old = FileTime.fromMillis(0);
        Path sign = directory.resolve(InvocationDirectory.FOLLOWED);
        Files.setLastModifiedTime(sign, old);
        Future<InvocationUpdate> reading = files.beginReadAfter(0, 0, Duration.ofSeconds(50));
        await(() -> !Files.getLastModifiedTime(sign).equals(old));
        return reading;
    }

    @Test
    void whatAnEngineHasSaidIsTakenWithItsDirectory() throws Exception {
        prepare(files);
        write(InvocationFiles.LOG, "unfinished");
        write(InvocationDirectory.EVENTS, line(1, "a"));
        InvocationUpdate all = files.takeAll();
        assertThat(all.log().text()).isEqualTo("unfinished");
        assertThat(all.events()).hasSize(1);
        assertThat(directory).doesNotExist();
    }

    /** A hook in a container can replace the directory by a link to one that the container does not see. */
    @Test
    void theDirectoryOfAnotherInvocationIsNeitherReadNorWrittenThroughALink() throws Exception {
        InvocationFiles others = new InvocationFiles(agentRoot.child("workspace/other"), "2");
        prepare(others);
        Path other = Path.of(others.directory().getRemote());
        Files.writeString(other.resolve(InvocationFiles.LOG), "printed by another job\n");
        Files.writeString(other.resolve(InvocationDirectory.COMMANDS), "done by another job\n");
        Files.writeString(other.resolve(InvocationDirectory.OUTPUT), "the result of another job\n");
        Files.createDirectories(directory.getParent());
        Files.createSymbolicLink(directory, other);

        assertThat(files.readAfter(0, 0, true))
                .isEqualTo(new InvocationUpdate(new Excerpt("", 0), new Excerpt("", 0), false, 0));
        assertThat(files.commandsAfter(0).text()).isEmpty();
        assertThat(files.output()).isEmpty();
        files.askForStop();
        files.keepAlive();
        files.answerAboutLock("1", true);
        assertThatThrownBy(() -> files.handOver(handover("a secret"), LifeSign.forAbsence(Duration.ofMinutes(1))))
                .isInstanceOf(IOException.class);
        files.delete();
        try (var listed = Files.list(other)) {
            assertThat(listed.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder(
                            InvocationFiles.LOG, InvocationDirectory.COMMANDS, InvocationDirectory.OUTPUT);
        }
    }

    /** What a hook does in a loop: a regular file at the look, a named pipe or a link at the opening. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void nothingWaitsForPipesThatComeAndGo() throws Exception {
        Files.createDirectories(directory);
        Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "of the agent\n");
        Files.setLastModifiedTime(elsewhere, FileTime.fromMillis(0));
        Process hook = new ProcessBuilder("/bin/sh", "-c", """
                mkfifo pipe; ln -s "$0" link
                while true; do
                  for f in log events.jsonl followed alive stop output commands launches lock-1-ended; do
                    echo 60 > file; touch -d @0 file; mv -f file $f; ln -f pipe $f; ln -f link $f
                  done
                  : > turned
                done""", elsewhere.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await(() -> Files.exists(directory.resolve("turned")));
            for (int turn = 0; turn < 500; turn++) {
                assertThat(read(() -> files.readAfter(0, 0, true).log().text())).doesNotContain("of the agent");
                assertThat(read(() -> files.commandsAfter(0).text())).doesNotContain("of the agent");
                assertThat(read(files::output)).doesNotContain("of the agent");
                files.askForStop();
                files.keepAlive();
                files.handOver(handover(""), LifeSign.forAbsence(Duration.ofMinutes(1)));
                files.answerAboutLock("1", true);
            }
        } finally {
            hook.destroyForcibly().waitFor();
        }
        assertThat(elsewhere).hasContent("of the agent\n");
        assertThat(Files.getLastModifiedTime(elsewhere).toMillis()).isZero();
    }

    /** A link that appears after the look makes the opening fail, which a later turn repeats. */
    private static String read(Callable<String> reading) throws Exception {
        try {
            return reading.call();
        } catch (FileSystemException | StuckFileException e) {
            assertThat(e).isNotInstanceOf(StuckFileException.class);
            return "";
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int tries = 0; tries < 6000 && !condition.call(); tries++) {
            Thread.sleep(10);
        }
        assertThat(condition.call()).isTrue();
    }

    @Test
    void anOutputOfOneMebibyteIsRefused() throws Exception {
        Files.createDirectories(directory);
        write(InvocationDirectory.OUTPUT, "x".repeat(Excerpt.MOST_BYTES - 1));
        assertThat(files.output()).hasSize(Excerpt.MOST_BYTES - 1);
        write(InvocationDirectory.OUTPUT, "x".repeat(3 * Excerpt.MOST_BYTES));
        assertThatThrownBy(() -> files.output())
                .isInstanceOf(AbortException.class)
                .hasMessage(
                        "The command printed 1 MiB or more, which is too much for 'returnOutput'. The whole output is"
                                + " in the log above; make the command print less, or remove 'returnOutput'");
    }

    @Test
    void whatALaunchLeftWhoseHandleIsLostIsRemovedToo() throws Exception {
        Path temporaryFiles = Files.createDirectories(directory).getParent();
        Path ours = Files.createDirectories(temporaryFiles.resolve("durable-0a1b"));
        Path others = Files.createDirectories(temporaryFiles.resolve("durable-ffff"));
        write(InvocationFiles.LAUNCHES, ours + "\n" + temporary.resolve("workspace") + "\n../..\n");
        files.delete();
        assertThat(directory).doesNotExist();
        assertThat(ours).doesNotExist();
        assertThat(others).exists();
        assertThat(temporary.resolve("workspace")).exists();
    }

    @Test
    void aWindowsAgentIsRefused() {
        Launcher windows = new Launcher.LocalLauncher(TaskListener.NULL) {
            @Override
            public boolean isUnix() {
                return false;
            }
        };
        SourceSettings source = new SourceSettings(null, null, null, null, null);
        EngineRequest request = EngineRequest.of(
                List.of("deploy"), new CommandOptions(source), source, new Access(null, null, null, null, List.of()));
        LaunchPreparation launch = new LaunchPreparation(
                request, null, new FilePath(new File("c")), windows, new EnvVars(), TaskListener.NULL);
        assertThatThrownBy(() -> launch.prepare(files, LifeSign.ofBuild()))
                .isInstanceOf(AbortException.class)
                .hasMessage("The Kamal engine runs on Linux and macOS agents, but this is a Windows agent."
                        + " Run the step on another node");
    }

    private static void prepare(InvocationFiles files) throws Exception {
        files.prepareAnd(files.directory(), new ReadFile(InvocationFiles.LOG));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(long number, String what) {
        return EventJson.write(
                        new NumberedEvent(
                                EventJson.FORMAT, number, Instant.EPOCH, new DeployEvent.Skipped(what, "a test")),
                        text -> text)
                + "\n";
    }

    private static Handover handover(String password) {
        return new Handover(
                null, List.of(), null, new Handover.RegistryLogin("deployer", password), java.util.Map.of());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
