package io.jenkins.plugins.kamal.engine.version.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.git.GitIdentity;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A workspace whose {@code .git/config} and {@code .gitattributes} name programs: none of them runs. */
class HostileRepositoryTest {

    /** Every setting by which a repository can have git start a program while it reads. */
    private static final List<String> PROGRAMS = List.of(
            "core.fsmonitor",
            "core.pager",
            "core.editor",
            "core.sshCommand",
            "core.gitProxy",
            "core.askPass",
            "core.alternateRefsCommand",
            "credential.helper",
            "diff.external",
            "diff.evil.command",
            "diff.evil.textconv",
            "filter.evil.clean",
            "filter.evil.smudge",
            "filter.evil.process",
            "filter.lfs.clean",
            "filter.lfs.process",
            "gpg.program",
            "interactive.diffFilter",
            "merge.evil.driver",
            "pager.status",
            "pager.config",
            "remote.origin.uploadpack",
            "remote.origin.proxy",
            "sequence.editor",
            "uploadpack.packObjectsHook");

    /** How the repository is read. */
    enum Reader {
        JGIT,
        GIT_SPLIT_INDEX,
        GIT_SHA256;

        TestRepository repository(Path root) {
            TestRepository repository = TestRepository.withCommit(
                    root, this == GIT_SHA256 ? new String[] {"--object-format=sha256"} : new String[0]);
            repository.write("a.evil", "content\n");
            repository.write("a.big", "content\n");
            repository.commit("Files");
            if (this == GIT_SPLIT_INDEX) {
                repository.git("update-index", "--split-index");
            }
            return repository;
        }
    }

    @TempDir
    Path temp;

    private Path marker;

    @BeforeEach
    void aMarker() {
        marker = temp.resolve("was run");
    }

    @ParameterizedTest
    @EnumSource(Reader.class)
    void noProgramOfTheConfigurationRuns(Reader reader) throws IOException {
        TestRepository repository = reader.repository(temp.resolve("shop"));
        for (String setting : PROGRAMS) {
            repository.git("config", setting, program(setting));
        }
        repository.git("config", "filter.evil.required", "true");
        repository.git("config", "log.showSignature", "true");
        repository.git("config", "alias.status", "!" + program("alias"));
        hooks(repository.file(".git/hooks"));
        attributes(repository);

        readEverything(repository);

        assertThat(marker).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Reader.class)
    void noProgramOfAnIncludedFileRuns(Reader reader) throws IOException {
        TestRepository repository = reader.repository(temp.resolve("shop"));
        Path included = temp.resolve("included");
        TestRepository.git(temp, "config", "-f", included.toString(), "filter.evil.clean", program("clean"));
        TestRepository.git(temp, "config", "-f", included.toString(), "core.fsmonitor", program("fsmonitor"));
        repository.git("config", "include.path", included.toString());
        repository.git("config", "core.hooksPath", hooks(temp.resolve("hooks")).toString());
        attributes(repository);

        readEverything(repository);

        assertThat(marker).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Reader.class)
    void noProgramOfASubmoduleRuns(Reader reader) throws IOException {
        TestRepository library = reader.repository(temp.resolve("library"));
        TestRepository repository = reader.repository(temp.resolve("shop"));
        repository.git("submodule", "add", "-q", library.root().toString(), "lib");
        repository.commit("Submodule");
        TestRepository submodule = new TestRepository(repository.file("lib"));
        for (String setting : List.of("core.fsmonitor", "filter.evil.clean", "filter.evil.process")) {
            submodule.git("config", setting, program(setting));
        }
        Files.writeString(
                repository.file(".git/modules/lib/info/attributes"), "*.evil filter=evil\n*.big filter=evil\n");
        change(submodule);
        repository.git("config", "submodule.lib.ignore", "none");
        repository.git("config", "submodule.lib.update", "!" + program("update"));

        readEverything(repository);

        assertThat(marker).doesNotExist();
    }

    @Test
    void aMissingObjectIsNotFetchedFromWhereTheConfigurationSays() throws IOException {
        TestRepository origin = TestRepository.withCommit(temp.resolve("origin"));
        for (Map.Entry<String, String> url : Map.of(
                        "ext",
                        "ext::" + program("ext"),
                        "ssh",
                        "ssh://host.example/shop",
                        "git",
                        "git://host.example/shop",
                        "file",
                        "file://" + origin.root())
                .entrySet()) {
            TestRepository clone =
                    origin.clonedTo(temp.resolve("clone-" + url.getKey()), "--filter=tree:0", "--no-checkout");
            clone.git("config", "remote.origin.url", url.getValue());
            clone.git("config", "remote.origin.uploadpack", program("uploadpack"));
            clone.git("config", "core.sshCommand", program("ssh"));
            clone.git("config", "core.gitProxy", program("proxy"));
            clone.git("config", "protocol.allow", "always");
            clone.git("config", "protocol.ext.allow", "always");
            Files.deleteIfExists(marker);

            assertThatThrownBy(() -> clone.resolve(UncommittedPolicy.MARK)).isInstanceOf(VersionException.class);

            assertThat(marker).as(url.getKey()).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(Reader.class)
    void aFilterWhoseNameCannotBeTurnedOffIsRefused(Reader reader) throws IOException {
        TestRepository repository = reader.repository(temp.resolve("shop"));
        repository.git("config", "filter.a=b.clean", program("clean"));
        Files.writeString(repository.file(".git/info/attributes"), "*.evil filter=a=b\n");
        change(repository);
        Files.deleteIfExists(marker);

        try {
            repository.mark();
        } catch (VersionException refused) {
            assertThat(refused).hasMessageContaining("a=b");
        }

        assertThat(marker).doesNotExist();
    }

    private void readEverything(TestRepository repository) throws IOException {
        Files.deleteIfExists(marker);
        for (UncommittedPolicy policy : UncommittedPolicy.values()) {
            change(repository);
            try {
                repository.resolve(policy);
                new WorkspaceCheck()
                        .compare(repository.root(), repository.resolve(policy).version());
            } catch (VersionException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        ProjectRepository.of(repository.root(), new LocalGit()).uncommittedFiles();
        SourceId.of(repository.root());
        GitIdentity.of(repository.root());
    }

    /** What the index says of a file is out of date, so that the content has to be read. */
    private void change(TestRepository repository) throws IOException {
        Files.setLastModifiedTime(repository.file("a.evil"), FileTime.fromMillis(1000));
        repository.write("a.big", "other\n");
    }

    private void attributes(TestRepository repository) throws IOException {
        repository.write(".gitattributes", "*.evil filter=evil diff=evil merge=evil\n*.big filter=lfs -text\n");
        Files.writeString(repository.file(".git/info/attributes"), "*.evil filter=evil\n");
    }

    private String program(String name) throws IOException {
        Path file = temp.resolve("programs").resolve(name);
        if (!Files.exists(file)) {
            script(file);
        }
        return file.toString();
    }

    private Path hooks(Path directory) throws IOException {
        for (String hook :
                List.of("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman")) {
            script(directory.resolve(hook));
        }
        return directory;
    }

    private void script(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\necho \"$0\" >> '" + marker + "'\ncat\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
