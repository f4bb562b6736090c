package io.jenkins.plugins.kamal.engine.deploy.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.Needs;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDirectoryTest {

    @TempDir
    Path shared;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = shared.resolve("missing/kamal-clones");
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        new OwnDirectory(path).prepare();

        assertThat(mode()).isEqualTo("rwx------");
    }

    @Test
    void isClosedWhereItWasOpen() throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(path.resolve("kept"), "");

        new OwnDirectory(path).prepare();

        assertThat(mode()).isEqualTo("rwx------");
        assertThat(path.resolve("kept")).exists();
    }

    @Test
    void isRefusedAsALink() throws IOException {
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Files.createDirectory(shared.resolve("elsewhere")));

        assertThatThrownBy(() -> new OwnDirectory(path).prepare())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("not built in " + path)
                .hasMessageContaining("but a symbolic link")
                .hasMessageContaining("set TMPDIR");
    }

    @Test
    void isRefusedAsAFile() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");

        assertThatThrownBy(() -> new OwnDirectory(path).prepare())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("is not a directory, so");
    }

    @Test
    void isRefusedWhereAnotherUserOwnsIt() throws IOException {
        Files.createDirectories(path);
        try {
            Files.setAttribute(path, "unix:uid", 65534);
        } catch (FileSystemException notRoot) {
            Needs.skipUnless(false, "only root can give a directory to another user");
        }

        assertThatThrownBy(() -> new OwnDirectory(path).prepare())
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("belongs to the user ");
    }
}
