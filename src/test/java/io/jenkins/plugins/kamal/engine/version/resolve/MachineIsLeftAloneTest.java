package io.jenkins.plugins.kamal.engine.version.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.git.GitIdentity;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resolving reads: it writes no file and starts no program but git, and that only where JGit cannot read. */
class MachineIsLeftAloneTest {

    @TempDir
    Path temp;

    private final Map<String, String> environment = new HashMap<>();
    private TestRepository repository;
    private Path home;

    @BeforeEach
    void aRepositoryAndAHome() throws IOException {
        repository = TestRepository.withCommit(temp.resolve("shop"));
        home = Files.createDirectory(temp.resolve("home"));
        Path system = Files.writeString(temp.resolve("system"), "[user]\n\temail = system@example.org\n");
        environment.putAll(Map.of(
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.resolve("xdg").toString(),
                "GIT_CONFIG_SYSTEM", system.toString()));
    }

    @Test
    void nothingIsWrittenAndNoProgramIsStarted() throws Exception {
        Path marker = temp.resolve("git was started");
        script(temp.resolve("path/git"), "touch '" + marker + "'");
        environment.put("PATH", temp.resolve("path").toString());
        repository.write("Dockerfile", "FROM alpine\n");
        Map<Path, Long> before = snapshot();

        List<String> printed = ResolveInAProcess.run(environment, repository.root(), UncommittedPolicy.MARK);

        assertThat(printed)
                .containsExactly(
                        repository.resolve(UncommittedPolicy.MARK).version().value(),
                        new GitIdentity(null, "system@example.org").toString());
        assertThat(marker).doesNotExist();
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void identityIsTheRepositorysThenTheUsersThenTheSystems() throws Exception {
        Files.writeString(home.resolve(".gitconfig"), "[user]\n\tname = Bö User\n\temail = user@example.org\n");
        assertThat(identity(repository.root()))
                .isEqualTo("GitIdentity[nameOrNull=Bö User, emailOrNull=user@example.org]");
        assertThat(identity(temp)).contains("Bö User", "user@example.org");

        repository.git("config", "user.email", "repo@example.org");
        assertThat(identity(repository.root())).contains("Bö User", "repo@example.org");

        Files.writeString(temp.resolve("included"), "[user]\n\tname = Included\n");
        repository.git("config", "include.path", "../../included");
        assertThat(identity(repository.root())).contains("Included", "repo@example.org");
    }

    @Test
    void theLocaleOfTheAgentDoesNotChangeTheVersionSilently() throws Exception {
        repository.write("é", "1");
        repository.commit("Name");
        environment.put("LC_ALL", "C");

        assertThat(ResolveInAProcess.run(environment, repository.root(), UncommittedPolicy.IGNORE))
                .startsWith(repository.head());
        assertThat(ResolveInAProcess.run(environment, repository.root(), UncommittedPolicy.MARK))
                .first()
                .asString()
                .contains("Start the agent with LC_ALL=C.UTF-8");
    }

    @Test
    void theLocaleOfTheAgentDoesNotChangeALinkSilently() throws Exception {
        repository.link("current", "é");
        environment.put("LC_ALL", "C");

        assertThat(ResolveInAProcess.run(environment, repository.root(), UncommittedPolicy.MARK))
                .first()
                .asString()
                .contains("Start the agent with LC_ALL=C.UTF-8");
    }

    @Test
    void hooksAndMonitorOfARepositoryAreNotRunByGit() throws IOException {
        Path marker = temp.resolve("was run");
        for (String hook : List.of("post-index-change", "reference-transaction", "monitor")) {
            script(repository.file(".git/hooks/" + hook), "touch '" + marker + "'");
        }
        repository.git(
                "config",
                "core.fsmonitor",
                repository.file(".git/hooks/monitor").toString());
        repository.git("update-index", "--split-index");
        repository.write("Dockerfile", "FROM alpine\n");
        Files.deleteIfExists(marker);
        repository.git("status", "--porcelain");
        assertThat(Files.deleteIfExists(marker)).as("git left to itself").isTrue();

        assertThat(repository.mark()).isPresent();

        assertThat(marker).doesNotExist();
    }

    @Test
    void gitLeavesTheIndexAsItIs() throws IOException {
        TestRepository modern = TestRepository.withCommit(temp.resolve("modern"), "--object-format=sha256");
        Files.setLastModifiedTime(modern.file("Dockerfile"), FileTime.fromMillis(1000));
        Map<Path, Long> before = snapshot();

        assertThat(modern.mark()).isEmpty();

        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void gitIsNotSentElsewhereByItsEnvironment() throws Exception {
        TestRepository other = TestRepository.withCommit(temp.resolve("other"), "--object-format=sha256");
        TestRepository modern = TestRepository.withCommit(temp.resolve("modern"), "--object-format=sha256");
        modern.write("more", "x");
        modern.commit("Second");
        environment.put("GIT_DIR", other.file(".git").toString());
        environment.put("GIT_INDEX_FILE", other.file(".git/index").toString());

        assertThat(ResolveInAProcess.run(environment, modern.root(), UncommittedPolicy.FAIL))
                .startsWith(modern.head());
    }

    @Test
    void gitReadsARepositoryOfAnotherUser() throws Exception {
        TestRepository modern = TestRepository.withCommit(temp.resolve("modern"), "--object-format=sha256");
        String head = modern.head();
        String owner = System.getProperty("user.name").equals("root") ? "nobody" : System.getProperty("user.name");
        Files.setOwner(
                modern.root(),
                modern.root().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));

        assertThat(modern.resolve(UncommittedPolicy.FAIL).version().value()).isEqualTo(head);
    }

    @Test
    void theSystemReaderOfTheProcessIsNotReplaced() {
        // An engine that another test ran in this process may have asked for its own reader, which is installed once.
        repository.resolve(UncommittedPolicy.MARK);
        SystemReader before = SystemReader.getInstance();
        List<SystemReader> seen = new ArrayList<>();
        SystemReader own = new SystemReader.Delegate(before) {
            @Override
            public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
                seen.add(SystemReader.getInstance());
                return super.getUserConfig();
            }
        };
        SystemReader.setInstance(own);
        try {
            repository.resolve(UncommittedPolicy.MARK);
            GitIdentity.of(repository.root());
        } finally {
            SystemReader.setInstance(before);
        }

        assertThat(seen).isNotEmpty().allMatch(reader -> reader == own);
    }

    @Test
    void whatTheCleanCloneNeeds() {
        ProjectRepository project = ProjectRepository.of(repository.file("app/sub"), new LocalGit());

        assertThat(project.root()).isEqualTo(repository.root());
        assertThat(project.name()).isEqualTo("shop");
        assertThat(project.pathInside()).isEqualTo(Path.of("app/sub"));
        assertThat(project.head().sha()).isEqualTo(repository.head());
        repository.write("new", "x");
        assertThat(project.uncommittedFiles()).containsExactly("new (new)");
        assertThat(ProjectRepository.of(repository.root(), new LocalGit())
                        .pathInside()
                        .toString())
                .isEmpty();
    }

    private String identity(Path project) throws Exception {
        List<String> printed = ResolveInAProcess.run(environment, project, UncommittedPolicy.IGNORE);
        return printed.get(printed.size() - 1);
    }

    private static void script(Path file, String command) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** All files and directories with the time of their last change, which a file that came and went changes too. */
    private Map<Path, Long> snapshot() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.collect(
                    Collectors.toMap(file -> file, file -> file.toFile().lastModified()));
        }
    }
}
